import type { CPU } from 'avr8js';
import { arithmetic } from './arithmetic.ts';
import { type Decoded, decode } from './decode.ts';
import { flow } from './flow.ts';
import { type Operation, SPL, SRAM_START, SREG } from './operation.ts';
import { straightText, turns } from './operation-text.ts';
import { transfer } from './transfer.ts';

/** Runs through to its end, or to where a pointer leads out of the memory that nobody hooks; returns instructions done. */
export type Run = (cpu: CPU, data: Uint8Array, flash: Uint8Array) => number;

/** Code from one word on, along jumps and calls and past branches, compiled: no register of a peripheral is touched in it. */
export interface Stretch {
  readonly run: Run;
  /** At the most; it is run only where nothing else happens for so long. */
  readonly cyclesMax: number;
}

/** A longer one would too often reach beyond the next event. */
const INSTRUCTIONS_MAX = 32;
/** A shorter one gains nothing. */
const INSTRUCTIONS_MIN = 2;
/** By a branch, more than going on. */
const LEAVING_CYCLES_MAX = 2;

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
  if (operation === transfer.in) return b >= SPL && b <= SREG;
  if (operation === flow.bclr) return true;
  return straightText.has(operation) && !(isAddressed && b < SRAM_START);
}

/** The stretch that begins at a word; undefined where there is nothing to gain. */
export function compileStretch(flash: Uint16Array, start: number): Stretch | undefined {
  const text = new StretchText(start);
  while (text.count < INSTRUCTIONS_MAX && text.at < flash.length && !text.hasEnded) {
    const decoded = decode(flash, text.at);
    if (!(text.turn(decoded) || text.goStraight(decoded))) break;
  }
  return text.compiled();
}

/** A stretch that grows instruction by instruction. */
class StretchText {
  at: number;
  count = 0;
  hasEnded = false;
  #body = '';
  #cycles = 0;

  constructor(start: number) {
    this.at = start;
  }

  /** False where the instruction changes no way, or nobody can follow it. */
  turn({ operation, a, b }: Decoded): boolean {
    if (operation === transfer.out && b !== SREG) return false;
    const turn = turns.get(operation)?.(a, b, this.at);
    if (turn === undefined) return false;
    this.count += 1;
    this.#body += turn.text;
    const { leaves } = turn;
    if (leaves !== undefined) this.#body += `if(${leaves.condition}){c.pc=${leaves.to};${this.#leave(leaves.cycles)}}`;
    this.#cycles += turn.cycles;
    if (turn.to === undefined) {
      this.#body += this.#leave(0);
      this.hasEnded = true;
    } else {
      this.at = turn.to;
    }
    return true;
  }

  goStraight(decoded: Decoded): boolean {
    const { operation, a, b } = decoded;
    if (!isStraight(decoded)) return false;
    this.#body += straightText.get(operation)?.(a, b, { leave: `c.pc=${this.at};${this.#leave(0)}` });
    this.count += 1;
    this.#cycles += cyclesOf(operation);
    this.at += operation === transfer.lds || operation === transfer.sts ? 2 : 1;
    return true;
  }

  compiled(): Stretch | undefined {
    if (this.count < INSTRUCTIONS_MIN) return undefined;
    const body = this.hasEnded ? this.#body : `${this.#body}c.pc=${this.at};${this.#leave(0)}`;
    // The text consists of numbers that the decoder made and of the templates beside this file.
    const run = new Function('c', 'd', 'f', `let s=d[95],t=0,u=0,r=0,p=0,n=0,v=0,z=0;${body}`) as Run;
    return { run, cyclesMax: this.#cycles + LEAVING_CYCLES_MAX };
  }

  #leave(moreCycles: number): string {
    return `d[95]=s;c.cycles+=${this.#cycles + moreCycles};return ${this.count};`;
  }
}
