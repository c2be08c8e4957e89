import { createActor } from 'xstate';
import type { Clock } from '../../protocol/clock.ts';
import { type MotorLine, stepDueUs, stepPeriodUs, stepsAt, stepsPerSecond } from '../motor-line.ts';
import type { MotorPort } from '../motor-port.ts';
import { type Answer, accepted, refused } from '../refusal.ts';
import type { Trace } from '../trace/trace.ts';
import { type DeliveryEvent, deliveryMachine } from './delivery-machine.ts';
import { machineClock } from './xstate-clock.ts';

/** What the firmware was told about its own drive, and what may be programmed. */
export interface DeliveryLimits {
  readonly rateMlPerDayMin: number;
  readonly rateMlPerDayMax: number;
  /** Stored calibration constant: what the firmware believes of one revolution. */
  readonly revolutionUl: number;
  readonly stepsPerRevolution: number;
}

export interface Bolus {
  readonly kind: 'single bolus' | 'roller study';
  readonly steps: number;
  readonly rateMlPerDay: number;
  /** After the last step, or when the bolus is cut. */
  readonly onEnd?: (cut: boolean) => void;
}

export interface DeliveryOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly motor: MotorPort;
  readonly limits: DeliveryLimits;
  /** Told after each change of the commanded line. */
  readonly onLine: () => void;
}

/** Rates are whole nanolitres a day inside, so that the step period is an exact ratio. */
const NL_PER_ML = 1_000_000;
export const BOLUS_STEPS_MAX = 10_000_000;

/** The infusion modes: turns what was programmed into lines of motor steps. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #actor;
  #line: MotorLine;
  #basalMlPerDay: number | undefined;
  #bolus: Bolus | undefined;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#line = { anchorUs: options.clock.nowUs(), anchorSteps: 0 };
    this.#actor = createActor(this.#wiredMachine(), { clock: machineClock(options.clock) });
  }

  get line(): MotorLine {
    return this.#line;
  }

  begin(): void {
    this.#actor.start();
  }

  /** Simple continuous at a rate; refused while a bolus runs or outside the limits, and then nothing changes. */
  programSimpleContinuous(rateMlPerDay: number): Answer {
    const answer = this.#checkRate(rateMlPerDay);
    if (!answer.ok) return answer;
    if (this.#bolus !== undefined) return this.#bolusRunning();
    this.#basalMlPerDay = rateMlPerDay;
    this.#send({ type: 'CONTINUE' });
    return accepted;
  }

  stop(): Answer {
    this.#basalMlPerDay = undefined;
    this.#send({ type: 'STOP' });
    return accepted;
  }

  startBolus(bolus: Bolus): Answer {
    const answer = this.#checkRate(bolus.rateMlPerDay);
    if (!answer.ok) return answer;
    if (this.#bolus !== undefined) return this.#bolusRunning();
    if (!Number.isInteger(bolus.steps) || bolus.steps < 1 || bolus.steps > BOLUS_STEPS_MAX) {
      return refused('bolus', `${bolus.steps} motor steps`, `1 to ${BOLUS_STEPS_MAX} whole motor steps`);
    }
    this.#bolus = bolus;
    this.#send({ type: 'BOLUS' });
    return accepted;
  }

  /** Motor steps that come nearest to a volume by the stored calibration constant. */
  stepsOf(volumeMl: number): number {
    const { revolutionUl, stepsPerRevolution } = this.#options.limits;
    return Math.round((volumeMl * 1000 * stepsPerRevolution) / revolutionUl);
  }

  #wiredMachine() {
    return deliveryMachine.provide({
      actions: {
        stand: () => this.#follow(undefined),
        followBasal: () => this.#follow(this.#basalMlPerDay),
        followBolus: () => this.#beginBolus(),
        endBolus: () => this.#endBolus(false),
        cutBolus: () => this.#endBolus(true),
      },
      guards: { basalProgrammed: () => this.#basalMlPerDay !== undefined },
      delays: { bolusUs: () => this.#bolusUs() },
    });
  }

  #send(event: DeliveryEvent): void {
    this.#actor.send(event);
  }

  #checkRate(rateMlPerDay: number): Answer {
    const { rateMlPerDayMin, rateMlPerDayMax } = this.#options.limits;
    const range = `${rateMlPerDayMin} to ${rateMlPerDayMax} mL/day`;
    if (!(rateMlPerDay >= rateMlPerDayMin && rateMlPerDay <= rateMlPerDayMax)) {
      return refused('rate', `${rateMlPerDay} mL/day`, range);
    }
    const nl = rateMlPerDay * NL_PER_ML;
    if (Math.abs(nl - Math.round(nl)) > 1e-6) {
      return refused('rate', `${rateMlPerDay} mL/day`, `${range} in whole nanolitres a day`);
    }
    return accepted;
  }

  #bolusRunning(): Answer {
    return refused(
      'bolus',
      `a ${this.#bolus?.kind ?? 'bolus'} under way`,
      'one at a time, and no change of rate meanwhile',
    );
  }

  #commandedSteps(): number {
    return stepsAt(this.#line, this.#options.clock.nowUs());
  }

  #follow(rateMlPerDay: number | undefined, endSteps?: number): void {
    const { limits, motor, clock, trace } = this.#options;
    const anchor = { anchorUs: clock.nowUs(), anchorSteps: this.#commandedSteps() };
    this.#line =
      rateMlPerDay === undefined
        ? anchor
        : {
            ...anchor,
            periodUs: stepPeriodUs(
              Math.round(rateMlPerDay * NL_PER_ML),
              Math.round(limits.revolutionUl * 1000),
              limits.stepsPerRevolution,
            ),
            ...(endSteps === undefined ? {} : { endSteps }),
          };
    const stepMl = limits.revolutionUl / limits.stepsPerRevolution / 1000;
    trace.line('pump.programmedMl', anchor.anchorSteps * stepMl, stepsPerSecond(this.#line) * stepMl);
    trace.step('pump.rateMlPerDay', rateMlPerDay ?? 0);
    motor.follow(this.#line);
    this.#options.onLine();
  }

  #beginBolus(): void {
    const bolus = this.#bolus as Bolus;
    this.#options.trace.event('pump.bolus', { phase: 'start', kind: bolus.kind, steps: bolus.steps });
    this.#follow(bolus.rateMlPerDay, this.#commandedSteps() + bolus.steps);
  }

  #bolusUs(): number {
    return stepDueUs(this.#line, this.#line.endSteps ?? this.#line.anchorSteps) - this.#options.clock.nowUs();
  }

  #endBolus(cut: boolean): void {
    const bolus = this.#bolus as Bolus;
    this.#bolus = undefined;
    this.#options.trace.event('pump.bolus', { phase: cut ? 'cut' : 'end', kind: bolus.kind, steps: bolus.steps });
    bolus.onEnd?.(cut);
  }
}
