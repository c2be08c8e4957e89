import type { Values } from '../tables/vocabulary.ts';

/** Facts for a person at a terminal. Commands that move the shaft need a trailer. */
export interface ConsoleFacts {
  readonly state: string;
  readonly stopCause: string;
  readonly report: Values;
  /** True if two stop bytes latch a stop on this device. */
  readonly stops: boolean;
}

/** Returns the texts that answer a bare line before HELLO. None for a line other than `stat` and `help`. */
export function consoleAnswer(line: string, facts: ConsoleFacts): readonly string[] {
  if (line === 'help')
    return [
      'read-only console until a host says HELLO: stat, help',
      ...(facts.stops ? ['the stop is two bytes 18 (Ctrl-X twice), at any time'] : []),
    ];
  if (line !== 'stat') return [];
  const shaft = Object.entries(facts.report).map(([name, value]) => `${name}=${value}`);
  const half = Math.ceil(shaft.length / 2);
  return [`state=${facts.state} stop=${facts.stopCause}`, shaft.slice(0, half).join(' '), shaft.slice(half).join(' ')];
}
