import type { Clock } from '../../protocol/clock.ts';
import { type MotorLine, stepDueUs, stepPeriodUs, stepsAt, stepsPerSecond } from '../motor-line.ts';
import type { MotorPort } from '../motor-port.ts';
import type { Rational } from '../rational.ts';
import { type Answer, accepted, refused } from '../refusal.ts';
import type { Program } from '../therapy.ts';
import type { Trace } from '../trace/trace.ts';
import { type DeliveryLimits, NL_PER_ML, rateRefusal } from './delivery-limits.ts';
import { type DeliveryEvent, deliveryMachine } from './delivery-machine.ts';
import { MachineActor } from './machine-actor.ts';
import { Withheld } from './withheld.ts';

export type BolusKind = 'single bolus' | 'priming bolus' | 'roller study';

export interface Bolus {
  readonly kind: BolusKind;
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
  /** The pump has been in stopped mode for longer than its limit; and then, that it is no longer. */
  readonly onStoppedTooLong: () => void;
  readonly onStoppedLeft: () => void;
}

const PERIODS_KEPT_MAX = 32;
export const BOLUS_STEPS_MAX = 10_000_000;

/** The infusion modes and boluses: turns what was programmed into lines of motor steps. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #actor;
  #line: MotorLine;
  #program: Program = { mode: 'stopped' };
  #bolus: Bolus | undefined;
  readonly #withheld: Withheld;
  readonly #periods = new Map<number, Rational>();

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#withheld = new Withheld(options.clock);
    this.#line = { anchorUs: options.clock.nowUs(), anchorSteps: 0 };
    this.#actor = new MachineActor(this.#wiredMachine(), options.clock);
  }

  get line(): MotorLine {
    return this.#line;
  }

  get program(): Program {
    return this.#program;
  }

  /** What the motor is being asked to do, which is not always what is programmed. */
  get doing(): string {
    const { value } = this.#actor.snapshot;
    if (typeof value === 'string') return value;
    return value.stopped === 'latched' ? 'suspended' : 'stopped';
  }

  get bolusKind(): BolusKind | undefined {
    return this.#bolus?.kind;
  }

  /** Rate of the programmed mode, whatever interrupts it. */
  get basalMlPerDay(): number {
    const { mode, rateMlPerDay } = this.#program;
    if (mode === 'stopped') return 0;
    return (mode === 'minimum rate' ? this.#options.limits.minimumRateMlPerDay : rateMlPerDay) as number;
  }

  get commandedSteps(): number {
    return stepsAt(this.#line, this.#options.clock.nowUs());
  }

  /** What was programmed and, telemetry mode being latched, not commanded. */
  get withheldMl(): number {
    return this.#withheld.volumeMl;
  }

  get withheldPerSecondMl(): number {
    return this.#withheld.perSecondMl;
  }

  begin(): void {
    this.#actor.start();
  }

  /** Checks without changing anything. */
  check(program: Program): Answer {
    if (this.doing === 'ended')
      return refused('mode', program.mode, 'nothing any more: the pump is at its end of service', 'ended');
    if (program.mode === 'simple continuous')
      return rateRefusal(program.rateMlPerDay, this.#options.limits) ?? this.#idle();
    if (program.rateMlPerDay !== undefined) {
      return refused('rate', `${program.rateMlPerDay} mL/day`, `none in the mode ${program.mode}`, 'mode');
    }
    if (program.mode === 'minimum rate' && this.#options.limits.minimumRateMlPerDay === undefined)
      return refused('mode', program.mode, 'another mode: this pump has no minimum rate', 'mode');
    return program.mode === 'stopped' ? accepted : this.#idle();
  }

  /** A new program at once; refused outside its limits, and then the running therapy goes on. */
  apply(program: Program): Answer {
    const answer = this.check(program);
    if (!answer.ok) return answer;
    this.#program = program;
    this.#options.trace.event('pump.mode', { mode: program.mode, rateMlPerDay: this.basalMlPerDay });
    this.#send({ type: program.mode === 'stopped' ? 'STOP' : 'DELIVER' });
    return accepted;
  }

  /** The stored rate became another one and nobody programmed it; the checks of programming do not apply, those of arithmetic do. */
  alterRate(rateMlPerDay: number): void {
    if (this.#program.mode !== 'simple continuous' || rateRefusal(rateMlPerDay, this.#options.limits) !== undefined)
      return;
    this.#program = { mode: 'simple continuous', rateMlPerDay };
    if (this.doing === 'delivering') this.#send({ type: 'DELIVER' });
    else if (this.doing === 'suspended') this.#withholdOn();
  }

  /** The electronics begin anew, with the program or, in safe state, at the minimum rate. A stopped pump stays stopped (assumed). */
  reset(safeState: boolean): void {
    if (this.doing === 'ended') return;
    if (safeState && this.#program.mode !== 'stopped') {
      this.#program = { mode: 'minimum rate' };
      this.#options.trace.event('pump.mode', { mode: 'minimum rate', rateMlPerDay: this.basalMlPerDay });
    }
    if (this.doing === 'suspended') this.#withholdOn();
    else this.#send({ type: 'RESET' });
  }

  startBolus(bolus: Bolus): Answer {
    if (this.doing === 'ended')
      return refused('bolus', bolus.kind, 'nothing any more: the pump is at its end of service', 'ended');
    if (this.doing === 'suspended')
      return refused('bolus', bolus.kind, 'nothing while telemetry mode is latched: interrogate first', 'latched');
    const answer = rateRefusal(bolus.rateMlPerDay, this.#options.limits) ?? this.#idle();
    if (!answer.ok) return answer;
    if (!Number.isInteger(bolus.steps) || bolus.steps < 1 || bolus.steps > BOLUS_STEPS_MAX) {
      return refused('bolus', `${bolus.steps} motor steps`, `1 to ${BOLUS_STEPS_MAX} whole motor steps`);
    }
    this.#bolus = bolus;
    this.#send({ type: 'BOLUS' });
    return accepted;
  }

  /** Telemetry mode latched: nothing is commanded until `resume`. */
  suspend(): void {
    this.#send({ type: 'SUSPEND' });
  }

  resume(): void {
    this.#send({ type: 'RESUME' });
  }

  /** For good. */
  end(): void {
    this.#send({ type: 'END' });
  }

  /** Motor steps that come nearest to a volume by the stored calibration constant. */
  stepsOf(volumeMl: number): number {
    return Math.round(volumeMl / this.stepMl);
  }

  get stepMl(): number {
    const { unitUl, stepsPerUnit } = this.#options.limits.step;
    return unitUl / stepsPerUnit / 1000;
  }

  /** Mean course of the programmed volume on a line, mL a second. */
  perSecondMl(line: MotorLine): number {
    return stepsPerSecond(line) * this.stepMl;
  }

  #wiredMachine() {
    const { limits, onStoppedTooLong, onStoppedLeft } = this.#options;
    return deliveryMachine.provide({
      actions: {
        stand: () => this.#follow(undefined),
        followBasal: () => this.#follow(this.basalMlPerDay),
        followBolus: () => this.#beginBolus(),
        endBolus: () => this.#endBolus(false),
        cutBolus: () => this.#endBolus(true),
        withhold: () => this.#withheld.begin(this.basalMlPerDay),
        withholdBolus: () => this.#withheld.add(((this.#line.endSteps ?? 0) - this.commandedSteps) * this.stepMl),
        withholdNoMore: () => this.#withheld.end(),
        stoppedTooLong: onStoppedTooLong,
        leaveStopped: onStoppedLeft,
      },
      guards: { basalProgrammed: () => this.#program.mode !== 'stopped' },
      delays: { bolusUs: () => this.#bolusUs(), stoppedAlarmUs: limits.stoppedAlarmUs },
    });
  }

  /** Another rate is programmed while nothing is commanded; the lines are written anew. */
  #withholdOn(): void {
    if (this.#actor.snapshot.value !== 'suspended') return;
    this.#withheld.begin(this.basalMlPerDay);
    this.#follow(undefined);
  }

  #send(event: DeliveryEvent): void {
    this.#actor.send(event);
  }

  #idle(): Answer {
    if (this.#bolus === undefined) return accepted;
    return refused(
      'bolus',
      `a ${this.#bolus.kind} under way`,
      'one at a time, and no change of rate meanwhile',
      'busy',
    );
  }

  #follow(rateMlPerDay: number | undefined, endSteps?: number): void {
    const { motor, clock, trace, onLine } = this.#options;
    const anchor = { anchorUs: clock.nowUs(), anchorSteps: this.commandedSteps };
    const end = endSteps === undefined ? {} : { endSteps };
    const stands = rateMlPerDay === undefined || rateMlPerDay === 0;
    this.#line = stands ? anchor : { ...anchor, periodUs: this.#periodUs(rateMlPerDay), ...end };
    trace.line('pump.programmedMl', anchor.anchorSteps * this.stepMl, this.perSecondMl(this.#line));
    trace.step('pump.rateMlPerDay', rateMlPerDay ?? 0);
    motor.follow(this.#line);
    onLine();
  }

  /** The same few rates come again and again, and reducing a ratio of large numbers costs more than all the rest of a line. */
  #periodUs(rateMlPerDay: number): Rational {
    const known = this.#periods.get(rateMlPerDay);
    if (known !== undefined) return known;
    const { unitUl, stepsPerUnit } = this.#options.limits.step;
    const period = stepPeriodUs(Math.round(rateMlPerDay * NL_PER_ML), Math.round(unitUl * 1000), stepsPerUnit);
    if (this.#periods.size >= PERIODS_KEPT_MAX) this.#periods.clear();
    this.#periods.set(rateMlPerDay, period);
    return period;
  }

  #beginBolus(): void {
    const bolus = this.#bolus as Bolus;
    this.#options.trace.event('pump.bolus', { phase: 'start', kind: bolus.kind, steps: bolus.steps });
    this.#follow(bolus.rateMlPerDay, this.commandedSteps + bolus.steps);
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
