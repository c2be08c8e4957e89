import type { Clock } from '../../protocol/clock.ts';
import { MachineActor } from '../base/machine-actor.ts';
import type { MotorLine } from '../base/motor-line.ts';
import type { MotorPort } from '../base/motor-port.ts';
import { type Acceptance, accepted, type Refused, refused } from '../base/refusal.ts';
import type { Mode, Program } from '../base/therapy.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import { alteredProgram } from './altered-program.ts';
import { type Bolus, type BolusKind, BolusRun, bolusStepsRefusal } from './bolus.ts';
import { type DeliveryCalls, type DeliveryEvent, deliveryMachine } from './delivery-machine.ts';
import { ProgramRates, type Rates } from './program-rates.ts';
import { bolusFields } from './schedule/bolus-record.ts';
import { CommandedLine } from './schedule/commanded-line.ts';
import { type DeliveryLimits, NL_PER_ML, rateRefusal } from './schedule/delivery-limits.ts';
import type { PumpCalendar } from './schedule/pump-calendar.ts';
import type { Schedule } from './schedule/schedule.ts';
import { SchedulePlayer } from './schedule/schedule-player.ts';
import { Withheld } from './schedule/withheld.ts';
import { programRefusal } from './therapy-check.ts';

/** Event of a change of mode. */
export const modeSignals = {
  'pump.mode': {
    kind: 'event',
    unit: '',
    texts: ['simple continuous', 'flex', 'periodic bolus', 'minimum rate', 'stopped'] satisfies readonly Mode[],
    doc: 'A new mode or rate took effect.',
  },
} as const satisfies Declarations;

export interface DeliveryOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly motor: MotorPort;
  readonly limits: DeliveryLimits;
  /** The pump's own clock, which flex follows. */
  readonly calendar: PumpCalendar;
  /** Called after each change of the commanded line. */
  readonly onLine: () => void;
  /** Called when the pump has been in stopped mode for longer than its limit, and again when that ends. */
  readonly onStoppedTooLong: () => void;
  readonly onStoppedLeft: () => void;
}

