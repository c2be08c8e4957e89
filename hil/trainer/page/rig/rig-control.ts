import { batch, type Signal, signal } from '@preact/signals';
import type { EngineClient } from '../engine/engine-client.ts';
import type { AddedEntry, ScenarioSource } from '../engine/messages.ts';
import type { FollowingRig, RigPace, RigReply } from '../engine/rig-messages.ts';
import type { LivePacer, Player } from '../play/player.ts';
import { connectionTexts } from '../texts/connection-texts.ts';
import { reasonOf, type Said, saidIn } from '../texts/language.ts';
import type { RigPort } from './rig-port.ts';
import type { SerialLike } from './serial-port.ts';
import { openSerialRigPort } from './serial-rig-port.ts';

const US_PER_MS = 1000;
/** Length in seconds of the pieces that a rig plays. Play may show a piece before the rig has reported its end. */
const SPAN_MS_MAX = 200;

type Entry = AddedEntry['entry'];

/** State of the rig, as the page shows it. */
export type RigState =
  | { readonly kind: 'none' }
  | { readonly kind: 'opening' }
  /** The shaft turns by this angle to reach the rotor's angle. */
  | { readonly kind: 'aligning'; readonly turnsDeg: number }
  | { readonly kind: 'following' }
  /** The rig stands: the page shows the past, or another run. */
  | { readonly kind: 'detached' }
  | { readonly kind: 'lost'; readonly why: Said };

/** Latest readings of the rig. */
export interface RigReadings {
  readonly shaftDeg: number | undefined;
  readonly fieldMt: number | undefined;
}

/** Lets a rig follow live play. Rewinding detaches it; back at the latest moment it aligns and follows again. */
export class RigControl implements LivePacer {
  readonly state: Signal<RigState> = signal({ kind: 'none' });
  readonly rig: Signal<FollowingRig | undefined> = signal(undefined);
  /** Name of the way to the rig. */
  readonly title: Signal<Said> = signal('');
  readonly readings: Signal<RigReadings> = signal({ shaftDeg: undefined, fieldMt: undefined });
  /** True if the bytes of the rig pass through the page, which must not stand still then. */
  readonly isByPage: Signal<boolean> = signal(false);
  /** Problem with the choice of a port. */
  readonly trouble: Signal<Said | undefined> = signal(undefined);
  /** Rig that another page drives and this one watches. */
  readonly watched: Signal<string | undefined> = signal(undefined);
  /** Rig that no page drives any more since its driver left. This page may drive it. */
  readonly undriven: Signal<string | undefined> = signal(undefined);
  /** Connects to the server's rig again; undefined in a page without a server. */
  reconnect: (() => Promise<void>) | undefined;
  /** Tells pages that watch what this one plays. */
  sharer: { tick(elapsedMs: number): void } | undefined;
  readonly #engine: EngineClient;
  readonly #player: Player;
  readonly #asked = new Map<number, (hasActed: boolean) => void>();
  #port: RigPort | undefined;
  /** Why the port of the present run is gone. The Worker repeats it in English alone. */
  #goneBecause: Said | undefined;
  /** Port that is closed once its rig has been halted. */
  #closing: RigPort | undefined;
  #source: ScenarioSource | undefined;
  #askedCount = 0;
  #serialCount = 0;
  /** Number of the run that the rig was asked to follow last. */
  #run = 0;
  /** Pump time that the rig has reported. */
  #liveUs = 0;
  /** Moment that the page showed after its latest frame. */
  #shownUs = 0;
  #sent: RigPace = { speed: 0, limitUs: 0 };
  #leftAtDeg: number | undefined;
  #resumes = false;

  constructor(engine: EngineClient, player: Player) {
    this.#engine = engine;
    this.#player = player;
    engine.onRig = (reply) => this.#hear(reply);
  }

  get isFollowing(): boolean {
    return this.state.peek().kind === 'following';
  }

  /** Fastest speed that may be chosen; infinite without a rig that follows. */
  get speedMax(): number {
    const isConnected = ['aligning', 'following', 'detached'].includes(this.state.value.kind);
    return isConnected ? Math.max(1, this.rig.value?.speedMax ?? 1) : Number.POSITIVE_INFINITY;
  }

