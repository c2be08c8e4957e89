import { shortText } from '../scenario/parameters/parameter.ts';
import type { Asked } from './results.ts';

/** Returns the command line that runs one scenario again with the same choices, `parameters` included. */
export function repeatLine(scenario: string, asked: Asked, parameters: Readonly<Record<string, string>> = {}): string {
  const { rig, pump, firmware, seed, speed, faults, hand, fieldScale } = asked;
  const options = [
    ['--rig', rig],
    ['--pump', pump],
    ['--firmware', firmware],
    ['--seed', String(seed)],
    ['--speed', speed === 'auto' ? null : String(speed)],
    ['--faults', faults],
    ['--hand', hand],
    ['--field-scale', fieldScale === null ? null : String(fieldScale)],
  ] as const;
  const chosen = options.flatMap(([name, value]) => (value === null ? [] : [name, inShell(value)]));
  const set = Object.entries(parameters).flatMap(([name, text]) => ['--set', inShell(`${name}=${shortText(text)}`)]);
  return ['rollerloop', 'run', inShell(scenario), ...set, ...chosen].join(' ');
}

/** Quotes a word for a POSIX shell if it needs quotes. */
export function inShell(word: string): string {
  return /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
