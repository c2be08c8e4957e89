import { decode } from './decode.ts';
import type { Operation } from './operation.ts';
import { type CodeStretch, compileStretch, isStraight } from './stretch.ts';

/**
 * The decoded instruction of each word of a program. avr8js itself decodes at each execution, with up to ninety
 * comparisons.
 */
export class DecodedProgram {
  readonly operations: readonly Operation[];
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Compiled code that begins at a word; undefined where compiling gains nothing. */
  readonly stretches: (CodeStretch | undefined)[];
  /** 1 for an instruction that ends a stretch. */
  readonly endsStretch: Uint8Array;
  readonly #flash: Uint16Array;
  readonly #visits: Uint8Array;

  constructor(flash: Uint16Array) {
    const decoded = Array.from(flash, (_, at) => decode(flash, at));
    // Beyond the last word the program counter wraps to 0.
    this.operations = [...decoded.map(({ operation }) => operation), comeRound, comeRound, comeRound];
    this.a = Int32Array.from([...decoded.map(({ a }) => a), 0, 0, 0]);
    this.b = Int32Array.from([...decoded.map(({ b }) => b), 0, 0, 0]);
    this.endsStretch = Uint8Array.from([...decoded.map((one) => (isStraight(one) ? 0 : 1)), 1, 1, 1]);
    this.#flash = flash;
    this.#visits = new Uint8Array(flash.length + 3);
    this.stretches = new Array<CodeStretch | undefined>(flash.length + 3).fill(undefined);
  }

  /** Counts a visit by the interpreter. Compiles code at a word that is visited often. */
  visit(at: number): void {
    const visits = this.#visits[at] as number;
    if (visits > VISITS) return;
    this.#visits[at] = visits + 1;
    if (visits === VISITS) this.stretches[at] = compileStretch(this.#flash, at, this.#visits);
  }
}

/** Number of visits from which compiling gains time. */
const VISITS = 60;

const comeRound: Operation = (cpu) => {
  cpu.pc %= cpu.progMem.length;
};
