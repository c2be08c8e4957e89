/**
 * The JavaScript of a stretch while it grows. `c` is the processor, `d` its memory, `f` the flash, `h` functions, `s` the flags, `r5`
 * register 5, `q` the stack pointer; what an instruction keeps for later has its number at the end of the name.
 */

/** Flags that nobody has asked for yet: most are overwritten before anybody does. */
export interface LateFlags {
  /** Makes `s` right. */
  readonly text: string;
  /** 1 or 0, and true or false. */
  readonly carry: string;
  readonly zero: string;
}

/** Of the program: known, or computed on the way. */
export type Word = number | string;

/** Beyond this many characters flags are made at once. */
const LATE_TEXT_MAX = 500;
const REST = '@rest@';

export class StretchText {
  /** Word of the instruction that comes next. */
  at: number;
  /** Instructions so far. */
  count = 0;
  /** Cycles so far, at the most. */
  cycles = 0;
  hasEnded = false;
  #body = '';
  #late: LateFlags | undefined;
  /** Cycles that the processor's counter does not know yet. */
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

  /** A register's value, 0 to 255. */
  register(number: number): string {
    this.#used.add(number);
    return `r${number}`;
  }

  /** Into the memory at once: it can be left anywhere, and a text for every register at every way out would be long. */
  setRegister(number: number, value: string): void {
    this.#body += `d[${number}]=${this.register(number)}=${value};`;
  }

  /** Two registers as a word. */
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

  /** A name for something of this instruction. */
  own(letter: string): string {
    return `${letter}${this.count}`;
  }

  // -- flags

  get carry(): string {
    return this.#late?.carry ?? '(s&1)';
  }

  get zero(): string {
    return this.#late?.zero ?? '(s&2)';
  }

  /** All six of arithmetic. */
  setFlags(late: LateFlags): void {
    this.#late = late;
  }

  /** Some; the others stay what they were. */
  changeFlags({ text, carry, zero }: LateFlags): void {
    if ((this.#late?.text.length ?? 0) > LATE_TEXT_MAX) this.makeFlags();
    this.#late = { text: (this.#late?.text ?? '') + text, carry, zero };
  }

  /** From here on `s` is right. */
  makeFlags(): void {
    this.#body += this.#late?.text ?? '';
    this.#late = undefined;
  }

  dropFlags(): void {
    this.#late = undefined;
  }

  // -- ends

  /** Ends it before the instruction that is under way: that one is for the processor itself. */
  leaveBefore(condition: string): void {
    this.#body += `if(${condition}){${this.#leave(this.at, 0, this.count)}}`;
  }

  /** Ends it with this instruction, at another word. */
  leaveAfter(condition: string, to: Word, cycles: number): void {
    this.#body += `if(${condition}){${this.#leave(to, cycles, this.count + 1)}}`;
  }

  /** The instruction is done. */
  goOn(to: number, cycles: number): void {
    this.at = to;
    this.#take(cycles);
  }

  /** The instruction is done, and the last one. */
  end(to: Word, cycles: number): void {
    this.#take(cycles);
    this.hasEnded = true;
    this.#body += this.#leave(to, 0, this.count);
  }

  /** Before something that a peripheral may hear of: the processor's counter as it is then. */
  tellCycles(before: number): void {
    const known = this.#ownCycles + before;
    if (known > 0) this.#body += `c.cycles+=${known};`;
    this.#ownCycles = -before;
  }

  /** Behind it, where the instruction leads: it goes on only where nothing has changed for us. */
  leaveDisturbed(to: number, cycles: number): void {
    this.leaveAfter(`c.isDisturbed(${REST}-${this.cycles})`, to, cycles);
  }

  /** The function's text; `moreCycles` is what leaving may take beyond going on. */
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

/** Adds an instruction to a stretch. False where it cannot stand in one; nothing is added then. */
export type OperationText = (to: StretchText, a: number, b: number) => boolean;

/** An instruction of one word that always can. */
export const simple =
  (cycles: number, write: (to: StretchText, a: number, b: number) => void): OperationText =>
  (to, a, b) => {
    write(to, a, b);
    to.goOn(to.at + 1, cycles);
    return true;
  };
