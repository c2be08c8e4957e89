import { calendarText } from '../../../firmware-sim/base/calendar-text.ts';
import { MINUTES_PER_DAY, weekdays } from '../../../firmware-sim/base/flex-week.ts';
import { type Acceptance, accepted } from '../../../firmware-sim/base/refusal.ts';
import type { ExposureEffects, ProgramChange } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { ClockTarget } from '../../../firmware-sim/outside/clocks.ts';
import type { FieldExposure } from '../../../firmware-sim/outside/field-exposure.ts';
import type { Refill } from '../../../firmware-sim/outside/reservoir-port.ts';
import type { PumpBody } from '../../../firmware-sim/pump-body.ts';
import { causesNamed, weekdayWord } from '../../../firmware-sim/telemetry/telemetry-fields.ts';
import type { Trace } from '../../../firmware-sim/trace/trace.ts';
import type { Clock } from '../../../protocol/clock.ts';
import type { FirmwareFile } from '../firmware-file.ts';
import type { HostedFirmware, PowerCutAt } from '../hosted-firmware.ts';
import type { OrderBook } from '../order-book.ts';
import type { SessionEvent } from '../session/firmware-session.ts';
import { answerOf } from './firmware-answers.ts';
import type { ForeignLink } from './foreign-link.ts';
import { ForeignOrders } from './foreign-orders.ts';
import { Interrogations } from './interrogations.ts';
import { LogReading } from './log-reading.ts';
import { StatedValues } from './stated-values.ts';
import { TelemetryRecords } from './telemetry-records.ts';
import { Tones } from './tones.ts';

export interface ForeignPumpOptions {
  readonly body: PumpBody;
  readonly trace: Trace;
  readonly clock: Clock;
  readonly link: ForeignLink;
  readonly book: OrderBook;
  readonly file: FirmwareFile;
  readonly singleBolusEndsStopped: boolean;
  /** Motor steps that the firmware has commanded up to now. */
  readonly commandedSteps: () => number;
}

const SECONDS_PER_MINUTE = 60;

/**
 * A pump with a foreign firmware, as people around it see it: a programmer reaches it by telemetry, everything else through
 * the body. Each method runs pump time while it waits for the firmware. A refusal is returned as data.
 */
export class ForeignPump {
  readonly body: PumpBody;
  readonly orders: ForeignOrders;
  readonly interrogations: Interrogations;
  readonly stated: StatedValues;
  readonly #options: ForeignPumpOptions;
  readonly #records: TelemetryRecords;
  readonly #log: LogReading;
  readonly #tones: Tones;
  #localOffsetUs: number;
  #filmsAfterStudy = false;

