import type { CancelAlarm, Clock } from '../../protocol/clock.ts';
import { type MotorLine, stepDueUs, stepsAt, stepsPerSecond } from '../base/motor-line.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';

/** Signals of the reservoir calculation. */
export const calculatedReservoirSignals = {
  'pump.reservoirMl': {
    kind: 'line',
    unit: 'mL',
    error: 'believed step',
    quantum: 'believed step',
    min: 0,
    doc: 'Reservoir level that the pump calculates and never measures.',
  },
} as const satisfies Declarations;

export interface ReservoirCalculatorOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly line: () => MotorLine;
  readonly stepMl: number;
  readonly lowMl: () => number;
  readonly onLow: () => void;
  /** Called when the threshold is again below the level. */
  readonly onNotLow: () => void;
  readonly onEmpty: () => void;
  readonly onRefilled: () => void;
}

/** Tolerance for volumes that are not a whole number of steps in binary, in steps. */
const STEP_SLACK = 1e-6;

/**
 * Calculated reservoir level. It is never measured: the volume programmed at the refill, less every step commanded
 * since.
 */
export class ReservoirCalculator {
  readonly #options: ReservoirCalculatorOptions;
  #toldMl: number;
  #toldAtSteps = 0;
  #isLow = false;
  #isEmpty = false;
  #cancelLow: CancelAlarm | undefined;
  #cancelEmpty: CancelAlarm | undefined;

  constructor(options: ReservoirCalculatorOptions, initialMl: number) {
    this.#options = options;
    this.#toldMl = initialMl;
  }

  get calculatedMl(): number {
    if (this.#isEmpty) return 0;
    return Math.max(0, this.#toldMl - (this.#commanded() - this.#toldAtSteps) * this.#options.stepMl);
  }

  /** Programs a volume after a refill. */
  told(volumeMl: number): void {
    this.#toldMl = volumeMl;
    this.#toldAtSteps = this.#commanded();
    this.#isLow = false;
    this.#isEmpty = false;
    this.#options.onRefilled();
    this.follow();
  }

  /** Follows a changed line. Writes the new course of the level, and sets the alarms of its thresholds anew. */
  follow(): void {
    const { line, stepMl, lowMl, trace, onLow, onEmpty, onNotLow } = this.#options;
    if (this.#isLow && this.calculatedMl > lowMl() + STEP_SLACK * stepMl) {
      this.#isLow = false;
      onNotLow();
    }
    const perSecondMl = this.calculatedMl > 0 ? stepsPerSecond(line()) * stepMl : 0;
    trace.line('pump.reservoirMl', this.calculatedMl, 0 - perSecondMl);
    this.#cancelLow?.();
    this.#cancelEmpty?.();
    if (!this.#isLow) {
      this.#cancelLow = this.#atLevel(lowMl(), () => {
        this.#isLow = true;
        onLow();
      });
    }
    if (!this.#isEmpty) {
      this.#cancelEmpty = this.#atLevel(0, () => {
        this.#isEmpty = true;
        trace.line('pump.reservoirMl', 0, 0);
        onEmpty();
      });
    }
  }

  #atLevel(levelMl: number, fn: () => void): CancelAlarm | undefined {
    const { line, stepMl, clock } = this.#options;
    const steps = Math.max(0, Math.ceil((this.#toldMl - levelMl) / stepMl - STEP_SLACK));
    const dueUs = stepDueUs(line(), this.#toldAtSteps + steps);
    if (dueUs === Number.POSITIVE_INFINITY) return undefined;
    return clock.at(Math.max(dueUs, clock.nowUs()), fn);
  }

  #commanded(): number {
    return stepsAt(this.#options.line(), this.#options.clock.nowUs());
  }
}
