import { stepDueUs, stepsAt } from '../../firmware-sim/base/motor-line.ts';
import { timesRound } from '../../firmware-sim/base/rational.ts';
import { KeepAlive } from '../../protocol/host/keep-alive.ts';
import { Link, type LinkEvent } from '../../protocol/host/link.ts';
import { type RigVocabulary, rigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import type { BoardTime } from '../base/board-time.ts';
import { HilError } from '../base/hil-error.ts';
import { ActiveRun } from './active-run.ts';
import { EventRecovery } from './event-recovery.ts';
import { partFromRig } from './part-from-rig.ts';
import type { Rig, RigIdentity, RigRun, Speed } from './rig.ts';
import type { RigFacts } from './rig-facts.ts';
import { type OpenedRigFacts, RigOpening } from './rig-opening.ts';
import { RigRequests } from './rig-requests.ts';
import { rigSignals } from './rig-signals.ts';
import { planSpan, type SegmentTerms } from './segment-plan.ts';
import { SpanPlayer } from './span-player.ts';

/** Steps after which the counter is set to zero. Far below the wire's limit of 2e9. */
const REBASE_STEPS = 1_000_000_000;

export interface WireRigOptions {
  readonly name: string;
  readonly time: 'virtual' | 'wall';
  readonly boardTime: BoardTime;
  readonly session: number;
  readonly send: (bytes: Uint8Array) => void;
  readonly line?: Rig['line'] | undefined;
  readonly lineCounters?: () => Readonly<Record<string, number>>;
  /** Replaces `REBASE_STEPS`. Tests use small values. */
  readonly rebaseSteps?: number | undefined;
  /** Longest segment in board time, for a run that a person acts on. */
  readonly spanUsMax?: number | undefined;
  readonly close?: () => Promise<void>;
}

/** Rig behind a wire of any kind. It turns motor steps into segments, and judges the shaft by its reports. */
export class WireRig implements Rig {
  readonly line: Rig['line'];
  readonly #options: WireRigOptions;
  readonly #link: Link<RigVocabulary>;
  readonly #requests: RigRequests;
  readonly #spans: SpanPlayer;
  readonly #recovery: EventRecovery;
  readonly #keepAlive: KeepAlive;
  #opened: OpenedRigFacts | undefined;
  #run: ActiveRun | undefined;
  #speed: Speed = 'auto';
  #baseSteps = 0;
  /** Motor steps that the rig has played. A firmware under test commands steps that it could not announce. */
  #playedSteps = 0;

  constructor(options: WireRigOptions) {
    this.#options = options;
    this.line = options.line;
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
    this.#spans = new SpanPlayer(options.boardTime, this.#requests);
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
    return this.#link.busy || this.#spans.busy;
  }

  get waitsFor(): string {
    return this.#link.waitsFor ?? this.#spans.waitsFor;
  }

  /** Opens the session. `busy` until the rig has announced itself; then `identity` is known. */
  open(): void {
    const { name, time, lineCounters } = this.#options;
    const [link, requests] = [this.#link, this.#requests];
    const bytesIn = (): number | undefined => lineCounters?.().bytesIn;
    new RigOpening({ name, time, link, requests, bytesIn }, (opened) => {
      this.#opened = opened;
    }).begin();
  }

  /** Takes bytes that the line has received. */
  receive(bytes: Uint8Array): void {
    this.#link.receive(bytes);
  }

  /** Fails the rig, because its line broke. */
  lost(why: HilError): void {
    this.#requests.fail(why);
  }

  attach(run: RigRun): void {
    run.trace.declare(rigSignals);
    const { segments: player } = this.#spans;
    this.#run = new ActiveRun(run, {
      rigName: this.#options.name,
      facts: this.facts,
      requests: this.#requests,
      player,
    });
    // A rig may join a run that has already turned its motor.
    const { rotor, perMotorStep } = this.#run;
    this.#playedSteps = stepsAt(rotor.line, run.pumpClock.nowUs());
    this.#baseSteps = timesRound(this.#playedSteps, perMotorStep);
    if (run.pump.rotor !== undefined) this.#run.turnFirst();
    this.#keepAlive.begin();
  }

  get overrunDeg(): number {
    return (this.#run?.field?.overrunSteps ?? 0) * (this.#opened?.facts.stepDeg ?? 0);
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed;
  }

  /** Properties that the rig has announced. Known once it is open. */
  get facts(): RigFacts {
    return (this.#opened as OpenedRigFacts).facts;
  }

  /** Effective speed. With a sensed field, `auto` means wall speed, because a person moves the magnet. */
  #pace(run: ActiveRun): Speed {
    return run.field !== undefined && this.#speed === 'auto' ? 1 : this.#speed;
  }

  prepare(limitUs: number): void {
    const active = this.#run as ActiveRun;
    const { rotor, run } = active;
    const nowUs = run.pumpClock.nowUs();
    if (this.busy || nowUs < this.#spans.playedToUs) return;
    const fromSteps = this.#playedSteps;
    // Steps that were not announced are played at once, before any other event of this time.
    const isBehind = stepsAt(rotor.line, nowUs) > fromSteps;
    if (limitUs <= nowUs && !isBehind) return;
    const terms = this.#terms(active);
    const decidedUs = Math.min(limitUs, stepDueUs(rotor.line, run.pump.firmwarePort.decideAtSteps()));
    const untilUs = isBehind ? nowUs : decidedUs;
    const span = planSpan(rotor.line, { nowUs, fromSteps, untilUs, baseSteps: this.#baseSteps }, terms);
    if (span.rigTo <= (this.#options.rebaseSteps ?? REBASE_STEPS)) this.#playedSteps = span.toSteps;
    if (span.rigFrom === span.rigTo) this.#spans.standBy(active, span, terms, limitUs);
    else if (span.rigTo > (this.#options.rebaseSteps ?? REBASE_STEPS)) this.#rebase(span.rigFrom);
    else this.#spans.play(active, span, terms);
  }

  confirm(): void {
    this.#run?.judge?.confirm();
  }

  /** Halts the motor and frees the shaft, whatever the state. A second call has no effect. */
  halt(): void {
    this.#spans.drop();
    this.#recovery.end();
    const wasArmed = this.#run?.field?.end() === true;
    const wasHolding = this.#run?.judge?.holding === true;
    partFromRig(this.#link, { hasFailed: this.#requests.failure !== undefined, wasArmed, wasHolding });
  }

  report(): void {
    const counters = { ...this.#link.counters, ...this.#options.lineCounters?.() };
    this.#run?.run.trace.event('wire.counters', counters);
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

  #rebase(rigFrom: number): void {
    this.#requests.send('ZERO', { counterSteps: 0 }, () => {
      this.#baseSteps += rigFrom;
    });
  }

  #terms(run: ActiveRun): SegmentTerms {
    const { time, boardTime, spanUsMax } = this.#options;
    const { stepsPerSecondMax, segmentMsMax } = this.facts;
    return {
      speed: this.#pace(run),
      stepsPerSecondMax,
      segmentMsMax,
      onTheWall: time === 'wall' || boardTime.pace === 'wall',
      isSensed: run.field !== undefined,
      spanUsMax,
      perMotorStep: run.perMotorStep,
    };
  }

  #onEvent(event: LinkEvent<RigVocabulary>): void {
    if (event.name === 'DONE') {
      this.#spans.segments.onDone(event.fields.toSteps, event.report);
      return;
    }
    this.#run?.run.trace.event('rig.event', { name: event.name, number: event.number, ...event.fields });
    const { number, report } = event;
    if (event.name === 'TRIP') this.#recovery.trip({ number, on: event.fields.on === 1, report });
    if (event.name === 'SLIP') this.#run?.judge?.slipReported(event.fields.errorMilliDeg);
    if (event.name === 'STOPPED') this.#requests.stopped(event.fields.cause);
  }

  /** Detects a restart of the board: only a board without a session sends banners. */
  #onText(text: string): void {
    if (this.#run !== undefined && text.startsWith('# rollerloop')) this.#requests.restarted();
  }
}