/** Infusion modes and boluses. It turns a program into lines of motor steps. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #actor;
  readonly #commanded: CommandedLine;
  readonly #player: SchedulePlayer;
  #program: Program = { mode: 'stopped' };
  /** Schedule, for the modes that have one. */
  #schedule: Schedule | undefined;
  readonly #rates: ProgramRates;
  #bolus: BolusRun | undefined;
  readonly #withheld: Withheld;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#withheld = new Withheld(options.clock);
    this.#rates = new ProgramRates(options);
    this.#commanded = new CommandedLine(options);
    this.#player = new SchedulePlayer({
      clock: options.clock,
      calendar: options.calendar,
      line: this.#commanded,
      step: options.limits.step,
      onBolus: (progress) => options.trace.event('pump.bolus', bolusFields('periodic bolus', progress)),
    });
    this.#actor = new MachineActor(deliveryMachine, options.clock, this.#calls());
  }

  get line(): MotorLine {
    return this.#commanded.line;
  }

  get limits(): DeliveryLimits {
    return this.#options.limits;
  }

  get program(): Program {
    return this.#program;
  }

  /** State of the motor commands, which may differ from the programmed mode. */
  get doing(): string {
    const { value } = this.#actor.snapshot;
    if (typeof value === 'string') return value;
    return value.stopped === 'latched' ? 'suspended' : 'stopped';
  }

  /** Kind of the bolus that interrupts the mode; undefined without a bolus. */
  get bolusKind(): BolusKind | undefined {
    return this.#bolus?.bolus.kind;
  }

  /** Whether the mode periodic bolus is within one of its boluses. */
  get runsPeriodicBolus(): boolean {
    return this.#player.runsBolus;
  }

  get bolusLeftMl(): number {
    const { line, commandedSteps } = this;
    if (this.#bolus === undefined) return this.#player.bolusLeftNl / NL_PER_ML;
    return ((line.endSteps ?? commandedSteps) - commandedSteps) * this.stepMl;
  }

  /**
   * Rate of the programmed mode, even during an interruption: in flex the current step, in periodic bolus the base
   * rate.
   */
  get basalMlPerDay(): number {
    return this.#rates.of(this.#program, this.#schedule).rateMlPerDay;
  }

  /** Mean rate over a whole cycle of the mode. */
  get meanMlPerDay(): number {
    return this.#rates.of(this.#program, this.#schedule).meanMlPerDay;
  }

  /** Returns the rates of a program that is not running. If the program is invalid, its schedule does not count. */
  ratesOf(program: Program): Rates {
    const runs = programRefusal(program, this.#options.limits) === undefined;
    return this.#rates.of(program, runs ? this.#rates.scheduleOf(program) : undefined);
  }

  get commandedSteps(): number {
    return this.#commanded.commandedSteps;
  }

  /** Volume that was programmed but not commanded since telemetry mode latched. */
  get withheldMl(): number {
    return this.#withheld.volumeMl;
  }

  get withheldPerSecondMl(): number {
    return this.#withheld.perSecondMl;
  }

  begin(): void {
    this.#actor.start();
  }

  /** Checks a program without changing anything. */
  check(program: Program): Acceptance {
    if (this.doing === 'ended') return refused('mode', program.mode, 'nothing after the end of service', 'ended');
    const refusal = programRefusal(program, this.#options.limits);
    if (refusal !== undefined) return refusal;
    return program.mode === 'stopped' || this.#bolus === undefined ? accepted : busy(this.#bolus.bolus.kind);
  }

  /** Starts a new program at once. A refused program leaves the running therapy unchanged. */
  apply(program: Program): Acceptance {
    const answer = this.check(program);
    if (!answer.ok) return answer;
    this.#setProgram(program);
    this.#tellMode();
    this.#send({ type: program.mode === 'stopped' ? 'STOP' : 'DELIVER' });
    return accepted;
  }

  /**
   * Changes the stored rate without programming. The limits of programming do not apply; the limits of arithmetic do.
   */
  alterRate(rateMlPerDay: number): void {
    const { limits, calendar } = this.#options;
    if (rateRefusal(rateMlPerDay, limits) !== undefined) return;
    const altered = alteredProgram(this.#program, rateMlPerDay, calendar.weekMinutes);
    if (altered === undefined) return;
    this.#setProgram(altered, this.#schedule?.originUs);
    if (this.doing === 'delivering') this.#send({ type: 'DELIVER' });
    else if (this.doing === 'suspended') this.#withholdOn();
  }

  /**
   * Restarts the electronics. The program continues. In safe state the minimum rate runs, if the product has one. A
   * stopped pump stays stopped (assumed).
   */
  reset(safeState: boolean): void {
    if (this.doing === 'ended') return;
    const hasMinimum = this.#options.limits.minimumRateMlPerDay !== undefined;
    if (safeState && hasMinimum && this.#program.mode !== 'stopped') {
      this.#setProgram({ mode: 'minimum rate' });
      this.#tellMode();
    }
    if (this.doing === 'suspended') this.#withholdOn();
    else this.#send({ type: 'RESET' });
  }

  /** Returns why no bolus of any kind may begin now. */
  bolusRefusal(kind = 'any'): Refused | undefined {
    if (this.doing === 'ended') return refused('bolus', kind, 'nothing after the end of service', 'ended');
    if (this.doing === 'suspended')
      return refused('bolus', kind, 'no bolus while telemetry mode is latched: interrogate first', 'latched');
    if (this.runsPeriodicBolus) return busy('periodic bolus');
    return this.#bolus === undefined ? undefined : busy(this.#bolus.bolus.kind);
  }

  startBolus(bolus: Bolus): Acceptance {
    const refusal =
      this.bolusRefusal(bolus.kind) ??
      rateRefusal(bolus.rateMlPerDay, this.#options.limits) ??
      bolusStepsRefusal(bolus.steps);
    if (refusal !== undefined) return refusal;
    const { clock, trace } = this.#options;
    this.#bolus = new BolusRun(bolus, { clock, trace, commanded: this.#commanded });
    this.#send({ type: 'BOLUS' });
    return accepted;
  }

  /** Commands nothing until `resume`, because telemetry mode has latched. */
  suspend(): void {
    this.#send({ type: 'SUSPEND' });
  }

  resume(): void {
    this.#send({ type: 'RESUME' });
  }

  /** Continues flex at the new clock time. Does not change a bolus, a stop or a latch. */
  calendarSet(): void {
    this.#player.calendarSet();
  }

  /** Ends delivery permanently. */
  end(): void {
    this.#send({ type: 'END' });
  }

  /** Returns the number of motor steps nearest to a volume, by the stored calibration constant. */
  stepsOf(volumeMl: number): number {
    return Math.round(volumeMl / this.stepMl);
  }

  get stepMl(): number {
    return this.#commanded.stepMl;
  }

  /** Returns the mean programmed flow of a line, in mL a second. */
  perSecondMl(line: MotorLine): number {
    return this.#commanded.perSecondMl(line);
  }

  #calls(): DeliveryCalls {
    const { limits, onStoppedTooLong, onStoppedLeft } = this.#options;
    return {
      stand: () => this.#commanded.run(0),
      followBasal: () => this.#followBasal(),
      leaveBasal: () => this.#player.halt(),
      followBolus: () => this.#bolus?.begin(() => this.#send({ type: 'BOLUS_DONE' })),
      endBolus: () => this.#endBolus(false),
      cutBolus: () => this.#endBolus(true),
      withhold: () => this.#withhold(),
      withholdBolus: () => this.#withheld.add(this.bolusLeftMl),
      withholdNoMore: () => this.#withheld.end(),
      stoppedTooLong: onStoppedTooLong,
      leaveStopped: onStoppedLeft,
      isBasalProgrammed: () => this.#program.mode !== 'stopped',
      isBasalAfterBolus: () => (this.#bolus?.bolus.programAfter ?? this.#program).mode !== 'stopped',
      stoppedAlarmUs: limits.stoppedAlarmUs,
    };
  }

  /** Starts the next rate of a schedule while nothing is commanded. Writes the lines anew. */
  #withholdOn(): void {
    if (this.#actor.snapshot.value !== 'suspended') return;
    this.#withhold();
    this.#commanded.run(0);
  }

  /** Counts the volume that the program would deliver now. The schedule continues by its clock. */
  #withhold(): void {
    if (this.#schedule === undefined) {
      this.#withheld.begin(this.basalMlPerDay);
      return;
    }
    const { rateMlPerDay, endUs } = this.#rates.scheduledNow(this.#schedule);
    this.#withheld.begin(rateMlPerDay, endUs, () => this.#withholdOn());
  }

  #send(event: DeliveryEvent): void {
    this.#actor.send(event);
  }

  #setProgram({ patientBolus: _patient, ...program }: Program, originUs?: number): void {
    this.#program = program;
    this.#schedule = this.#rates.scheduleOf(program, originUs);
  }

  #tellMode(): void {
    const { mode } = this.#program;
    this.#options.trace.event('pump.mode', { mode, rateMlPerDay: this.basalMlPerDay });
  }

  #followBasal(): void {
    if (this.#schedule === undefined) this.#commanded.run(this.basalMlPerDay);
    else this.#player.play(this.#schedule);
  }

  #endBolus(cut: boolean): void {
    const run = this.#bolus as BolusRun;
    const { bolus } = run;
    this.#bolus = undefined;
    run.end(cut);
    if (!cut && bolus.programAfter !== undefined) {
      this.#setProgram(bolus.programAfter);
      this.#tellMode();
    }
    bolus.onEnd?.(cut);
  }
}

function busy(kind: string): Refused {
  return refused('bolus', `a ${kind} under way`, 'one bolus at a time, and no change of rate during it', 'busy');
}
