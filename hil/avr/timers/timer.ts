import type { AVRTimerConfig } from 'avr8js';
import type { AvrCpu } from '../cpu/avr-cpu.ts';
import type { SlotNumber } from '../cpu/cycle-queue.ts';
import { CompareOutput } from './compare-output.ts';
import type { PinClock } from './pin-clock.ts';
import type { Prescaler, TickSource } from './prescaler.ts';
import { Channel } from './timer-channel.ts';
import {
  type CountAnchor,
  type CountShape,
  countAt,
  isFallingAt,
  matchTick,
  topTick,
  wrapTick,
} from './timer-count.ts';
import { CAPTURE_FLAG, TimerInterrupts } from './timer-interrupts.ts';
import { type TimerMode, timerMode } from './timer-modes.ts';
import { hookWords } from './timer-words.ts';

/** Mask of WGMn1:0 in TCCRnA (data sheet 15.9.1). The other bits of that register select the pin actions. */
const MODE_A = 0x03;
const FORCE_A = 0x80;
const FORCE_B = 0x40;
/** Clock selections of the pins T0 and T1: falling and rising edge (data sheet table 15-9). */
const PIN_FALLING = 6;
const PIN_RISING = 7;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * Timer in closed form. It computes its next match, wrap or pin change, and acts only then. Flags without an enabled
 * interrupt are computed when they are read.
 */
export class Timer {
  readonly #cpu: AvrCpu;
  readonly #config: AVRTimerConfig;
  readonly #prescaler: Prescaler;
  readonly #pinClock: PinClock | undefined;
  #source: TickSource;
  readonly #slot: SlotNumber;
  readonly #a: Channel;
  readonly #b: Channel;
  readonly #interrupts: TimerInterrupts;
  readonly #maxCount: number;
  #dividerCycles = 0;
  #stoppedCount = 0;
  #mode: TimerMode = timerMode(8, 0, 0);
  #captureCount = 0;
  #shape: CountShape;
  #anchor: CountAnchor = { tick: 0, count: 0, isFalling: false, isWritten: false };
  #seenTick = 0;
  #isHalted = false;
  #haltCycles = 0;
  #isBlocked = false;
  #isMuted = false;
  #standing: (() => void) | undefined;

  constructor(cpu: AvrCpu, config: AVRTimerConfig, prescaler: Prescaler, pinClock?: PinClock) {
    this.#cpu = cpu;
    this.#config = config;
    this.#prescaler = prescaler;
    this.#source = prescaler;
    this.#pinClock = pinClock;
    pinClock?.onTick(() => {
      if (this.#source === pinClock && !this.#isHalted) this.#settle();
    });
    this.#maxCount = config.bits === 16 ? 0xffff : 0xff;
    this.#shape = { maxCount: this.#maxCount, topCount: this.#maxCount, upAndDown: false };
    this.#slot = cpu.queue.slot(() => this.#settle());
    const { compPortA, compPinA, compPortB, compPinB } = config;
    this.#a = new Channel(new CompareOutput(cpu, compPortA, compPinA, true));
    this.#b = new Channel(new CompareOutput(cpu, compPortB, compPinB, false));
    this.#interrupts = new TimerInterrupts(
      cpu,
      config,
      () => this.#catchUp(),
      () => this.#schedule(),
    );
    this.#hookControl();
    this.#hookCounts();
  }

