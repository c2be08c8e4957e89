import { type Decoded, decode } from './decode.ts';
import type { ExecutionCounts } from './execution-counts.ts';
import type { CpuWatch, Insight } from './insight.ts';
import type { Operation } from './operation.ts';
import { type CodeStretch, compileStretch, isStraight } from './stretch.ts';

/** Words of the flash whose execution a caller watches. Code is not compiled across them. */
export interface WatchedWords {
  /** First word beyond the program, and what the execution of it or a later one does. */
  readonly endWord: number;
  readonly beyond: Operation;
  /** Called before the instruction at word 0, to which every reset leads. */
  readonly onEntry: () => void;
}

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
  /** Counts executed instructions; undefined without coverage. */
  readonly counts: ExecutionCounts | undefined;
  /** Debugger; undefined without one. */
  readonly watch: CpuWatch | undefined;
  readonly #flash: Uint16Array;
  readonly #visits: Uint8Array;

  constructor(flash: Uint16Array, watched?: WatchedWords, { counts, watch }: Insight = {}) {
    this.counts = counts;
    this.watch = watch;
    const decoded = Array.from(flash, (_, at) => decodedAt(flash, at, watched));
    // Beyond the last word the program counter wraps to 0.
    this.operations = [...decoded.map(({ operation }) => operation), comeRound, comeRound, comeRound];
    this.a = Int32Array.from([...decoded.map(({ a }) => a), 0, 0, 0]);
    this.b = Int32Array.from([...decoded.map(({ b }) => b), 0, 0, 0]);
    this.endsStretch = Uint8Array.from([...decoded.map((one) => (isStraight(one) ? 0 : 1)), 1, 1, 1]);
    // Compiled code ends at an instruction that no chip has.
    this.#flash = watched === undefined ? flash : flash.slice().fill(RESERVED, watched.endWord).fill(RESERVED, 0, 1);
    this.#visits = new Uint8Array(flash.length + 3);
    this.stretches = new Array<CodeStretch | undefined>(flash.length + 3).fill(undefined);
  }

  /** Counts a visit by the interpreter. Compiles code at a word that is visited often. */
  visit(at: number): void {
    const visits = this.#visits[at] as number;
    if (visits > VISITS || this.watch !== undefined) return;
    this.#visits[at] = visits + 1;
    if (visits === VISITS) this.stretches[at] = compileStretch(this.#flash, at, this.#visits);
  }
}

/** Opcode without an instruction. */
const RESERVED = 0x0001;
/** Number of visits from which compiling gains time. */
const VISITS = 60;

function decodedAt(flash: Uint16Array, at: number, watched: WatchedWords | undefined): Decoded {
  if (watched === undefined) return decode(flash, at);
  if (at >= watched.endWord) return { operation: watched.beyond, a: 0, b: 0 };
  const decoded = decode(flash, at);
  if (at > 0) return decoded;
  const operation: Operation = (cpu, a, b) => {
    watched.onEntry();
    decoded.operation(cpu, a, b);
  };
  return { ...decoded, operation };
}

const comeRound: Operation = (cpu) => {
  cpu.pc %= cpu.progMem.length;
};
