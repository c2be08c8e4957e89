import type { Clock } from '../../protocol/clock.ts';
import { exp } from '../base/exact-math.ts';
import { type MotorLine, stepDueUs, stepsAt, stepsPerSecond } from '../base/motor-line.ts';
import type { SlipStatement } from '../base/motor-port.ts';
import { US_PER_SECOND } from '../base/time-units.ts';
import type { Metering } from './metering.ts';
import type { BackPressure, SoftSource } from './soft-source.ts';

/** Numbers of a gas drive with a throttle. The product has their provenance. */
export interface ThrottleTrain {
  /** True volume that flows while the firmware counts one step. */
  readonly stepUl: number;
  /** Gauge pressure of the gas at which the flow is set. */
  readonly gasKpa: number;
}

const HALVINGS_MAX = 80;

/**
 * Gas drive. Drug flows evenly through a throttle, and less at a higher back pressure. A field has no effect on it
 * (assumed).
 */
export class Throttle implements Metering, SoftSource {
  onShaft: ((statement: SlipStatement) => void) | undefined;
  onMotion: (() => void) | undefined;
  readonly #clock: Clock;
  readonly #train: ThrottleTrain;
  #line: MotorLine;
  #gasKpa: number;
  #ratio = 1;
  /** Back pressure since the anchor. Absent: it has no effect. */
  #against: BackPressure | undefined;
  #fromMl = 0;
  #fromUs: number;

  constructor(clock: Clock, train: ThrottleTrain) {
    this.#clock = clock;
    this.#train = train;
    this.#gasKpa = train.gasKpa;
    this.#fromUs = clock.nowUs();
    this.#line = { anchorUs: this.#fromUs, anchorSteps: 0 };
  }

  begin(): void {
    this.onMotion?.();
  }

  commandedSteps(timeUs = this.#clock.nowUs()): number {
    return stepsAt(this.#line, timeUs);
  }

  pumpedMl(timeUs = this.#clock.nowUs()): number {
    const untilUs = Math.min(timeUs, this.#endUs);
    return this.#fromMl + this.#flowedMl(Math.max(0, untilUs - this.#fromUs) / US_PER_SECOND);
  }

  get gasKpa(): number {
    return this.#gasKpa;
  }

  get openMlPerS(): number {
    return (stepsPerSecond(this.#line) * this.#train.stepUl * this.#ratio) / 1000;
  }

  /** Mean flow in mL a second; up to the next point while the back pressure changes. */
  get perSecondMl(): number {
    const against = this.#against;
    if (against === undefined) return this.openMlPerS;
    const spanS = (against.untilUs - this.#fromUs) / US_PER_SECOND;
    const isMoving = against.tauS > 0 && Number.isFinite(spanS) && spanS > 0;
    return isMoving ? this.#flowedMl(spanS) / spanS : this.openMlPerS * this.#openShare(against, against.toKpa);
  }

  dueUsAtPumpedMl(volumeMl: number): number {
    const leftMl = volumeMl - this.#fromMl;
    if (leftMl <= 0) return this.#fromUs;
    const dueUs = this.#fromUs + Math.ceil(this.#secondsTo(leftMl) * US_PER_SECOND);
    return dueUs <= this.#endUs && Number.isSafeInteger(dueUs) ? dueUs : Number.POSITIVE_INFINITY;
  }

  follow(line: MotorLine): void {
    this.#anchor();
    this.#line = line;
    this.onMotion?.();
  }

  setRatio(ratio: number): void {
    this.#anchor();
    this.#ratio = ratio;
    this.onMotion?.();
  }

  /** Sets the gauge pressure of the gas. The flow against the pressure of the CSF is part of the ratio. */
  setGasKpa(gasKpa: number): void {
    this.#anchor();
    this.#gasKpa = gasKpa;
    this.onMotion?.();
  }

  press(against: BackPressure): void {
    if (this.#isPressedBy(against)) return;
    this.#anchor();
    this.#against = against;
    this.onMotion?.();
  }

  setField(): void {}

  fieldThresholdsMt(): readonly number[] {
    return [];
  }

  #isPressedBy({ csfKpa, fromKpa, toKpa, tauS, untilUs }: BackPressure): boolean {
    const now = this.#against;
    const isSame = now?.csfKpa === csfKpa && now.toKpa === toKpa && now.tauS === tauS && now.untilUs === untilUs;
    return isSame && now.fromKpa === fromKpa && this.#fromUs === this.#clock.nowUs();
  }

  /** Returns the share of the open flow that is left at a back pressure. */
  #openShare({ csfKpa }: BackPressure, kpa: number): number {
    const { gasKpa } = this;
    return gasKpa > csfKpa ? Math.max(0, (gasKpa - kpa) / (gasKpa - csfKpa)) : 0;
  }

  /**
   * Returns the volume since the anchor. The flow follows the back pressure, so both approach their final values with
   * one time constant.
   */
  #flowedMl(seconds: number): number {
    const against = this.#against;
    if (against === undefined) return seconds * this.openMlPerS;
    const endShare = this.#openShare(against, against.toKpa);
    if (against.tauS === 0) return seconds * this.openMlPerS * endShare;
    const fallsBy = this.#openShare(against, against.fromKpa) - endShare;
    return this.openMlPerS * (endShare * seconds + fallsBy * against.tauS * (1 - exp(-seconds / against.tauS)));
  }

  /**
   * Returns the seconds until a volume has flowed; Infinity if it never does. Uses bisection while the flow changes.
   */
  #secondsTo(volumeMl: number): number {
    const against = this.#against;
    if (against === undefined || against.tauS === 0) return volumeMl / this.perSecondMl;
    let high = against.tauS;
    while (this.#flowedMl(high) < volumeMl) {
      high *= 2;
      if (high * US_PER_SECOND > Number.MAX_SAFE_INTEGER) return Number.POSITIVE_INFINITY;
    }
    let low = 0;
    for (let i = 0; i < HALVINGS_MAX; i += 1) {
      const middle = (low + high) / 2;
      if (this.#flowedMl(middle) >= volumeMl) high = middle;
      else low = middle;
    }
    return high;
  }

  #anchor(): void {
    const nowUs = this.#clock.nowUs();
    const kpa = this.#against === undefined ? undefined : this.#againstKpa(this.#against, nowUs);
    this.#fromMl = this.pumpedMl(nowUs);
    this.#fromUs = nowUs;
    if (this.#against !== undefined && kpa !== undefined) this.#against = { ...this.#against, fromKpa: kpa };
  }

  #againstKpa({ fromKpa, toKpa, tauS }: BackPressure, nowUs: number): number {
    if (tauS === 0) return toKpa;
    return toKpa + (fromKpa - toKpa) * exp((this.#fromUs - nowUs) / US_PER_SECOND / tauS);
  }

  /** Returns the time of the last step of a line that ends. After it no volume flows. */
  get #endUs(): number {
    const { endSteps } = this.#line;
    return endSteps === undefined ? Number.POSITIVE_INFINITY : stepDueUs(this.#line, endSteps);
  }
}
