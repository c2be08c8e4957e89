import type { CPU } from 'avr8js';
import { arithmetic } from './arithmetic.ts';
import { type Decoded, decode } from './decode.ts';
import { flow } from './flow.ts';
import { type Operation, SRAM_START, SREG } from './operation.ts';
import { endingText, straightText } from './operation-text.ts';
import { transfer } from './transfer.ts';

/** Runs through to its end, or to where a pointer leads out of the memory that nobody hooks; returns instructions done. */
export type Run = (cpu: CPU, data: Uint8Array, flash: Uint8Array) => number;

/** Straight code from one word on, compiled: no register of a peripheral is touched in it. */
export interface Stretch {
  readonly run: Run;
  /** At the most; it is run only where nothing else happens for so long. */
  readonly cyclesMax: number;
}

/** A longer one would too often reach beyond the next event. */
const INSTRUCTIONS_MAX = 24;
/** A shorter one gains nothing. */
const INSTRUCTIONS_MIN = 2;
/** The longest ending: a call. */
const ENDING_CYCLES_MAX = 4;

const twoCycles: readonly Operation[] = [
  arithmetic.mul,
  arithmetic.adiw,
  arithmetic.sbiw,
  transfer.lds,
  transfer.sts,
  transfer.ld,
  transfer.loadIncrement,
  transfer.loadDecrement,
  transfer.loadFromY,
  transfer.loadFromZ,
  transfer.st,
  transfer.storeIncrement,
  transfer.storeDecrement,
  transfer.storeToY,
  transfer.storeToZ,
  transfer.push,
  transfer.pop,
];
const threeCycles: readonly Operation[] = [transfer.lpm, transfer.lpmIncrement];

function cyclesOf(operation: Operation): number {
  return threeCycles.includes(operation) ? 3 : twoCycles.includes(operation) ? 2 : 1;
}

/** It can stand inside a stretch. */
export function isStraight({ operation, b }: Decoded): boolean {
  const isAddressed = operation === transfer.lds || operation === transfer.sts;
  if (operation === transfer.in) return b === SREG;
  if (operation === flow.bclr) return true;
  return straightText.has(operation) && !(isAddressed && b < SRAM_START);
}

/** The stretch that begins at a word; undefined where there is nothing to gain. */
export function compileStretch(flash: Uint16Array, start: number): Stretch | undefined {
  let body = '';
  let at = start;
  let cycles = 0;
  let count = 0;
  const finish = (): string => `d[95]=s;c.cycles+=k;return ${count};`;
  for (; count < INSTRUCTIONS_MAX && at < flash.length; count += 1) {
    const decoded = decode(flash, at);
    const ending = endingText.get(decoded.operation);
    const leave = `c.pc=${at};k=${cycles};${finish()}`;
    if (ending !== undefined) {
      body += `k=${cycles};${ending(decoded.a, decoded.b, { at, leave })}`;
      count += 1;
      return stretchOf(body + finish(), cycles + ENDING_CYCLES_MAX, count);
    }
    if (!isStraight(decoded)) break;
    body += straightText.get(decoded.operation)?.(decoded.a, decoded.b, { at, leave });
    cycles += cyclesOf(decoded.operation);
    at += decoded.operation === transfer.lds || decoded.operation === transfer.sts ? 2 : 1;
  }
  return stretchOf(`${body}c.pc=${at};k=${cycles};${finish()}`, cycles, count);
}

function stretchOf(body: string, cyclesMax: number, count: number): Stretch | undefined {
  if (count < INSTRUCTIONS_MIN) return undefined;
  // The text consists of numbers that the decoder made and of the templates beside this file.
  const run = new Function('c', 'd', 'f', `let s=d[95],k=0,t=0,u=0,r=0,p=0,n=0,v=0,z=0;${body}`) as Run;
  return { run, cyclesMax };
}
