import type { CancelAlarm, Clock } from '../../protocol/clock.ts';
import { stepDueUs } from '../base/motor-line.ts';
import { type Refused, refused } from '../base/refusal.ts';
import type { Program } from '../base/therapy.ts';
import type { EventFields } from '../trace/record.ts';
import type { Trace } from '../trace/trace.ts';
import { bolusFields } from './schedule/bolus-record.ts';
import type { CommandedLine } from './schedule/commanded-line.ts';

export type BolusKind = 'single bolus' | 'patient bolus' | 'priming bolus' | 'bridge bolus' | 'roller study';

export interface Bolus {
  readonly kind: BolusKind;
  readonly steps: number;
  readonly rateMlPerDay: number;
  /** Program that follows a complete bolus. A cut bolus leaves the program as it is. */
  readonly programAfter?: Program | undefined;
  /** Further fields of the record at its start. */
  readonly told?: EventFields;
  /** Called after the last step, or when the bolus is cut. */
  readonly onEnd?: (cut: boolean) => void;
}

export const BOLUS_STEPS_MAX = 10_000_000;

/** Returns why a bolus cannot have this number of motor steps. */
export function bolusStepsRefusal(steps: number): Refused | undefined {
  if (Number.isInteger(steps) && steps >= 1 && steps <= BOLUS_STEPS_MAX) return undefined;
  return refused('bolus', `${steps} motor steps`, `1 to ${BOLUS_STEPS_MAX} whole motor steps`);
}

export interface BolusRunOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly commanded: CommandedLine;
}

/** Commands the motor steps of one bolus. Records its start and its end. */
export class BolusRun {
  readonly bolus: Bolus;
  readonly #options: BolusRunOptions;
  #cancelEnd: CancelAlarm | undefined;

  constructor(bolus: Bolus, options: BolusRunOptions) {
    this.bolus = bolus;
    this.#options = options;
  }

  /** Commands the first step now. Calls `onDone` when the last one is due. */
  begin(onDone: () => void): void {
    const { clock, trace, commanded } = this.#options;
    const { kind, steps, rateMlPerDay, told } = this.bolus;
    trace.event('pump.bolus', { phase: 'start', kind, steps, ...told });
    const endSteps = commanded.commandedSteps + steps;
    commanded.run(rateMlPerDay, endSteps);
    this.#cancelEnd = clock.at(stepDueUs(commanded.line, endSteps), onDone);
  }

  /** Records the end. `cut` is true if steps of the bolus were not made. */
  end(cut: boolean): void {
    const { trace, commanded } = this.#options;
    const { kind, steps } = this.bolus;
    this.#cancelEnd?.();
    const givenSteps = commanded.commandedSteps - commanded.line.anchorSteps;
    trace.event('pump.bolus', bolusFields(kind, { phase: cut ? 'cut' : 'end', steps, givenSteps }));
  }
}
