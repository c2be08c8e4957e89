import { decode } from './decode.ts';
import type { Operation } from './operation.ts';
import { type CodeStretch, compileStretch, isStraight } from './stretch.ts';

/** What to do at each word of a program. avr8js asks up to ninety questions an instruction; here they are asked once. */
export class DecodedProgram {
  readonly operations: readonly Operation[];
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Straight code from a word on, where it was worth compiling. */
  readonly stretches: (CodeStretch | undefined)[];
  /** 1 behind which another stretch begins. */
  readonly endsStretch: Uint8Array;
  readonly #flash: Uint16Array;
  readonly #visits: Uint8Array;

  constructor(flash: Uint16Array) {
    const decoded = Array.from(flash, (_, at) => decode(flash, at));
    // One word behind the end: the program counter comes round there.
    this.operations = [...decoded.map(({ operation }) => operation), comeRound, comeRound, comeRound];
    this.a = Int32Array.from([...decoded.map(({ a }) => a), 0, 0, 0]);
    this.b = Int32Array.from([...decoded.map(({ b }) => b), 0, 0, 0]);
    this.endsStretch = Uint8Array.from([...decoded.map((one) => (isStraight(one) ? 0 : 1)), 1, 1, 1]);
    this.#flash = flash;
    this.#visits = new Uint8Array(flash.length + 3);
    this.stretches = new Array<CodeStretch | undefined>(flash.length + 3).fill(undefined);
  }

  /** The processor came by word for word: what it visits often is compiled. */
  visit(at: number): void {
    const visits = this.#visits[at] as number;
    if (visits > VISITS) return;
    this.#visits[at] = visits + 1;
    if (visits === VISITS) this.stretches[at] = compileStretch(this.#flash, at, this.#visits);
  }
}

/** Before that, compiling would take longer than what it saves. */
const VISITS = 60;

const comeRound: Operation = (cpu) => {
  cpu.pc %= cpu.progMem.length;
};
