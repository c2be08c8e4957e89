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

const knownNames: readonly string[] = [
  ...Object.keys(allSignals),
  ...[...motorSignals, ...rigSignals, ...sensedSignals, ...benchSignals].map(({ name }) => name),
];

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

/** Returns the declarations of the chosen signals that this run writes, in the order chosen. */
export function chosenSignals(
  declared: readonly SignalDeclaration[],
  names: readonly string[],
): readonly SignalDeclaration[] {
  return names.flatMap((name) => declared.filter((one) => one.name === name));
}

function invalid(what: string, name?: string): HilError {
  const hint = name === undefined ? '' : didYouMean(name, knownNames);
  return new HilError('SIGNALS_INVALID', 'usage', `\`--signals\` ${what}. \`rollerloop doc trace\` lists them.${hint}`);
}
