import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { EngineClient, NotRun, Ran } from '../engine/engine-client.ts';
import type { AddedEntry, RunFacts, RunPlan, RunSummary, TextProblem } from '../engine/messages.ts';
import type { Said } from '../texts/language.ts';
import { branchInputs } from './branch-inputs.ts';
import { keptProduct } from './kept-product.ts';
import { type Moment, momentAt } from './moment.ts';
import { RunTrace } from './run-trace.ts';

/** Longest wall time that one frame advances: a tab that slept continues where it stopped. */
const FRAME_MS_MAX = 100;
/** Wall time between two changes of numbers and texts. */
const WRITE_MS = 100;
/** Pump time that an open-ended run has ahead of the shown moment. */
const HORIZON_US = 300e6;
const US_PER_MS = 1000;

export type Entry = AddedEntry['entry'];

/** A run with the plan that it came from. */
export interface Shown {
  readonly plan: RunPlan;
  readonly facts: RunFacts;
  readonly trace: RunTrace;
  readonly summary: RunSummary;
}

/** Problem of the last load or action. The shown run stays. */
export interface Trouble {
  readonly message: Said;
  readonly problems: readonly TextProblem[];
  /** The run is shown, and the message says what differs. */
  readonly isNote?: boolean;
  /** The run is shown, although its pump refuses an entry of the scenario. */
  readonly isRefused?: boolean;
  /** The link of the page was wrong, and the first lesson was opened instead. */
  readonly isOfLink?: boolean;
}

/** A rig that follows play. */
export interface LivePacer {
  /** Pump time that play may show after `elapsedMs` more of wall time. */
  reachUs(elapsedMs: number): number;
  /** Carries entries out on the rig's run. Resolves with false if they did not act. */
  act(entries: readonly Entry[]): Promise<boolean>;
}

/** Plays a run, and runs it again with each action of the user. */
export class Player {
  readonly shown: Signal<Shown | undefined> = signal(undefined);
  readonly nowUs: Signal<number> = signal(0);
  /** Shown time for numbers and texts. While the run plays it advances ten times a second, so that they can be read. */
  readonly calmUs: ReadonlySignal<number>;
  /** Latest time of this run that was shown. Later events must not be revealed to the class. */
  readonly seenUs: Signal<number> = signal(0);
  readonly isPlaying: Signal<boolean> = signal(false);
  /** Pump seconds per second. */
  readonly speed: Signal<number> = signal(1);
  readonly trouble: Signal<Trouble | undefined> = signal(undefined);
  /** Share of a run under way; undefined while none takes longer than 200 ms. */
  readonly progress: Signal<number | undefined> = signal(undefined);
  readonly moment: ReadonlySignal<Moment | undefined>;
  /** The moment at `calmUs`. */
  readonly calmMoment: ReadonlySignal<Moment | undefined>;
  /** Pump time that play does not pass: that of the next caption while the current one is being read. */
  readonly holdUs: Signal<number> = signal(Number.POSITIVE_INFINITY);
  /** Set while a rig follows. The rig then sets the pace and decides when entries act. */
  live: LivePacer | undefined;
  readonly #engine: EngineClient;
  #plan: RunPlan | undefined;
  #isOpen = false;
  #running = 0;
  readonly #writtenUs: Signal<number> = signal(0);
  #unwrittenMs = 0;

  constructor(engine: EngineClient) {
    this.#engine = engine;
    const at = (atUs: () => number) =>
      computed(() => {
        const shown = this.shown.value;
        return shown === undefined ? undefined : momentAt(shown.trace, shown.facts.product, atUs());
      });
    this.calmUs = computed(() => (this.isPlaying.value ? this.#writtenUs.value : this.nowUs.value));
    this.moment = at(() => this.nowUs.value);
    this.calmMoment = at(() => this.calmUs.value);
  }

  /** Loads a plan and shows its beginning. A run without an end is simulated further while it plays. */
  async load(plan: RunPlan, options: { readonly isOpen?: boolean; readonly atUs?: number } = {}): Promise<boolean> {
    const isOpen = options.isOpen ?? false;
    const atUs = options.atUs ?? 0;
    // A plan that reaches beyond the shown moment runs as it is: its fingerprint is then that of the same plan elsewhere.
    const isShort = isOpen && (plan.untilUs ?? 0) <= atUs;
    const full = isShort ? { ...plan, untilUs: atUs + HORIZON_US } : plan;
    return this.#run(full, () => {
      this.#isOpen = isOpen;
      // A link may name a time after the end of its run.
      const shownUs = Math.min(atUs, this.shown.value?.trace.endUs ?? 0);
      this.trouble.value = undefined;
      this.#moveTo(shownUs);
      this.seenUs.value = shownUs;
      this.isPlaying.value = false;
      this.#sayRefused();
    });
  }

