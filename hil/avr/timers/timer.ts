import type { AVRTimerConfig } from 'avr8js';
import type { AvrCpu, AvrInterrupt } from '../cpu/avr-cpu.ts';
import type { SlotNumber } from '../cpu/cycle-queue.ts';
import { CompareOutput } from './compare-output.ts';
import type { Prescaler } from './prescaler.ts';
import {
  type CountAnchor,
  type CountShape,
  countAt,
  isFallingAt,
  matchTick,
  topTick,
  wrapTick,
} from './timer-count.ts';
import { modesOf8Bits, modesOf16Bits, type TimerMode } from './timer-modes.ts';

/** Mask of WGMn1:0 in TCCRnA (data sheet 15.9.1). The other bits of that register select the pin actions. */
const MODE_A = 0x03;
const FORCE_A = 0x80;
const FORCE_B = 0x40;
const NEVER = Number.POSITIVE_INFINITY;

class Channel {
  count = 0;
  written = 0;
  readonly output: CompareOutput;
  readonly interrupt: AvrInterrupt;

  constructor(output: CompareOutput, interrupt: AvrInterrupt) {
    this.output = output;
    this.interrupt = interrupt;
  }
}

/**
 * Timer in closed form. It computes its next match, wrap or pin change, and acts only then. Flags without an enabled
 * interrupt are computed when they are read. Input capture and the pins T0 and T1 are not modelled.
 */
export class Timer {
  readonly #cpu: AvrCpu;
  readonly #config: AVRTimerConfig;
  readonly #prescaler: Prescaler;
  readonly #slot: SlotNumber;
  readonly #a: Channel;
  readonly #b: Channel;
  readonly #overflow: AvrInterrupt;
  readonly #maxCount: number;
  #dividerCycles = 0;
  #stoppedCount = 0;
  #mode: TimerMode = modesOf8Bits[0] as TimerMode;
  #captureCount = 0;
  #shape: CountShape;
  #anchor: CountAnchor = { tick: 0, count: 0, isFalling: false, isWritten: false };
  #seenTick = 0;
  #isHalted = false;
  #highByte = 0;