  /** Copies the count into the capture register, unless that register is the top of the count. */
  capture(): void {
    const { capture } = this.#interrupts;
    if (this.#isHalted || capture === undefined || this.#mode.top === 'icr') return;
    this.#captureCount = this.count;
    this.#cpu.setInterruptFlag(capture);
  }

  /** Lets compare matches happen, or not. */
  set isCompareBlocked(isBlocked: boolean) {
    this.#catchUp();
    this.#isBlocked = isBlocked;
    this.#schedule();
  }

  /** Keeps its interrupts from happening, or not. Flags are set once they may happen again. */
  set isMuted(isMuted: boolean) {
    this.#isMuted = isMuted;
    this.#schedule();
  }

  /** Present count. */
  get count(): number {
    return this.#dividerCycles === 0 ? this.#stoppedCount : countAt(this.#shape, this.#anchor, this.#nowTick);
  }

  /** Stops with its clock. The count stands until `resume`. */
  halt(): void {
    this.#catchUp();
    if (!this.#isHalted) this.#haltCycles = this.#cpu.cycles;
    this.#isHalted = true;
    this.#cpu.queue.clear(this.#slot);
  }

  /** Continues after `halt`. The prescaler has not counted meanwhile. */
  resume(): void {
    if (this.#standing !== undefined) return;
    this.#isHalted = false;
    this.#schedule();
  }

  /** Keeps its count while the prescaler runs, until `goOn`. */
  stand(): void {
    this.#standing = this.pause();
    this.halt();
  }

  goOn(): void {
    this.#isHalted = false;
    this.#standing?.();
    this.#standing = undefined;
  }

  /** Stops the count while the prescaler is reset. The returned function continues it. */
  pause(): () => void {
    this.#catchUp();
    const count = this.count;
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
      if (((value ^ old) & MODE_A) !== 0)
        return this.#change(() => {
          this.#cpu.data[TCCRA] = value;
        });
      this.#catchUp();
      this.#cpu.data[TCCRA] = value;
      this.#connect(value);
      this.#schedule();
      return true;
    };
    hooks[TCCRB] = (value) =>
      this.#change(() => {
        const has16Bits = this.#config.bits === 16;
        this.#cpu.data[TCCRB] = has16Bits ? value : value & 0x0f;
        if (!has16Bits) this.#force(value);
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
    hookWords(this.#cpu, this.#config, {
      a: this.#a,
      b: this.#b,
      count: () => this.count,
      writeCount: (count) => {
        this.#catchUp();
        this.#anchorAt(count, false, true);
        this.#schedule();
        return true;
      },
      writeCompare: (channel, count) => this.#writeCompare(channel, count),
      captured: () => this.#captureCount,
      // Only a mode with this register as its top lets the program write it (data sheet 16.3).
      writeCaptured: (count) =>
        this.#change(() => {
          if (this.#mode.top === 'icr') this.#captureCount = count;
        }),
    });
  }

  /** Applies a change of mode, divider or top. First completes the past, then continues from the present count. */
  #change(apply: () => void): true {
    this.#catchUp();
    const count = this.count;
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
    this.#mode = timerMode(bits, a, b);
    if (this.#mode.takesOver === 'at once') this.#takeOver();
    const select = b & 7;
    const isPin = this.#pinClock !== undefined && select >= PIN_FALLING;
    this.#source = isPin ? this.#pinClock : this.#prescaler;
    this.#dividerCycles = isPin ? 1 : dividers[select as keyof typeof dividers];
    if (isPin) this.#pinClock.isRising = select === PIN_RISING;
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

  #writeCompare(channel: Channel, count: number): true {
    this.#catchUp();
    channel.written = count;
    if (this.#mode.takesOver === 'at once') {
      const nowCount = this.count;
      channel.count = count;
      if (this.#mode.top === 'ocra' && channel === this.#a) {
        this.#reshape();
        this.#anchorAt(nowCount, false, this.#isWrittenNow);
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
    return this.#source.tickAt(this.#dividerCycles, this.#isHalted ? this.#haltCycles : this.#cpu.cycles);
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
    if (this.#isBlocked) return NEVER;
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
    if ((flags & OCFA) === 0 && this.#matchTick(this.#a) <= tick) cpu.setInterruptFlag(this.#interrupts.a);
    if ((flags & OCFB) === 0 && this.#matchTick(this.#b) <= tick) cpu.setInterruptFlag(this.#interrupts.b);
    if ((flags & TOV) === 0 && this.#overflowTick() <= tick) cpu.setInterruptFlag(this.#interrupts.overflow);
    const { capture } = this.#interrupts;
    if (capture !== undefined && (flags & CAPTURE_FLAG) === 0 && this.#captureTopTick() <= tick)
      cpu.setInterruptFlag(capture);
  }

  /** A capture register that is the top of the count sets its flag there (data sheet 16.11.9). */
  #captureTopTick(): number {
    if (this.#mode.top !== 'icr') return NEVER;
    return matchTick(this.#shape, this.#anchor, this.#shape.topCount, this.#seenTick);
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
    if (this.#dividerCycles === 0 || this.#isHalted) {
      this.#cpu.queue.clear(this.#slot);
      return;
    }
    const enabled = this.#isMuted ? 0 : (this.#cpu.data[this.#config.TIMSK] as number);
    let tick = this.#eventTick();
    if ((enabled & this.#config.OCIEA) !== 0) tick = Math.min(tick, this.#matchTick(this.#a));
    if ((enabled & this.#config.OCIEB) !== 0) tick = Math.min(tick, this.#matchTick(this.#b));
    if ((enabled & this.#config.TOIE) !== 0) tick = Math.min(tick, this.#overflowTick());
    if ((enabled & CAPTURE_FLAG) !== 0) tick = Math.min(tick, this.#captureTopTick());
    this.#cpu.queue.set(this.#slot, this.#source.cyclesOf(this.#dividerCycles, tick));
  }
}
