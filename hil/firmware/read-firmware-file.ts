import { isJson, parseJson } from '../yaml/json-text.ts';
import type { Place } from '../yaml/place.ts';
import { EndOfReading, keyShown, keysShown, type Problem, Problems, type Refuse } from '../yaml/problem.ts';
import { readTable } from '../yaml/read-table.ts';
import { type MapTree, type Tree, treeAt } from '../yaml/tree.ts';
import { type ChipPart, type FirmwareFile, type PinMap, wiringDefaults } from './firmware-file.ts';
import { firmwareTable } from './firmware-file-schema.ts';
import { neededVerbs } from './firmware-verbs.ts';
import { clockPins, isAnalog, pinIdentity, uartPins } from './pin-names.ts';

/** Result of reading a firmware file. */
export type FirmwareFileResult =
  | { readonly ok: true; readonly file: FirmwareFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Keys that describe the chip. A file has all of them or none. */
const CHIP_KEYS = ['mcu', 'clockMhz', 'fuses', 'pins', 'telemetry'] as const;

/**
 * Reads `firmware.json`. `needsChip` is true for a binary that an emulated chip runs. Returns the file, or all problems of the
 * text. Never throws; messages name `shownAs`.
 */
export function readFirmwareFile(text: string, shownAs: string, needsChip: boolean): FirmwareFileResult {
  const problems = new Problems(shownAs);
  try {
    const tree = parseJson(text, problems.refuse, 'firmware');
    const file = tree === undefined ? undefined : fileOf(tree, needsChip, problems.refuse);
    const isSound = file !== undefined && isJson(text, problems.refuse) && problems.isEmpty;
    if (isSound) return { ok: true, file };
  } catch (error) {
    if (!(error instanceof EndOfReading)) throw error;
  }
  return { ok: false, problems: problems.all };
}

function fileOf(tree: Tree, needsChip: boolean, refuse: Refuse): FirmwareFile | undefined {
  const written = readTable(firmwareTable(), tree, refuse);
  if (written === undefined || tree.kind !== 'map') return undefined;
  const { name, models, verbs, logResolutionS, clockDriftPpm, nonVolatileBytes, ...chipKeys } = written;
  checkVerbs(verbs, tree, refuse);
  const { mcu, clockMhz, fuses, pins, wiring = wiringDefaults, telemetry } = chipKeys;
  const given = CHIP_KEYS.filter((key) => chipKeys[key] !== undefined);
  const base = { name, models, verbs, logResolutionS, clockDriftPpm, nonVolatileBytes };
  if (pins !== undefined) checkPins(pins, occupiedPins(telemetry?.uart, fuses?.low), tree, refuse);
  if (given.length === 0 && !needsChip) return base;
  if (!mcu || clockMhz === undefined || fuses === undefined || pins === undefined || telemetry === undefined) {
    const missing = CHIP_KEYS.filter((key) => chipKeys[key] === undefined);
    refuse(tree.place, `no ${keysShown(missing)}`, `${keysShown(CHIP_KEYS)}, which a binary for a chip needs`);
    return undefined;
  }
  if (telemetry.wakeUs !== undefined && telemetry.wakeByte === undefined)
    refuse(placeOf(tree, ['telemetry', 'wakeUs']), '`wakeUs` without `wakeByte`', 'both, or neither');
  const chip: ChipPart = { mcu, clockMhz, fuses, pins, wiring, telemetry };
  return { ...base, chip };
}

function placeOf(tree: MapTree, path: readonly string[]): Place {
  return treeAt(tree, path).tree.place;
}

function checkVerbs(verbs: FirmwareFile['verbs'], tree: MapTree, refuse: Refuse): void {
  const list = treeAt(tree, ['verbs']).tree;
  if (verbs === undefined || list.kind !== 'list') return;
  for (const [index, verb] of verbs.entries())
    if (verbs.indexOf(verb) < index) refuse((list.items[index] as Tree).place, `"${verb}" twice`, 'each verb once');
  const missing = neededVerbs.filter((verb) => !verbs.includes(verb));
  if (missing.length > 0)
    refuse(list.place, `no "${missing.join('", "')}" in ${keyShown('verbs')}`, `${neededVerbs.join(', ')} and others`);
}

/** Returns the parts of the chip that occupy pins, by the pin. */
function occupiedPins(uart: number | undefined, fuseLow: number | undefined): Map<string, string> {
  const occupied = new Map<string, string>();
  for (const pin of uart === undefined ? [] : (uartPins[uart] ?? [])) occupied.set(pin, `telemetry (UART ${uart})`);
  for (const pin of fuseLow === undefined ? [] : clockPins(fuseLow)) occupied.set(pin, 'the clock source');
  return occupied;
}

function checkPins(pins: PinMap, takenBy: Map<string, string>, tree: MapTree, refuse: Refuse): void {
  const place = (signal: string): Place => placeOf(tree, ['pins', signal]);
  checkMotor(pins, place, refuse, placeOf(tree, ['pins']));
  for (const [signal, pin] of Object.entries(pins)) {
    if (pin === undefined) continue;
    const other = takenBy.get(pinIdentity(pin));
    if (other !== undefined) {
      const found = `${keyShown(signal)} on "${pin}", the pin of ${other}`;
      refuse(place(signal), found, 'one signal for each pin');
    }
    takenBy.set(pinIdentity(pin), keyShown(signal));
    if (isAnalog(pin) !== (signal === 'battery')) {
      const allowed =
        signal === 'battery' ? 'an analog input: ADC0 to ADC7' : 'a port pin: PB0 to PB7, PC0 to PC5, PD0 to PD7';
      refuse(place(signal), `"${pin}" for ${keyShown(signal)}`, allowed);
    }
  }
}

/** The motor has a step input, or two ends of one coil. */
function checkMotor(
  { step, enable, coilA, coilB }: PinMap,
  place: (key: string) => Place,
  refuse: Refuse,
  whole: Place,
): void {
  const hasStep = step !== undefined;
  const hasCoil = coilA !== undefined || coilB !== undefined;
  const allowed = '`step`, with `enable` if the motor has one, or both `coilA` and `coilB`';
  if (hasStep && hasCoil)
    refuse(place(coilA === undefined ? 'coilB' : 'coilA'), 'a coil together with `step`', allowed);
  else if (!hasStep && (coilA === undefined || coilB === undefined)) {
    const found = hasCoil ? `no ${keyShown(coilA === undefined ? 'coilA' : 'coilB')}` : 'no pin that moves the motor';
    refuse(whole, found, allowed);
  } else if (hasCoil && enable !== undefined) refuse(place('enable'), '`enable` together with a coil', allowed);
}