  /** Says which entries of the scenario the pump refuses, as the command line does. */
  #sayRefused(): void {
    const refused = this.shown.value?.summary.refusals.flatMap(({ unexpected }) => unexpected ?? []) ?? [];
    if (refused.length > 0) this.trouble.value = { message: refused.join('\n'), problems: [], isRefused: true };
  }

  /** Shows a run that this page did not simulate, such as a kept trace. An action on it runs its plan. */
  showGiven(shown: Shown): void {
    this.#plan = shown.plan;
    batch(() => {
      this.#isOpen = false;
      this.trouble.value = undefined;
      this.shown.value = shown;
      this.#moveTo(0);
      this.seenUs.value = 0;
      this.isPlaying.value = false;
    });
  }

  /** Carries an entry out at the shown moment. Later entries of the user are dropped: this is another branch. */
  act(...entries: readonly Entry[]): Promise<boolean> {
    if (this.live !== undefined) return this.live.act(entries);
    return this.actAt(Math.ceil(this.nowUs.value / US_PER_MS) * US_PER_MS, entries);
  }

  /** Carries entries out at a time; later entries of the user are dropped. */
  actAt(atUs: number, entries: readonly Entry[]): Promise<boolean> {
    const plan = this.#plan;
    if (plan === undefined) return Promise.resolve(false);
    const inputs = branchInputs(plan.inputs, atUs, entries);
    const endUs = this.shown.value?.trace.endUs ?? 0;
    return this.#run({ ...plan, inputs, untilUs: Math.max(endUs, atUs + HORIZON_US) }, () => {
      this.trouble.value = undefined;
      this.seenUs.value = Math.min(this.seenUs.value, this.nowUs.value);
    });
  }

  /** Advances by wall time. Called before each picture. */
  tick(elapsedMs: number): void {
    const shown = this.shown.peek();
    if (shown === undefined || !this.isPlaying.peek()) return;
    const advancedUs = Math.min(elapsedMs, FRAME_MS_MAX) * US_PER_MS * this.speed.peek();
    const endUs = shown.trace.endUs;
    const wantedUs = this.live?.reachUs(elapsedMs) ?? this.nowUs.peek() + advancedUs;
    const nextUs = Math.max(this.nowUs.peek(), Math.min(wantedUs, endUs, this.holdUs.peek()));
    this.#unwrittenMs += elapsedMs;
    batch(() => {
      this.#moveTo(nextUs, this.#unwrittenMs >= WRITE_MS);
      if (nextUs >= endUs && !this.#isOpen) this.isPlaying.value = false;
    });
    if (this.#isOpen && endUs - nextUs < (HORIZON_US * Math.max(1, this.speed.peek() / 60)) / 2) this.#extend(nextUs);
  }

  seek(atUs: number): void {
    this.#moveTo(Math.min(Math.max(0, Math.round(atUs)), this.shown.value?.trace.endUs ?? 0));
  }

  /** Advances pump time at once. A run without an end is simulated further for this. */
  async wait(spanUs: number): Promise<void> {
    const plan = this.#plan;
    if (plan === undefined) return;
    const atUs = this.nowUs.value + spanUs;
    const isShort = atUs > (this.shown.value?.trace.endUs ?? 0) && this.#isOpen;
    if (!isShort || (await this.#run({ ...plan, untilUs: Math.round(atUs) + HORIZON_US }, () => {}))) this.seek(atUs);
  }

  /** Time of the next event after the shown moment that `counts`; undefined without one. */
  nextEventUs(counts: (name: string) => boolean): number | undefined {
    const trace = this.shown.value?.trace;
    return trace?.events.find(({ t, e }) => t > this.nowUs.value && counts(e))?.t;
  }

  previousEventUs(counts: (name: string) => boolean): number | undefined {
    const trace = this.shown.value?.trace;
    return trace?.events.findLast(({ t, e }) => t < this.nowUs.value && counts(e))?.t;
  }

  /** Plan of the shown run, with all that the user did. */
  get plan(): RunPlan | undefined {
    return this.#plan;
  }

  #moveTo(atUs: number, isWritten = true): void {
    this.nowUs.value = atUs;
    if (isWritten) {
      this.#writtenUs.value = atUs;
      this.#unwrittenMs = 0;
    }
    this.seenUs.value = Math.max(this.seenUs.value, atUs);
  }

  #extend(nowUs: number): void {
    if (this.#running > 0 || this.#plan === undefined) return;
    const aheadUs = HORIZON_US * Math.max(1, this.speed.peek() / 60);
    void this.#run({ ...this.#plan, untilUs: nowUs + 2 * aheadUs }, () => {});
  }

  async #run(plan: RunPlan, onShown: () => void): Promise<boolean> {
    const before = this.#plan;
    this.#plan = plan;
    this.#running += 1;
    const outcome = await this.#engine.run(plan, (atUs, endUs) => {
      this.progress.value = endUs === undefined || endUs === 0 ? 0 : atUs / endUs;
    });
    this.#running -= 1;
    if (this.#plan !== plan) return false;
    batch(() => {
      this.progress.value = undefined;
      if (outcome.kind === 'ran') this.#show(plan, outcome, onShown);
      else this.#keep(before, outcome);
    });
    return outcome.kind === 'ran';
  }

  #show(plan: RunPlan, { facts, records, summary }: Ran, onShown: () => void): void {
    const product = keptProduct(this.shown.value?.facts.product, facts.product);
    this.shown.value = { plan, facts: { ...facts, product }, trace: new RunTrace(records, summary.endUs), summary };
    onShown();
  }

  #keep(before: RunPlan | undefined, outcome: NotRun): void {
    this.#plan = before;
    if (outcome.kind === 'cancelled') return;
    const problems = outcome.kind === 'problems' ? outcome.problems : [];
    this.trouble.value = { message: wordsOf(outcome), problems };
  }
}

/** Returns what is said of a run that did not take place. */
function wordsOf(outcome: Exclude<NotRun, { readonly kind: 'cancelled' }>): Said {
  if (outcome.kind === 'problems') return outcome.problems.map(({ says }) => says).join('\n');
  const { message, hint } = outcome;
  return typeof message === 'string' && hint !== undefined ? `${message} ${hint}` : message;
}
