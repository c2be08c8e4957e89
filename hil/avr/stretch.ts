import { type Decoded, decode } from './decode.ts';
import { flagFunctions } from './flag-functions.ts';
import { straightText } from './operation-text.ts';
import { StretchText } from './stretch-text.ts';
import { turns } from './turn-text.ts';

/** What compiled code asks of the processor. */
export interface StretchCpu {
  pc: number;
  cycles: number;
  readData(address: number): number;
  writeData(address: number, value: number, mask?: number): void;
  /** Something happens, or somebody interrupts, in less than so many cycles. */
  isDisturbed(cycles: number): boolean;
}

/**
 * Runs through to its end, or to where the way parts, a peripheral was touched that now wants something, or a pointer leads
 * out of memory; returns instructions done.
 */
type Run = (cpu: StretchCpu, data: Uint8Array, flash: Uint8Array) => number;

/** Code from one word on, along jumps, calls and the more trodden way at branches, compiled. */
export interface CodeStretch {
  readonly run: Run;
  /** At the most; it is run only where nothing else happens for so long. */
  readonly cyclesMax: number;
}

/** A longer one would too often reach beyond the next event. */
const INSTRUCTIONS_MAX = 64;
/** A shorter one gains nothing. */
const INSTRUCTIONS_MIN = 2;
/** By a skip over two words, more than going on. */
const LEAVING_CYCLES_MAX = 2;

/** It can stand inside a stretch, which then goes on at the next word. */
export function isStraight({ operation }: Decoded): boolean {
  return straightText.has(operation);
}

/** The stretch that begins at a word; undefined where there is nothing to gain. `visits` tells the more trodden way. */
export function compileStretch(flash: Uint16Array, start: number, visits?: Uint8Array): CodeStretch | undefined {
  const text = new StretchText(start);
  const calls: number[] = [];
  while (text.count < INSTRUCTIONS_MAX && text.at < flash.length && !text.hasEnded) {
    const { operation, a, b } = decode(flash, text.at);
    const straight = straightText.get(operation);
    const added = straight === undefined ? turns.get(operation)?.(text, a, b, { visits, calls }) : straight(text, a, b);
    if (added !== true) break;
  }
  if (text.count < INSTRUCTIONS_MIN) return undefined;
  // The text consists of numbers that the decoder made and of the templates of these files.
  const make = new Function('h', `return (c,d,f)=>{${text.finished(LEAVING_CYCLES_MAX)}}`);
  const run = make(flagFunctions) as Run;
  return { run, cyclesMax: text.cycles + LEAVING_CYCLES_MAX };
}
