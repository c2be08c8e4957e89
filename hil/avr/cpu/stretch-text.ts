/**
 * JavaScript text of a stretch under construction. `c` is the processor, `d` its memory, `f` the flash, `h` functions,
 * `s` the flags, `r5` register 5, `q` the stack pointer. Names of values that belong to one instruction end in its
 * number.
 */

/** Flags not yet read. Most are overwritten before they are read, so their computation is deferred. */
export interface LateFlags {
  /** Text that updates `s`. */
  readonly text: string;
  /** Expression of the carry, 1 or 0. */
  readonly carry: string;
  /** Expression of the zero flag, true or false. */
  readonly zero: string;
}

/** Word address in the program: known, or computed at run time. */
export type Word = number | string;

/** If the deferred text exceeds this length, flags are computed at once. */
const LATE_TEXT_MAX = 500;
const REST = '@rest@';

export class StretchText {
  /** Word address of the next instruction. */
  at: number;
  /** Number of instructions so far. */
  count = 0;
  /** Largest number of cycles so far. */
  cycles = 0;
  hasEnded = false;
  #body = '';
  #late: LateFlags | undefined;
  /** Cycles not yet added to the processor's counter. */
  #ownCycles = 0;
  readonly #used = new Set<number>();
  #usesStack = false;
  #movesStack = false;

  constructor(start: number) {
    this.at = start;
  }

  add(text: string): void {
    this.#body += text;
  }

  /** Expression of a register's value, 0 to 255. */
  register(number: number): string {
    this.#used.add(number);
    return `r${number}`;
  }

  /** Writes a register to memory at once. A stretch has many exits, and a write-back at each would be long. */
  setRegister(number: number, value: string): void {
    this.#body += `d[${number}]=${this.register(number)}=${value};`;
  }

  /** Expression of two registers as a word. */
  word(low: number): string {
    return `(${this.register(low)}|${this.register(low + 1)}<<8)`;
  }

  setWord(low: number, value: string): void {
    this.setRegister(low, `${value}&255`);
    this.setRegister(low + 1, `${value}>>8&255`);
  }

  get stack(): string {
    this.#usesStack = true;
    return 'q';
  }

  setStack(value: string): void {
    this.#movesStack = true;
    this.#body += `${this.stack}=${value};`;
  }

  /** Name of a value of this instruction. */
  own(letter: string): string {
    return `${letter}${this.count}`;
  }

  get carry(): string {
    return this.#late?.carry ?? '(s&1)';
  }

  get zero(): string {
    return this.#late?.zero ?? '(s&2)';
  }

  /** Defers all six flags of arithmetic. */
  setFlags(late: LateFlags): void {
    this.#late = late;
  }

  /** Defers some flags; the others keep their values. */
  changeFlags({ text, carry, zero }: LateFlags): void {
    if ((this.#late?.text.length ?? 0) > LATE_TEXT_MAX) this.makeFlags();
    this.#late = { text: (this.#late?.text ?? '') + text, carry, zero };
  }

  /** Adds the text of deferred flags, so that `s` is up to date. */
  makeFlags(): void {
    this.#body += this.#late?.text ?? '';
    this.#late = undefined;
  }

  dropFlags(): void {
    this.#late = undefined;
  }

  /** Leaves before the present instruction. The processor then executes it. */
  leaveBefore(condition: string): void {
    this.#body += `if(${condition}){${this.#leave(this.at, 0, this.count)}}`;
  }

  /** Leaves after the present instruction and continues at another word. */
  leaveAfter(condition: string, to: Word, cycles: number): void {
    this.#body += `if(${condition}){${this.#leave(to, cycles, this.count + 1)}}`;
  }

  /** Completes the instruction and continues at another word. */
  goOn(to: number, cycles: number): void {
    this.at = to;
    this.#take(cycles);
  }

  /** Completes the last instruction of the stretch. */
  end(to: Word, cycles: number): void {
    this.#take(cycles);
    this.hasEnded = true;
    this.#body += this.#leave(to, 0, this.count);
  }

  /** Updates the processor's counter before an access that a peripheral can observe. */
  tellCycles(before: number): void {
    const known = this.#ownCycles + before;
    if (known > 0) this.#body += `c.cycles+=${known};`;
    this.#ownCycles = -before;
  }

  /** Leaves after such an access if the access caused an event or an interrupt. */
  leaveDisturbed(to: number, cycles: number): void {
    this.leaveAfter(`c.isDisturbed(${REST}-${this.cycles})`, to, cycles);
  }

  /** Text of the function. `moreCycles` is the largest number of cycles that leaving takes beyond continuing. */
  finished(moreCycles: number): string {
    const registers = [...this.#used].map((number) => `r${number}=d[${number}]`);
    const stack = this.#usesStack ? ['q=d[93]|d[94]<<8'] : [];
    const head = `let ${['s=d[95]', ...stack, ...registers].join(',')};`;
    const tail = this.hasEnded ? '' : this.#leave(this.at, 0, this.count);
    return `${head}${this.#body}${tail}`.replaceAll(REST, `${this.cycles + moreCycles}`);
  }

  #take(cycles: number): void {
    this.cycles += cycles;
    this.#ownCycles += cycles;
    this.count += 1;
  }

  #leave(to: Word, cycles: number, count: number): string {
    const stack = this.#movesStack ? 'd[93]=q;d[94]=q>>8;' : '';
    const flags = `${this.#late?.text ?? ''}d[95]=s;`;
    return `${flags}${stack}c.pc=${to};c.cycles+=${this.#ownCycles + cycles};return ${count};`;
  }
}

/** Adds an instruction to a stretch. Returns false and adds nothing if the instruction cannot be compiled. */
export type OperationText = (to: StretchText, a: number, b: number) => boolean;

/** Text of a one-word instruction that can always be compiled. */
export const simple =
  (cycles: number, write: (to: StretchText, a: number, b: number) => void): OperationText =>
  (to, a, b) => {
    write(to, a, b);
    to.goOn(to.at + 1, cycles);
    return true;
  };
