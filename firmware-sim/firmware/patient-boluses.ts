import type { Clock } from '../../protocol/clock.ts';
import { type Acceptance, type Refusal, type Refused, refused } from '../base/refusal.ts';
import type { PatientBolus } from '../base/therapy.ts';
import { US_PER_DAY } from '../base/time-units.ts';
import type { Trace } from '../trace/trace.ts';
import type { Delivery } from './delivery.ts';
import { timedRateMlPerDay } from './therapy-check.ts';

export interface PatientBolusesOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly delivery: () => Delivery;
  readonly calculatedMl: () => number;
}

/** Patient boluses. Grants or refuses each, and records it. Every granted bolus counts, even if it was cut. */
export class PatientBoluses {
  readonly #options: PatientBolusesOptions;
  #setting: PatientBolus | undefined;
  /** Start times of boluses within the last 24 h. There are at most as many as the allotment. */
  #grantedUs: readonly number[] = [];

  constructor(options: PatientBolusesOptions) {
    this.#options = options;
  }

  get setting(): PatientBolus | undefined {
    return this.#setting;
  }

  /** Number of boluses granted in the last 24 h. */
  get usedCount(): number {
    return this.#recent().length;
  }

  /** Earliest time at which lockout and allotment permit the next bolus; undefined if none is programmed. */
  get nextAllowedUs(): number | undefined {
    if (this.#setting === undefined) return undefined;
    return Math.max(this.#options.clock.nowUs(), this.#lockedUntilUs(this.#setting), this.#allottedUs(this.#setting));
  }

  /** Programs the patient bolus. Earlier granted boluses still count. */
  set(setting: PatientBolus | 'off'): void {
    this.#setting = setting === 'off' ? undefined : setting;
  }

  /** Handles a request of the patient for a bolus. */
  ask(): Acceptance {
    const { clock, trace, delivery } = this.#options;
    const setting = this.#setting;
    const refusal = setting === undefined ? noneProgrammed : this.#refusal(setting);
    const answer = refusal ?? this.#start(setting as PatientBolus, delivery());
    if (answer.ok) this.#grantedUs = [...this.#recent(), clock.nowUs()];
    else trace.event('pump.bolus', { phase: 'refused', kind: 'patient bolus', ...this.#told(answer.refusal) });
    return answer;
  }

  #start({ volumeMl, durationUs }: PatientBolus, delivery: Delivery): Acceptance {
    const rateMlPerDay = timedRateMlPerDay(volumeMl, durationUs);
    return delivery.startBolus({ kind: 'patient bolus', steps: delivery.stepsOf(volumeMl), rateMlPerDay });
  }

  /** Returns why a bolus is refused. A stopped pump stays stopped. */
  #refusal(setting: PatientBolus): Refused | undefined {
    const { clock, delivery, calculatedMl } = this.#options;
    const { volumeMl } = setting;
    if (delivery().program.mode === 'stopped' && delivery().doing === 'stopped')
      return refused('patient bolus', 'requested', 'no bolus while the pump is stopped', 'stopped');
    const nowUs = clock.nowUs();
    if (this.#lockedUntilUs(setting) > nowUs)
      return refused('patient bolus', 'requested', 'no bolus before the lockout is over', 'lockout');
    if (this.#allottedUs(setting) > nowUs)
      return refused('patient bolus', 'requested', `${setting.allottedCount} in any 24 h`, 'allotment');
    const leftMl = calculatedMl();
    if (volumeMl > leftMl)
      return refused('patient bolus', `${volumeMl} mL`, `the calculated reservoir level, ${leftMl} mL`, 'reservoir');
    return undefined;
  }

  #told({ why }: Refusal): { readonly why: string; readonly nextAllowedUs: number | undefined } {
    return { why, nextAllowedUs: this.nextAllowedUs };
  }

  #lockedUntilUs({ lockoutUs }: PatientBolus): number {
    const last = this.#grantedUs.at(-1);
    return last === undefined ? 0 : last + lockoutUs;
  }

  /** Returns the time at which the oldest of the allotted boluses leaves the window of 24 h. */
  #allottedUs({ allottedCount }: PatientBolus): number {
    const oldest = this.#recent().at(0 - allottedCount);
    return oldest === undefined ? 0 : oldest + US_PER_DAY;
  }

  #recent(): readonly number[] {
    const sinceUs = this.#options.clock.nowUs() - US_PER_DAY;
    return this.#grantedUs.filter((atUs) => atUs > sinceUs);
  }
}

const noneProgrammed = refused(
  'patient bolus',
  'requested',
  'no bolus, because no patient bolus is programmed',
  'missing',
);