  constructor(cpu: AvrCpu, config: AVRTimerConfig, prescaler: Prescaler) {
    this.#cpu = cpu;
    this.#config = config;
    this.#prescaler = prescaler;
    this.#maxCount = config.bits === 16 ? 0xffff : 0xff;
    this.#shape = { maxCount: this.#maxCount, topCount: this.#maxCount, upAndDown: false };
    this.#slot = cpu.queue.slot(() => this.#settle());
    const { compPortA, compPinA, compPortB, compPinB, compAInterrupt, compBInterrupt } = config;
    const flags = { flagRegister: config.TIFR, enableRegister: config.TIMSK };
    this.#a = new Channel(new CompareOutput(cpu, compPortA, compPinA, true), {
      ...flags,
      address: compAInterrupt,
      flagMask: config.OCFA,
      enableMask: config.OCIEA,
    });
    this.#b = new Channel(new CompareOutput(cpu, compPortB, compPinB, false), {
      ...flags,
      address: compBInterrupt,
      flagMask: config.OCFB,
      enableMask: config.OCIEB,
    });
    this.#overflow = { ...flags, address: config.ovfInterrupt, flagMask: config.TOV, enableMask: config.TOIE };
    this.#hookControl();
    this.#hookCounts();
    this.#hookFlags();
  }

  /** Stops with its clock. The count stands until `resume`. */
  halt(): void {
    this.#catchUp();
    this.#isHalted = true;
    this.#cpu.queue.clear(this.#slot);
  }

  /** Continues after `halt`. The prescaler has not counted meanwhile. */
  resume(): void {
    this.#isHalted = false;
    this.#schedule();
  }

  /** Stops the count while the prescaler is reset. The returned function continues it. */
  pause(): () => void {
    this.#catchUp();
    const count = this.#countNow();
    const isFalling = this.#isFallingNow();
    const isWritten = this.#isWrittenNow;
    return () => {
      this.#anchorAt(count, isFalling, isWritten);
      this.#schedule();
    };
  }

  #hookControl(): void {
    const { TCCRA, TCCRB } = this.#config;
    const hooks = this.#cpu.writeHooks;
    hooks[TCCRA] = (value, old) => {
      if (((value ^ old) & MODE_A) !== 0) return this.#change(() => this.#write(TCCRA, value));
      this.#catchUp();
      this.#write(TCCRA, value);
      this.#connect(value);
      this.#schedule();
      return true;
    };
    hooks[TCCRB] = (value) =>
      this.#change(() => {
        if (this.#config.bits === 16) this.#write(TCCRB, value);
        else {
          this.#write(TCCRB, value & 0x0f);
          this.#force(value);
        }
      });
    if (this.#config.TCCRC !== 0) {
      hooks[this.#config.TCCRC] = (value) => {
        this.#catchUp();
        this.#force(value);
        return true;
      };
    }
  }

  #hookCounts(): void {
    const { TCNT, OCRA, OCRB, ICR, bits } = this.#config;
    const { readHooks, writeHooks, data } = this.#cpu;
    readHooks[TCNT] = () => {
      const count = this.#countNow();
      if (bits === 16) data[TCNT + 1] = count >> 8;
      return count & 0xff;
    };
    writeHooks[TCNT] = (value) => {
      this.#catchUp();
      this.#anchorAt(this.#word(value), false, true);
      this.#schedule();
      return true;
    };
    writeHooks[OCRA] = (value) => this.#writeCompare(this.#a, value);
    writeHooks[OCRB] = (value) => this.#writeCompare(this.#b, value);
    readHooks[OCRA] = () => this.#a.written & 0xff;
    readHooks[OCRB] = () => this.#b.written & 0xff;
    if (bits !== 16) return;
    const keepHigh = (value: number): true => {
      this.#highByte = value;
      return true;
    };
    for (const register of [TCNT, OCRA, OCRB, ICR]) writeHooks[register + 1] = keepHigh;
    readHooks[OCRA + 1] = () => this.#a.written >> 8;
    readHooks[OCRB + 1] = () => this.#b.written >> 8;
    writeHooks[ICR] = (value) =>
      this.#change(() => {
        this.#captureCount = this.#word(value);
        data[ICR] = value;
        data[ICR + 1] = this.#captureCount >> 8;
      });
  }

  #hookFlags(): void {
    const { TIFR, TIMSK } = this.#config;
    const cpu = this.#cpu;
    const interrupts = [this.#a.interrupt, this.#b.interrupt, this.#overflow];
    cpu.readHooks[TIFR] = () => {
      this.#catchUp();
      return cpu.data[TIFR] as number;
    };
    cpu.writeHooks[TIFR] = (value, _old, _address, mask) => {
      this.#catchUp();
      for (const interrupt of interrupts) cpu.clearInterruptByFlag(interrupt, value & mask);
      return true;
    };
    cpu.writeHooks[TIMSK] = (value) => {
      this.#catchUp();
      cpu.data[TIMSK] = value;
      for (const interrupt of interrupts) cpu.updateInterruptEnable(interrupt, value);
      this.#schedule();
      return true;
    };
  }

  #word(low: number): number {
    return this.#config.bits === 16 ? (this.#highByte << 8) | low : low;
  }

  #write(register: number, value: number): void {
    this.#cpu.data[register] = value;
  }

  /** Applies a change of mode, divider or top. First completes the past, then continues from the present count. */
  #change(apply: () => void): true {
    this.#catchUp();
    const count = this.#countNow();
    const isFalling = this.#isFallingNow();
    const isWritten = this.#isWrittenNow;
    apply();
    this.#reconfigure();
    this.#anchorAt(count, isFalling, isWritten);
    this.#schedule();
    return true;
  }

  #reconfigure(): void {
    const { data } = this.#cpu;
    const a = data[this.#config.TCCRA] as number;
    const b = data[this.#config.TCCRB] as number;
    const { bits, dividers } = this.#config;
    const is16 = bits === 16;
    const modes = is16 ? modesOf16Bits : modesOf8Bits;
    this.#mode = modes[(a & 3) | ((b >> 1) & (is16 ? 0x0c : 0x04))] as TimerMode;
    if (this.#mode.takesOver === 'at once') this.#takeOver();
    this.#dividerCycles = dividers[(b & 7) as keyof typeof dividers];
    this.#connect(a);
    this.#reshape();
  }

  #connect(a: number): void {
    this.#a.output.connect(a >> 6, this.#mode);
    this.#b.output.connect((a >> 4) & 3, this.#mode);
  }

  #reshape(): void {
    const { top, kind } = this.#mode;
    const topCount =
      top === 'max' ? this.#maxCount : top === 'ocra' ? this.#a.count : top === 'icr' ? this.#captureCount : top;
    this.#shape = { maxCount: this.#maxCount, topCount, upAndDown: kind === 'correct' };
  }

  #force(value: number): void {
    if (this.#mode.kind === 'fast' || this.#mode.kind === 'correct') return;
    if ((value & FORCE_A) !== 0) this.#a.output.match(this.#mode, false);
    if ((value & FORCE_B) !== 0) this.#b.output.match(this.#mode, false);
  }

  #writeCompare(channel: Channel, low: number): true {
    this.#catchUp();
    channel.written = this.#word(low);
    if (this.#mode.takesOver === 'at once') {
      const count = this.#countNow();
      channel.count = channel.written;
      if (this.#mode.top === 'ocra' && channel === this.#a) {
        this.#reshape();
        this.#anchorAt(count, false, this.#isWrittenNow);
      }
    }
    this.#schedule();
    return true;
  }

  #takeOver(): void {
    this.#a.count = this.#a.written;
    this.#b.count = this.#b.written;
  }

  get #nowTick(): number {
    return this.#prescaler.tickAt(this.#dividerCycles, this.#cpu.cycles);
  }

  #countNow(): number {
    return this.#dividerCycles === 0 ? this.#stoppedCount : countAt(this.#shape, this.#anchor, this.#nowTick);
  }

  #isFallingNow(): boolean {
    return this.#dividerCycles !== 0 && isFallingAt(this.#shape, this.#anchor, this.#nowTick);
  }

  /**
   * True until the first tick after a write of the count. The written count has no match, even if the processor then
   * writes other registers.
   */
  get #isWrittenNow(): boolean {
    return this.#anchor.isWritten && (this.#dividerCycles === 0 || this.#nowTick === this.#anchor.tick);
  }

  #anchorAt(count: number, isFalling: boolean, isWritten: boolean): void {
    this.#stoppedCount = count;
    const tick = this.#dividerCycles === 0 ? 0 : this.#nowTick;
    this.#anchor = { tick, count, isFalling, isWritten };
    this.#seenTick = tick;
  }

  #settle(): void {
    this.#catchUp();
    this.#schedule();
  }

  /** Computes flags, pins and compare values up to the present cycle. */
  #catchUp(): void {
    if (this.#dividerCycles === 0 || this.#isHalted) return;
    const nowTick = this.#nowTick;
    while (this.#seenTick < nowTick) {
      const next = Math.min(this.#eventTick(), nowTick);
      this.#flagsUntil(next);
      if (this.#changesThings) this.#actAt(next);
      this.#seenTick = next;
    }
  }

  /**
   * True if pins change or written compare values wait. Then events have to act in order; flags alone may be set later.
   */
  get #changesThings(): boolean {
    return this.#a.output.isDriven || this.#b.output.isDriven || this.#waits;
  }

  get #waits(): boolean {
    return this.#a.written !== this.#a.count || this.#b.written !== this.#b.count;
  }

  /** Returns the next tick that needs an event of its own. */
  #eventTick(): number {
    if (!this.#changesThings) return NEVER;
    const { takesOver, kind } = this.#mode;
    const a = this.#a.output.isDriven ? this.#matchTick(this.#a) : NEVER;
    const b = this.#b.output.isDriven ? this.#matchTick(this.#b) : NEVER;
    const top = this.#waits && takesOver === 'at top' ? topTick(this.#shape, this.#anchor, this.#seenTick) : NEVER;
    const atBottom = (this.#waits && takesOver === 'at bottom') || kind === 'fast';
    return Math.min(a, b, top, atBottom ? this.#wrapTick() : NEVER);
  }

  #matchTick(channel: Channel): number {
    return matchTick(this.#shape, this.#anchor, channel.count, this.#seenTick);
  }

  #wrapTick(): number {
    return wrapTick(this.#shape, this.#anchor, this.#seenTick);
  }

  /** Sets the flags up to a tick. Skips flags that are already set. */
  #flagsUntil(tick: number): void {
    const { TIFR, OCFA, OCFB, TOV } = this.#config;
    const cpu = this.#cpu;
    const flags = cpu.data[TIFR] as number;
    if ((flags & OCFA) === 0 && this.#matchTick(this.#a) <= tick) cpu.setInterruptFlag(this.#a.interrupt);
    if ((flags & OCFB) === 0 && this.#matchTick(this.#b) <= tick) cpu.setInterruptFlag(this.#b.interrupt);
    if ((flags & TOV) === 0 && this.#overflowTick() <= tick) cpu.setInterruptFlag(this.#overflow);
  }

  /**
   * Returns the tick of the next overflow. A counter that is cleared at its compare value overflows only if it is above
   * that value.
   */
  #overflowTick(): number {
    const { kind } = this.#mode;
    const wrap = this.#wrapTick();
    if (kind !== 'clear' || this.#shape.topCount === this.#maxCount) return wrap;
    const ranPast = this.#anchor.count > this.#shape.topCount;
    return ranPast && this.#seenTick - this.#anchor.tick <= this.#maxCount - this.#anchor.count ? wrap : NEVER;
  }

  #actAt(tick: number): void {
    const isBottom = this.#wrapTick() === tick;
    const isFalling = isFallingAt(this.#shape, this.#anchor, tick - 1);
    for (const channel of [this.#a, this.#b]) {
      const isLost = isBottom && this.#mode.kind === 'fast' && channel.count >= this.#shape.topCount;
      if (this.#matchTick(channel) === tick && !isLost) channel.output.match(this.#mode, isFalling);
      if (isBottom) channel.output.bottom(this.#mode);
    }
    if (!this.#waits) return;
    const { takesOver } = this.#mode;
    const isTop = takesOver === 'at top' && topTick(this.#shape, this.#anchor, this.#seenTick) === tick;
    if (!(isTop || (isBottom && takesOver === 'at bottom'))) return;
    const count = countAt(this.#shape, this.#anchor, tick);
    const falling = isFallingAt(this.#shape, this.#anchor, tick);
    this.#takeOver();
    this.#reshape();
    this.#anchor = { tick, count, isFalling: falling, isWritten: false };
  }

  /** Schedules the next event that has an effect. */
  #schedule(): void {
    if (this.#dividerCycles === 0) {
      this.#cpu.queue.clear(this.#slot);
      return;
    }
    const enabled = this.#cpu.data[this.#config.TIMSK] as number;
    let tick = this.#eventTick();
    if ((enabled & this.#config.OCIEA) !== 0) tick = Math.min(tick, this.#matchTick(this.#a));
    if ((enabled & this.#config.OCIEB) !== 0) tick = Math.min(tick, this.#matchTick(this.#b));
    if ((enabled & this.#config.TOIE) !== 0) tick = Math.min(tick, this.#overflowTick());
    this.#cpu.queue.set(this.#slot, this.#prescaler.cyclesOf(this.#dividerCycles, tick));
  }
}
