import { type Decoded, decode } from './decode.ts';
import { flagFunctions } from './flag-functions.ts';
import { straightText } from './operation-text.ts';
import { StretchText } from './stretch-text.ts';
import { turns } from './turn-text.ts';

/** Interface of the processor for compiled code. */
export interface StretchCpu {
  pc: number;
  cycles: number;
  readData(address: number): number;
  writeData(address: number, value: number, mask?: number): void;
  /** Returns true if an event or an interrupt is due within that many cycles. */
  isDisturbed(cycles: number): boolean;
}

/**
 * Runs a stretch and returns the number of executed instructions. It leaves early at a branch to other code, after an
 * access that caused an event, or before a pointer access outside SRAM.
 */
type Run = (cpu: StretchCpu, data: Uint8Array, flash: Uint8Array) => number;

/** Compiled code that begins at one word. It follows jumps, calls and the more frequent side of branches. */
export interface CodeStretch {
  readonly run: Run;
  /** Word address of each instruction, in the order of execution. */
  readonly path: readonly number[];
  /** Largest number of cycles that the stretch can take. It runs only if no event is due within them. */
  readonly cyclesMax: number;
}

/** Longest stretch. A longer one would often reach beyond the next event. */
const INSTRUCTIONS_MAX = 64;
/** Shortest stretch that gains speed. */
const INSTRUCTIONS_MIN = 2;
/** Largest number of cycles that leaving takes beyond continuing: a skip over two words. */
const LEAVING_CYCLES_MAX = 2;

/** True for an instruction that can stand inside a stretch and continues at the next word. */
export function isStraight({ operation }: Decoded): boolean {
  return straightText.has(operation);
}

/**
 * Compiles the stretch that begins at a word. Returns undefined if that gains nothing. `visits` selects the more
 * frequent side of a branch.
 */
export function compileStretch(flash: Uint16Array, start: number, visits?: Uint8Array): CodeStretch | undefined {
  const text = new StretchText(start);
  const calls: number[] = [];
  const path: number[] = [];
  while (text.count < INSTRUCTIONS_MAX && text.at < flash.length && !text.hasEnded) {
    const { at } = text;
    const { operation, a, b } = decode(flash, at);
    const straight = straightText.get(operation);
    const added = straight === undefined ? turns.get(operation)?.(text, a, b, { visits, calls }) : straight(text, a, b);
    if (added !== true) break;
    path.push(at);
  }
  if (text.count < INSTRUCTIONS_MIN) return undefined;
  // This is safe: the text consists of numbers from the decoder and of templates in these files.
  const make = new Function('h', `return (c,d,f)=>{${text.finished(LEAVING_CYCLES_MAX)}}`);
  const run = make(flagFunctions) as Run;
  return { run, path, cyclesMax: text.cycles + LEAVING_CYCLES_MAX };
}
