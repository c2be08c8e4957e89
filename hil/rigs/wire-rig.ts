import { stepDueUs, stepsAt } from '../../firmware-sim/base/motor-line.ts';
import { type Rational, timesRound } from '../../firmware-sim/base/rational.ts';
import { lane } from '../../firmware-sim/base/virtual-clock.ts';
import type { Clock } from '../../protocol/clock.ts';
import { KeepAlive } from '../../protocol/host/keep-alive.ts';
import { Link, type LinkEvent } from '../../protocol/host/link.ts';
import { type RigVocabulary, rigVocabulary, type ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import type { BoardTime } from '../base/board-time.ts';
import { HilError } from '../base/hil-error.ts';
import { EventRecovery } from './event-recovery.ts';
import { FieldWatch, type RigSpan } from './field-watch.ts';
import { FirstTurn } from './first-turn.ts';
import { type FollowedRotor, followedRotor } from './followed-rotor.ts';
import { fieldSensorMissing } from './link-failure.ts';
import { partFromRig } from './part-from-rig.ts';
import type { Rig, RigIdentity, RigRun, Speed } from './rig.ts';
import type { RigFacts } from './rig-facts.ts';
import { type OpenedRigFacts, RigOpening } from './rig-opening.ts';
import { RigRequests } from './rig-requests.ts';
import { rigSignals } from './rig-signals.ts';
import { type SegmentTerms, segmentEndUsMax, segmentMs } from './segment-plan.ts';
import { SegmentPlayer } from './segment-player.ts';
import { ShaftJudge } from './shaft-judge.ts';
import { SpanWait } from './span-wait.ts';

/** Steps after which the counter is set to zero, well before the wire's limit of 2e9. */
const REBASE_STEPS = 1_000_000_000;

export interface WireRigOptions {
  readonly name: string;
  readonly time: 'virtual' | 'wall';
  readonly boardTime: BoardTime;
  readonly session: number;
  readonly send: (bytes: Uint8Array) => void;
  readonly line?: Rig['line'] | undefined;
  readonly lineCounters?: () => Readonly<Record<string, number>>;
  /** Replaces `REBASE_STEPS`; tests use small values. */
  readonly rebaseSteps?: number;
  readonly close?: () => Promise<void>;
}

interface ActiveRun extends RigRun {
  readonly rotor: FollowedRotor;
  /** Judge of the shaft; undefined until the first turn has ended, and for a pump without a rotor. */
  judge: ShaftJudge | undefined;
  /** Set if the field comes from the board's own sensor. */
  readonly field: FieldWatch | undefined;
  readonly perMotorStep: Rational;
  readonly segmentEnds: Clock;
}

/** Rig behind any wire: turns motor steps into segments and judges the shaft by its reports. */
export class WireRig implements Rig {
  readonly line: Rig['line'];
  readonly #options: WireRigOptions;
  readonly #link: Link<RigVocabulary>;
  readonly #requests: RigRequests;
  readonly #player: SegmentPlayer;
  readonly #wait: SpanWait;
  readonly #recovery: EventRecovery;
  readonly #keepAlive: KeepAlive;
  #opened: OpenedRigFacts | undefined;
  #run: ActiveRun | undefined;
  #speed: Speed = 'auto';
  #baseSteps = 0;
  /** Pump time up to which the last segment was played; pump time has not reached it yet. */
  #playedToUs = 0;

  constructor(options: WireRigOptions) {
    this.#options = options;
    this.line = options.line;
    this.#wait = new SpanWait(options.boardTime);
    this.#link = new Link({
      clock: options.boardTime.clock,
      vocabulary: rigVocabulary,
      send: (bytes) => this.#send(bytes),
      session: options.session,
      onEvent: (event) => this.#onEvent(event),
      onText: (text) => this.#onText(text),
      onLost: () => this.#recovery.lost(),
    });
    this.#requests = new RigRequests(this.#link, () => options.boardTime.recentPauseUs);
    this.#recovery = new EventRecovery({
      link: this.#link,
      requests: this.#requests,
      needsAll: () => this.#run?.field !== undefined,
      onTrip: ({ on, report }) => this.#run?.field?.tripped(on, report),
    });
    this.#keepAlive = new KeepAlive({
      clock: options.boardTime.clock,
      isBusy: () => this.#link.busy,
      ping: () => this.#requests.send('PING', {}, () => {}),
    });
    this.#player = new SegmentPlayer(options.boardTime.clock, this.#requests);
  }

  get identity(): RigIdentity {
    if (this.#opened === undefined) throw new Error('wire rig: asked for its identity before it was open');
    const { identity } = this.#opened;
    return { ...identity, resolutionDeg: this.#run?.judge?.resolutionDeg ?? identity.resolutionDeg };
  }

  get failure(): HilError | undefined {
    return this.#requests.failure;
  }

  get busy(): boolean {
    return this.#link.busy || this.#player.playing || this.#wait.waiting;
  }

  /** Opens the session; `busy` until the rig has announced itself and `identity` is known. */
  open(): void {
    const { name, time, lineCounters } = this.#options;
    const [link, requests] = [this.#link, this.#requests];
    const bytesIn = (): number | undefined => lineCounters?.().bytesIn;
    new RigOpening({ name, time, link, requests, bytesIn }, (opened) => {
      this.#opened = opened;
    }).begin();
  }

  /** Takes bytes from the line. */
  receive(bytes: Uint8Array): void {
    this.#link.receive(bytes);
  }

  /** Takes notice of a broken line. */
  lost(why: HilError): void {
    this.#requests.fail(why);
  }

  attach(run: RigRun): void {
    const facts = this.#facts;
    const { pump, trace } = run;
    trace.declare(rigSignals);
    const rotor = followedRotor(pump);
    const perMotorStep = facts.stepsPerMotorStep(rotor.train.stepsPerRevolution);
    const field = run.sensed === undefined ? undefined : this.#fieldWatch(facts, run, run.sensed.scaleRatio);
    this.#run = {
      ...run,
      rotor,
      judge: undefined,
      field,
      perMotorStep,
      segmentEnds: run.pumpClock.lane(lane.segmentEnd),
    };
    if (pump.rotor !== undefined) this.#turnFirst(this.#run, facts);
    this.#keepAlive.begin();
  }

  get overrunDeg(): number {
    return (this.#run?.field?.overrunSteps ?? 0) * (this.#opened?.facts.stepDeg ?? 0);
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed;
  }

  get #facts(): RigFacts {
    return (this.#opened as OpenedRigFacts).facts;
  }

  /** Effective speed. With a sensed field, `auto` is real time, because a person moves the magnet. */
  #pace(run: ActiveRun): Speed {
    return run.field !== undefined && this.#speed === 'auto' ? 1 : this.#speed;
  }

  #fieldWatch(facts: RigFacts, { pump, trace, pumpClock }: RigRun, scaleRatio: number): FieldWatch {
    const lacks = (['fieldSensor', 'trip'] as const).find((one) => !facts.can(one));
    if (lacks !== undefined)
      throw fieldSensorMissing(this.#options.name, lacks === 'trip' ? 'a trip (FIELD)' : 'a field sensor');
    return new FieldWatch({
      requests: this.#requests,
      facts,
      pump,
      trace,
      inputs: pumpClock.lane(lane.sensedInput),
      scaleRatio,
      onMoved: (steps) => this.#run?.judge?.moved(steps),
      onOverrun: (steps) => this.#run?.judge?.overran(steps),
    });
  }

  prepare(limitUs: number): void {
    const run = this.#run as ActiveRun;
    const nowUs = run.pumpClock.nowUs();
    if (this.busy || limitUs <= nowUs || nowUs < this.#playedToUs) return;
    const { line } = run.rotor;
    const endUs = Math.min(
      limitUs,
      stepDueUs(line, run.pump.detector.decideAtSteps()),
      segmentEndUsMax(line, nowUs, this.#terms(run)),
    );
    const fromSteps = stepsAt(line, nowUs);
    const toSteps = stepsAt(line, endUs);
    const rigFrom = this.#rigSteps(run, fromSteps);
    const rigTo = this.#rigSteps(run, toSteps);
    if (rigFrom === rigTo) this.#standBy(run, { rigFrom, rigTo, nowUs, endUs, limitUs });
    else if (rigTo > (this.#options.rebaseSteps ?? REBASE_STEPS)) this.#rebase(rigFrom);
    else this.#play(run, { fromSteps, toSteps, rigFrom, rigTo, nowUs, endUs });
  }

  confirm(): void {
    this.#run?.judge?.confirm();
  }

  /** Halts the motor and frees the shaft in every state. A second call has no effect. */
  halt(): void {
    this.#player.drop();
    this.#wait.drop();
    this.#recovery.end();
    const wasArmed = this.#run?.field?.end() === true;
    const wasHolding = this.#run?.judge?.holding === true;
    partFromRig(this.#link, { hasFailed: this.#requests.failure !== undefined, wasArmed, wasHolding });
  }

  report(): void {
    const counters = { ...this.#link.counters, ...this.#options.lineCounters?.() };
    this.#run?.trace.event('wire.counters', counters);
  }

  async close(): Promise<void> {
    this.#keepAlive.end();
    this.#link.close();
    await this.#options.close?.();
  }

  #send(bytes: Uint8Array): void {
    this.#keepAlive.sent();
    try {
      this.#options.send(bytes);
    } catch (error) {
      if (!(error instanceof HilError)) throw error;
      this.#requests.fail(error);
    }
  }

  /** Begins to judge the shaft with its first turn, and to follow the board's sensor after it. */
  #turnFirst(run: ActiveRun, facts: RigFacts): void {
    const { rotor, perMotorStep, trace, pumpClock, allowsSlip = false } = run;
    new FirstTurn({ requests: this.#requests, facts, player: this.#player }).take((first, firstTurn) => {
      run.judge = new ShaftJudge({
        requests: this.#requests,
        facts,
        first,
        firstTurn,
        perMotorStep,
        rotor,
        trace,
        pumpUs: () => pumpClock.nowUs(),
        allowsSlip,
      });
      run.field?.arm();
    });
  }

  #rigSteps(run: ActiveRun, motorSteps: number): number {
    return timesRound(motorSteps, run.perMotorStep) - this.#baseSteps;
  }

  #rebase(rigFrom: number): void {
    this.#requests.send('ZERO', { counterSteps: 0 }, () => {
      this.#baseSteps += rigFrom;
    });
  }

  #terms(run: ActiveRun): SegmentTerms {
    const { time, boardTime } = this.#options;
    const { stepsPerSecondMax, segmentMsMax } = this.#facts;
    return {
      speed: this.#pace(run),
      stepsPerSecondMax,
      segmentMsMax,
      onTheWall: time === 'wall' || boardTime.pace === 'wall',
      isSensed: run.field !== undefined,
      perMotorStep: run.perMotorStep,
    };
  }

  /** Passes time without rig steps, in a watched run or with a sensed field. */
  #standBy(
    run: ActiveRun,
    span: { rigFrom: number; rigTo: number; nowUs: number; endUs: number; limitUs: number },
  ): void {
    const { nowUs, endUs, limitUs, rigFrom, rigTo } = span;
    const speed = this.#pace(run);
    // Steps may be due beyond the longest segment.
    if (speed !== 'auto' && endUs > nowUs && endUs < limitUs) run.segmentEnds.at(endUs, () => {});
    const { field } = run;
    if (field === undefined || speed === 'auto') {
      this.#wait.begin(nowUs, endUs, speed);
      return;
    }
    this.#playedToUs = endUs;
    field.expect();
    this.#requests.send('STAT', {}, (_reply, report) => {
      const durationMs = Math.max(1, Math.round((endUs - nowUs) / 1000 / speed));
      field.begin(report, { fromUs: nowUs, toUs: endUs, rigFrom, rigTo, durationMs });
      this.#wait.begin(nowUs, endUs, speed);
      run.segmentEnds.at(endUs, () => field.ended(report));
    });
  }

  #play(
    run: ActiveRun,
    span: { fromSteps: number; toSteps: number; rigFrom: number; rigTo: number; nowUs: number; endUs: number },
  ): void {
    const { fromSteps, toSteps, rigFrom, rigTo, nowUs, endUs } = span;
    const durationMs = segmentMs(rigTo - rigFrom, endUs - nowUs, this.#terms(run));
    this.#wait.played(endUs);
    this.#playedToUs = endUs;
    const rigSpan = { fromUs: nowUs, toUs: endUs, rigFrom, rigTo, durationMs };
    const ended = run.field === undefined ? this.#playedFree(run, rigSpan) : this.#playedSensed(run, run.field);
    run.field?.expect();
    this.#player.play(
      { fromSteps: rigFrom, toSteps: rigTo, durationMs },
      (report) => {
        run.trace.event('rig.segment', { fromSteps, toSteps, rigSteps: rigTo - rigFrom, durationMs });
        ended(report);
      },
      (report) => run.field?.begin(report, rigSpan),
    );
  }

  /** Books a segment. The hold state is constant within it, because a segment ends at any other event. */
  #playedFree(run: ActiveRun, { rigFrom, rigTo, toUs }: RigSpan): (report: ShaftReport) => void {
    const free = run.judge?.holding !== true;
    return (report) => {
      if (free) run.judge?.moved(rigTo - rigFrom);
      run.segmentEnds.at(toUs, () => run.judge?.decide(report));
    };
  }

  /** Judges a segment, unless the board held or freed the shaft in it; the next one is judged then. */
  #playedSensed(run: ActiveRun, field: FieldWatch): (report: ShaftReport) => void {
    const toUs = this.#playedToUs;
    return (report) =>
      run.segmentEnds.at(toUs, () => {
        if (field.ended(report)) run.judge?.decide(report);
      });
  }

  #onEvent(event: LinkEvent<RigVocabulary>): void {
    if (event.name === 'DONE') {
      this.#player.onDone(event.fields.toSteps, event.report);
      return;
    }
    this.#run?.trace.event('rig.event', { name: event.name, number: event.number, ...event.fields });
    const { number, report } = event;
    if (event.name === 'TRIP') this.#recovery.trip({ number, on: event.fields.on === 1, report });
    if (event.name === 'STOPPED') this.#requests.stopped(event.fields.cause);
  }

  /** Detects a restart: only a board without a session sends banners. */
  #onText(text: string): void {
    if (this.#run !== undefined && text.startsWith('# rollerloop')) this.#requests.restarted();
  }
}