  constructor(options: ForeignPumpOptions) {
    const { body, trace, link, book, file, clock, singleBolusEndsStopped } = options;
    this.#options = options;
    this.body = body;
    this.stated = new StatedValues(trace, link, book);
    this.#tones = new Tones(trace, clock);
    this.#records = new TelemetryRecords({
      trace,
      product: body.product,
      onAlarm: (cause, isRaised) => {
        this.#tones.cause(cause, isRaised);
        this.stated.read();
      },
      onBolusEnd: (kind, isCut) => this.#bolusEnded(kind, isCut),
    });
    this.#log = new LogReading(link, this.#records, file, clock);
    const { product } = body;
    this.orders = new ForeignOrders({
      trace,
      product,
      link,
      book,
      stated: this.stated,
      endsStopped: singleBolusEndsStopped,
    });
    this.interrogations = new Interrogations({ trace, link, log: this.#log, book, stated: this.stated });
    this.#localOffsetUs = book.calendar.nowUs - clock.nowUs();
  }

  /** Receives an event of the firmware. */
  hear(event: SessionEvent): void {
    this.#records.hear(event);
  }

  /** Learns from a firmware that started again what it told before the session was open: alarms, log, rate and level. */
  restarted(): void {
    const { link } = this.#options;
    link.readSoon('ALARMS', { of: 'pump' }, ({ causes }) => this.#records.standsAgain(causesNamed(causes)));
    this.#log.readAfterRestart();
    this.stated.read();
  }

  /** Takes note of a reset of the firmware by the bench. */
  resets(): void {
    this.#options.link.expectRestart();
    this.#log.resets();
  }

  /** Takes note of the newest entry in the firmware's log from before the run. */
  logBegins(newestNumber: number): void {
    this.#log.begin(newestNumber);
  }

  /** Receives a change of the piezo. */
  hearTone(hertz: number): void {
    this.#tones.hear(hertz);
  }

  /** Commits the program that was drafted before the run. Pump time is 0. */
  async commitFirst(change: ProgramChange): Promise<Acceptance> {
    const answer = await this.orders.commitFirst(change);
    await this.#options.link.quiet();
    return answer;
  }

  /** Starts a field. The latest interrogation before the first field is the record from before the scan. */
  setField(exposure: FieldExposure, effects: ExposureEffects): void {
    if (!this.body.isExposed) this.interrogations.scanBegins();
    this.body.setField(exposure, effects);
  }

  async scanCheck(): Promise<Acceptance> {
    await this.interrogations.scanCheck();
    return accepted;
  }

  /** Runs a roller study, with one film before its first step and one after its last. */
  async rollerStudy(filmed: 'still' | 'live'): Promise<Acceptance> {
    const { study } = this.body;
    const asked = study.ask(filmed, () => {});
    if ('ok' in asked) return asked;
    const answer = await this.orders.study();
    if (!answer.ok) return answer;
    study.film(1);
    this.#filmsAfterStudy = true;
    return answer;
  }

  async interrogate(times: number): Promise<Acceptance> {
    for (let i = 0; i < times; i += 1) await this.interrogations.take();
    return accepted;
  }

  /** Refills the reservoir. The programmer interrogates before, and programs the volume afterwards, unless omitted. */
  async refill(refill: Refill): Promise<Acceptance> {
    const { fillMl, programMl, omit = [], drug, otherDrugs = [] } = refill;
    if (omit.includes('interrogate')) this.stated.read();
    else await this.interrogations.take();
    await this.#options.link.quiet();
    const filled = this.body.refill(refill);
    if (!filled.ok || omit.includes('program')) return filled;
    const { link } = this.#options;
    const drugs = drug === undefined || !link.has('PROGDRUG') ? [] : [drug, ...otherDrugs];
    const [drug1, drug2, drug3] = drugs;
    return this.orders.program({
      reservoirMl: programMl ?? fillMl,
      ...(drug1 === undefined ? {} : { drug1 }),
      ...(drug2 === undefined ? {} : { drug2 }),
      ...(drug3 === undefined ? {} : { drug3 }),
    });
  }

  async alarmTest(): Promise<Acceptance> {
    const { trace, link } = this.#options;
    trace.event('in.alarmTest');
    return answerOf(await link.request('ALTEST', {}), { field: 'program', value: 'an alarm test' });
  }

  /** Sets the pump's clock to the patient's local time, or to the nearest moment at a place in the week. */
  async setClock(to: ClockTarget): Promise<Acceptance> {
    const { trace, link, book, clock } = this.#options;
    const localUs = clock.nowUs() + this.#localOffsetUs;
    const calendarUs = to === 'local time' ? localUs : book.calendar.nearestUs(to.weekSeconds);
    const shows = calendarText(calendarUs);
    trace.event('in.clock', { ...(to === 'local time' ? { to } : {}), shows });
    const weekSeconds = mod(
      Math.floor(calendarUs / US_PER_SECOND),
      weekdays.length * MINUTES_PER_DAY * SECONDS_PER_MINUTE,
    );
    const minutes = Math.floor(weekSeconds / SECONDS_PER_MINUTE);
    const day = weekdayWord(weekdays[Math.floor(minutes / MINUTES_PER_DAY)] ?? 'monday');
    const args = { day, fromMinutes: minutes % MINUTES_PER_DAY, seconds: weekSeconds % SECONDS_PER_MINUTE };
    const result = await link.request('SETCLOCK', args);
    const answer = answerOf(result, { field: 'clock', value: shows });
    if (!answer.ok || !result.ok) return answer;
    trace.event('pump.clock', { state: 'set', shows, byS: result.reply.movedSeconds });
    book.setClock(calendarUs);
    this.stated.read();
    return answer;
  }

  /** Changes the patient's local time. The pump's clock does not change. */
  moveLocalTime(byUs: number): void {
    this.#options.trace.event('in.localTime', { byMin: byUs / US_PER_MINUTE });
    this.#localOffsetUs += byUs;
  }

  /** Fails the power of the firmware within a later write of its memory. */
  cutPower(firmware: HostedFirmware, at: PowerCutAt): Acceptance {
    const { writeNumber, afterUs, offUs } = at;
    this.#options.trace.event('in.powerOff', { byte: writeNumber, afterUs, offS: offUs / US_PER_SECOND });
    this.#options.link.expectRestart();
    firmware.cutPower?.(at);
    return accepted;
  }

  /** Asks for what the firmware states now, at a boundary of a check. It delays nothing: the replies come later. */
  look(): void {
    this.count();
    if (!this.#options.link.isBusy) this.stated.read();
  }

  /** Records how many motor steps were commanded. Between two records of a train the time of a step is only about known. */
  count(): void {
    const { trace, commandedSteps } = this.#options;
    trace.step('motor.countedSteps', commandedSteps());
  }

  /** Reads what the firmware states at the end of the run, and its log. */
  async finish(): Promise<void> {
    this.count();
    this.stated.read();
    await this.#options.link.quiet();
    await this.#log.read();
  }

  #bolusEnded(kind: string, isCut: boolean): void {
    if (isCut) this.#options.book.bolusCut();
    if (kind === 'roller study' && this.#filmsAfterStudy) {
      this.#filmsAfterStudy = false;
      this.body.study.film(2);
    }
    this.stated.read();
  }
}

function mod(value: number, by: number): number {
  return value - by * Math.floor(value / by);
}
