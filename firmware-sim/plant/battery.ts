import type { CancelAlarm, Clock } from '../../protocol/clock.ts';
import { type MotorLine, stepsAt, stepsPerSecond } from '../base/motor-line.ts';
import type { PowerPort } from '../base/power-port.ts';
import { US_PER_SECOND } from '../base/time-units.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';

/** Largest error of the charge. A step or a session draws less. */
const PULSE_MAH = 0.1;

/** Signals of a battery. */
export const batterySignals = {
  'true.batteryMah': {
    kind: 'line',
    unit: 'mAh',
    error: PULSE_MAH,
    doc: 'True charge left; steps draw in pulses, the line is their mean.',
  },
  'true.battery': {
    kind: 'event',
    unit: 'mAh',
    texts: ['ERI level', 'exhausted'],
    doc: 'The battery reached the level of its indicator, or was exhausted.',
  },
} as const satisfies Declarations;

/** Capacity and loads of a battery, in millicoulombs and milliamperes. */
export interface BatteryNumbers {
  readonly capacityMc: number;
  /** Charge left at which the elective replacement indicator comes. */
  readonly eriMc: number;
  readonly idleMa: number;
  /** Charge per motor step, or per cycle of the valves. */
  readonly actuationMc: number;
  readonly toneMa: number;
  readonly sessionMc: number;
}

export interface BatteryOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly numbers: BatteryNumbers;
  /** Remaining charge over capacity when the run begins. */
  readonly leftShare: number;
}

export const MC_PER_MAH = 3600;

/**
 * True charge of the battery: the charge at an anchor, less idle current and every step commanded since. Nothing is
 * polled. The time at which the charge reaches a level is computed from the mean draw, exact to one step.
 */
export class Battery implements PowerPort {
  onEriLevel: (() => void) | undefined;
  onExhausted: (() => void) | undefined;
  readonly #options: BatteryOptions;
  #line: MotorLine;
  #leftMc: number;
  #anchorUs: number;
  #anchorSteps: number;
  #leakMa = 0;
  #saidLow = false;
  #isExhausted = false;
  #cancels: CancelAlarm[] = [];

  constructor(options: BatteryOptions) {
    this.#options = options;
    this.#leftMc = options.numbers.capacityMc * options.leftShare;
    this.#anchorUs = options.clock.nowUs();
    this.#line = { anchorUs: this.#anchorUs, anchorSteps: 0 };
    this.#anchorSteps = 0;
  }

  get leftMah(): number {
    return Math.max(0, this.#leftNowMc()) / MC_PER_MAH;
  }

  follow(line: MotorLine): void {
    this.#settle();
    this.#line = line;
    this.#anchorSteps = line.anchorSteps;
    this.#goOn();
  }

  extend(line: MotorLine): void {
    this.#line = line;
  }

  sound(seconds: number): void {
    this.#take(this.#options.numbers.toneMa * seconds);
  }

  talk(): void {
    this.#take(this.#options.numbers.sessionMc);
  }

  /** Adds a constant load from now on: a path to ground. */
  leak(leakMa: number): void {
    this.#settle();
    this.#leakMa += leakMa;
    this.#goOn();
  }

  /** Lowers the remaining charge to this share of the capacity if it is higher: a defective cell. */
  fallTo(leftShare: number): void {
    this.#settle();
    this.#leftMc = Math.min(this.#leftMc, this.#options.numbers.capacityMc * leftShare);
    this.#goOn();
  }

  #take(chargeMc: number): void {
    this.#settle();
    this.#leftMc -= chargeMc;
    this.#goOn();
  }

  #leftNowMc(): number {
    if (this.#isExhausted) return 0;
    const nowUs = this.#options.clock.nowUs();
    const { idleMa, actuationMc } = this.#options.numbers;
    const standingMc = ((idleMa + this.#leakMa) * (nowUs - this.#anchorUs)) / US_PER_SECOND;
    return this.#leftMc - standingMc - actuationMc * (stepsAt(this.#line, nowUs) - this.#anchorSteps);
  }

  #settle(): void {
    this.#leftMc = this.#leftNowMc();
    this.#anchorUs = this.#options.clock.nowUs();
    this.#anchorSteps = stepsAt(this.#line, this.#anchorUs);
  }

  #goOn(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
    const { trace, numbers } = this.#options;
    const drawMa = this.#isExhausted
      ? 0
      : numbers.idleMa + this.#leakMa + numbers.actuationMc * stepsPerSecond(this.#line);
    trace.line('true.batteryMah', this.leftMah, 0 - drawMa / MC_PER_MAH);
    if (this.#isExhausted) return;
    if (!this.#saidLow) this.#atLevel(numbers.eriMc, drawMa, () => this.#sayLow());
    this.#atLevel(0, drawMa, () => this.#exhaust());
  }

  #atLevel(levelMc: number, drawMa: number, fn: () => void): void {
    const { clock } = this.#options;
    const afterUs = Math.ceil((Math.max(0, this.#leftMc - levelMc) / drawMa) * US_PER_SECOND);
    const dueUs = clock.nowUs() + afterUs;
    if (Number.isSafeInteger(dueUs)) this.#cancels.push(clock.at(dueUs, fn));
  }

  #sayLow(): void {
    this.#saidLow = true;
    this.#options.trace.event('true.battery', { state: 'ERI level', leftMah: this.leftMah });
    this.onEriLevel?.();
  }

  #exhaust(): void {
    this.#isExhausted = true;
    this.#options.trace.event('true.battery', { state: 'exhausted', leftMah: 0 });
    this.#goOn();
    this.onExhausted?.();
  }
}
