import type { Clock } from '../../protocol/clock.ts';
import { type MotorLine, stepDueUs, stepsAt, stepsPerSecond, US_PER_SECOND } from '../motor-line.ts';
import type { ShaftReport } from '../motor-port.ts';
import type { Metering } from './metering.ts';

/** Numbers of a gas drive behind a throttle; their provenance stays with the product. */
export interface ThrottleTrain {
  /** What really flows while the firmware counts one step. */
  readonly stepUl: number;
  readonly temperatureRatioPerK: number;
  readonly pressureRatioPerKpa: number;
}

/** What a patient carries the pump through. */
export interface Surroundings {
  readonly temperatureC: number;
  readonly pressureKpa: number;
}

/** Body temperature, and air pressure at sea level: what the set flow belongs to (assumed). */
const usualSurroundings: Surroundings = { temperatureC: 37, pressureKpa: 101.3 };

/** Drug that flows evenly through a throttle; a field does nothing to it (assumed), warmth and height what the product says. */
export class Throttle implements Metering {
  onShaft: ((report: ShaftReport) => void) | undefined;
  onMotion: (() => void) | undefined;
  readonly #clock: Clock;
  readonly #train: ThrottleTrain;
  #line: MotorLine;
  #surroundings = usualSurroundings;
  #fromMl = 0;
  #fromUs: number;

  constructor(clock: Clock, train: ThrottleTrain) {
    this.#clock = clock;
    this.#train = train;
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
    return this.#fromMl + (Math.max(0, untilUs - this.#fromUs) * this.perSecondMl) / US_PER_SECOND;
  }

  get perSecondMl(): number {
    const { stepUl, temperatureRatioPerK, pressureRatioPerKpa } = this.#train;
    const { temperatureC, pressureKpa } = this.#surroundings;
    const warmer = temperatureRatioPerK * (temperatureC - usualSurroundings.temperatureC);
    const denser = pressureRatioPerKpa * (pressureKpa - usualSurroundings.pressureKpa);
    return (stepsPerSecond(this.#line) * stepUl * Math.max(0, 1 + warmer + denser)) / 1000;
  }

  dueUsAtPumpedMl(volumeMl: number): number {
    const leftMl = volumeMl - this.#fromMl;
    if (leftMl <= 0) return this.#fromUs;
    const dueUs = this.#fromUs + Math.ceil((leftMl * US_PER_SECOND) / this.perSecondMl);
    return dueUs <= this.#endUs && Number.isSafeInteger(dueUs) ? dueUs : Number.POSITIVE_INFINITY;
  }

  follow(line: MotorLine): void {
    this.#anchor();
    this.#line = line;
    this.onMotion?.();
  }

  setSurroundings(surroundings: Surroundings): void {
    this.#anchor();
    this.#surroundings = surroundings;
    this.onMotion?.();
  }

  setField(): void {}

  fieldThresholdsMt(): readonly number[] {
    return [];
  }

  #anchor(): void {
    const nowUs = this.#clock.nowUs();
    this.#fromMl = this.pumpedMl(nowUs);
    this.#fromUs = nowUs;
  }

  /** A line that ends has flowed out with its last step. */
  get #endUs(): number {
    const { endSteps } = this.#line;
    return endSteps === undefined ? Number.POSITIVE_INFINITY : stepDueUs(this.#line, endSteps);
  }
}