  /** Lets the user choose a serial port, and connects to its rig. */
  async connectSerial(web: SerialLike): Promise<void> {
    this.trouble.value = undefined;
    this.#serialCount += 1;
    try {
      const port = await openSerialRigPort(web, this.#engine, this.#serialCount);
      if (port !== undefined) this.connect(port);
    } catch (error) {
      this.trouble.value = connectionTexts.serialRefused(reasonOf(error));
    }
  }

  /**
   * Connects the page to a port, and lets its rig follow from the shown moment. With `waitsForPlay` the shaft of a paused page
   * stands until the user plays: the page has connected by itself.
   */
  connect(port: RigPort, { waitsForPlay = false }: { readonly waitsForPlay?: boolean } = {}): void {
    this.#port = port;
    this.title.value = port.title;
    this.isByPage.value = port.via === 'page';
    this.#goneBecause = undefined;
    this.#leftAtDeg = undefined;
    port.onBytes = (bytes) => this.#engine.toRig({ kind: 'rig bytes', bytes });
    port.onClosed = (why) => this.#portGone(why);
    if (waitsForPlay && !this.#player.isPlaying.peek()) this.state.value = { kind: 'detached' };
    else this.follow();
  }

  /** Lets the rig follow from the shown moment. Play waits until the shaft is aligned. */
  follow(): void {
    const { plan, shown, isPlaying, nowUs, speed } = this.#player;
    const port = this.#port;
    if (port === undefined) return;
    if (plan === undefined || shown.peek()?.plan.source !== plan.source) {
      // The run is not ready: the rig follows as soon as it plays.
      this.state.value = { kind: 'detached' };
      return;
    }
    const atUs = Math.ceil(nowUs.peek() / US_PER_MS) * US_PER_MS;
    this.#resumes = isPlaying.peek();
    this.#source = plan.source;
    this.#liveUs = atUs;
    this.#sent = { speed: speed.peek(), limitUs: atUs };
    batch(() => {
      this.state.value = { kind: 'opening' };
      isPlaying.value = false;
      this.#player.seek(atUs);
    });
    this.#shownUs = nowUs.peek();
    const leftAtDeg = this.#leftAtDeg;
    this.#run += 1;
    const [line, via, pace, run] = [port.name, port.via, this.#sent, this.#run];
    this.#engine.toRig({ kind: 'rig follow', plan, atUs, line, pace, leftAtDeg, run, via });
  }

  /** Halts the rig and frees its port. The run stays as it is. */
  async disconnect(): Promise<void> {
    const port = this.#port;
    this.#port = undefined;
    this.#end({ kind: 'none' });
    this.#engine.toRig({ kind: 'rig leave' });
    // The halt is still being sent. Closing the port at once would cut it off.
    this.#closing = port;
  }

  /** Looks before each frame whether the page still shows live play. */
  before(): void {
    const { player, kind } = { player: this.#player, kind: this.state.peek().kind };
    if (kind === 'detached' && player.isPlaying.peek() && player.nowUs.peek() >= this.#edgeUs()) this.follow();
    if (kind !== 'following' && kind !== 'aligning' && kind !== 'opening') return;
    const isElsewhere = player.nowUs.peek() !== this.#shownUs || player.plan?.source !== this.#source;
    if (isElsewhere) this.#detach();
  }

  /** Tells the Worker after each frame how far and how fast the rig may go. */
  after(elapsedMs: number): void {
    this.sharer?.tick(elapsedMs);
    const { nowUs, isPlaying, holdUs, shown, speed } = this.#player;
    this.#shownUs = nowUs.peek();
    if (this.state.peek().kind !== 'following') return;
    if (speed.peek() > this.speedMax) speed.value = Math.floor(this.speedMax);
    const endUs = shown.peek()?.trace.endUs ?? 0;
    const limitUs = isPlaying.peek() ? Math.min(holdUs.peek(), endUs) : this.#shownUs;
    const pace = { speed: speed.peek(), limitUs };
    if (pace.speed === this.#sent.speed && pace.limitUs === this.#sent.limitUs) return;
    this.#sent = pace;
    this.#engine.toRig({ kind: 'rig pace', pace });
  }

  reachUs(elapsedMs: number): number {
    const usPerMs = US_PER_MS * this.#player.speed.peek();
    const onUs = this.#player.nowUs.peek() + elapsedMs * usPerMs;
    return Math.max(this.#liveUs, Math.min(onUs, this.#liveUs + SPAN_MS_MAX * usPerMs));
  }

  act(entries: readonly Entry[]): Promise<boolean> {
    this.#askedCount += 1;
    const id = this.#askedCount;
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#engine.toRig({ kind: 'rig act', id, entries });
    });
  }

  #hear(reply: RigReply): void {
    switch (reply.kind) {
      case 'rig bytes':
        (this.#port ?? this.#closing)?.send(reply.bytes);
        return;
      case 'rig refused':
        this.#player.trouble.value = { message: reply.why, problems: [] };
        this.#answer(reply.id, false);
        return;
      case 'rig left':
        void this.#closing?.close();
        this.#closing = undefined;
        return;
      default:
        // News of an earlier run may still be under way after the page has left it.
        if (reply.run === this.#run) this.#hearOfRun(reply);
    }
  }

  #hearOfRun(reply: Exclude<RigReply, { readonly kind: 'rig bytes' | 'rig refused' | 'rig left' }>): void {
    switch (reply.kind) {
      case 'rig aligning':
        if (this.state.peek().kind !== 'opening') return;
        this.rig.value = reply.rig;
        this.state.value = { kind: 'aligning', turnsDeg: reply.turnsDeg };
        return;
      case 'rig following':
        if (this.state.peek().kind === 'aligning') this.#begin();
        return;
      case 'rig at':
        this.#at(reply);
        return;
      case 'rig acted':
        void this.#acted(reply);
        return;
      case 'rig lost':
        this.#lost(this.#goneBecause ?? [reply.message, reply.hint ?? ''].join(' ').trim());
    }
  }

  #begin(): void {
    batch(() => {
      this.state.value = { kind: 'following' };
      this.#player.live = this;
      this.#player.isPlaying.value = this.#resumes;
    });
  }

  #at({ pumpUs, rotorDeg, shaftDeg, fieldMt }: Extract<RigReply, { readonly kind: 'rig at' }>): void {
    if (!this.isFollowing) return;
    this.#liveUs = pumpUs;
    this.#leftAtDeg = rotorDeg;
    this.readings.value = { shaftDeg, fieldMt };
    const { isPlaying, nowUs } = this.#player;
    if (isPlaying.peek() || nowUs.peek() !== this.#shownUs || pumpUs <= this.#shownUs) return;
    // The rig has ended its segment after the pause.
    this.#player.seek(pumpUs);
    this.#shownUs = nowUs.peek();
  }

  async #acted({ id, atUs, entries }: Extract<RigReply, { readonly kind: 'rig acted' }>): Promise<void> {
    const hasRun = this.isFollowing && (await this.#player.actAt(atUs, entries));
    if (id !== undefined) this.#answer(id, hasRun);
  }

  #answer(id: number, hasActed: boolean): void {
    this.#asked.get(id)?.(hasActed);
    this.#asked.delete(id);
  }

  #detach(): void {
    this.#end({ kind: 'detached' });
    this.#engine.toRig({ kind: 'rig leave' });
  }

  /** Moment from which the page shows live play again. A new run is live from its start. */
  #edgeUs(): number {
    return this.#player.plan?.source === this.#source ? this.#liveUs : 0;
  }

  #portGone(why: Said): void {
    this.#port = undefined;
    this.#goneBecause = why;
    if (this.state.peek().kind === 'detached') this.#lost(why);
    this.#engine.toRig({ kind: 'rig closed', why: saidIn(why, 'en').text });
  }

  #lost(why: Said): void {
    if (this.state.peek().kind === 'none' || this.state.peek().kind === 'lost') return;
    this.#end({ kind: 'lost', why });
    this.#player.isPlaying.value = false;
    void this.#port?.close();
    this.#port = undefined;
  }

  #end(state: RigState): void {
    this.#player.live = undefined;
    for (const id of [...this.#asked.keys()]) this.#answer(id, false);
    batch(() => {
      this.state.value = state;
      this.readings.value = { shaftDeg: undefined, fieldMt: undefined };
    });
  }
}
