import { motorSignals } from '../../firmware-sim/plant/motor-signals.ts';
import { allSignals } from '../../firmware-sim/pump-signals.ts';
import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';
import { benchSignals } from '../bench-signals.ts';
import { rigSignals, sensedSignals } from '../rigs/rig-signals.ts';
import { splitSignal } from '../scenario/checks/drug-signals.ts';

/** Signals of a CSV file if the caller chooses none: field, motion, volumes, and the pump's beliefs and reports. */
export const DEFAULT_CSV_SIGNALS: readonly string[] = [
  'in.field',
  'true.rotor',
  'true.rotorDeg',
  'true.deliveredMl',
  'true.undeliveredMl',
  'true.reservoirMl',
  'pump.rateMlPerDay',
  'pump.programmedMl',
  'pump.reservoirMl',
  'pump.mode',
  'pump.alarm',
  'pump.log',
];

/** Largest number of columns. Assumed: a person does not read more. */
const SIGNALS_MAX = 100;

const units: ReadonlyMap<string, string> = new Map([
  ...Object.entries(allSignals).map(([name, { unit }]) => [name, unit] as const),
  ...[...motorSignals, ...rigSignals, ...sensedSignals, ...benchSignals].map(({ name, unit }) => [name, unit] as const),
]);
const knownNames: readonly string[] = [...units.keys()];

/** Reads the list of `--signals`. Throws `HilError` SIGNALS_INVALID (usage) for an unknown or repeated signal. */
export function csvSignalsOf(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  for (const [index, name] of names.entries()) {
    // A further drug has its own signal, named after the first one: `true.tipUg.clonidine`.
    if (!knownNames.includes(splitSignal(name).base))
      throw invalid(`names ${quoted(name)}; allowed: names of signals, separated by commas`, name);
    if (names.indexOf(name) < index) throw invalid(`names ${quoted(name)} twice; allowed: each signal once`);
  }
  if (names.length > SIGNALS_MAX) throw invalid(`names ${names.length} signals; allowed: at most ${SIGNALS_MAX}`);
  return names;
}

/**
 * Returns the declarations of the chosen signals, in the order chosen. A signal that this run lacks gives an empty column, so that
 * the files of all runs have the same ones. Of the default signals only those of the run give a column.
 */
export function chosenSignals(
  declared: readonly SignalDeclaration[],
  names: readonly string[],
): readonly SignalDeclaration[] {
  const isDefault = String(names) === String(DEFAULT_CSV_SIGNALS);
  return names.flatMap((name) => declared.find((one) => one.name === name) ?? (isDefault ? [] : [lacking(name)]));
}

function lacking(name: string): SignalDeclaration {
  const unit = units.get(splitSignal(name).base) ?? '';
  return { name: name as SignalDeclaration['name'], kind: 'step', unit, doc: 'A signal that this run lacks.' };
}

function invalid(what: string, name?: string): HilError {
  const hint = name === undefined ? '' : didYouMean(name, knownNames);
  return new HilError('SIGNALS_INVALID', 'usage', `\`--signals\` ${what}. \`rollerloop doc trace\` lists them.${hint}`);
}
