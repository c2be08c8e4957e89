import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Player } from '../play/player.ts';
import type { Language } from '../texts/language.ts';
import { cueTimes } from './cue-times.ts';
import type { Cue, Lesson, LessonPart } from './lesson.ts';

/** Wall time for which a caption stays before play may pass the next one. */
const READ_MS_MIN = 2500;
const READ_MS_PER_CHARACTER = 45;
/** Recorded if a class goes on without an answer. */
const UNANSWERED = -1;

/** Progress of a class in a lesson. */
export interface LessonPlace {
  readonly lesson: Lesson;
  readonly partIndex: number;
  readonly cueIndex: number;
  /** Chosen answers by the id of their cue. */
  readonly answers: Readonly<Record<string, number>>;
}

/**
 * Guides a class through a lesson: shows captions when their events occur, sets the pace, and pauses at the question.
 */
export class LessonPlayer {
  readonly place: Signal<LessonPlace | undefined> = signal(undefined);
  readonly cue: ReadonlySignal<Cue | undefined>;
  /** True while the caption tells what is hidden without see-through. */
  readonly isCaptionHidden: ReadonlySignal<boolean>;
  /** Share of the reading time of the caption that has passed. */
  readonly readShare: Signal<number> = signal(1);
  /** True while play waits for an answer. */
  readonly isAsking: ReadonlySignal<boolean>;
  readonly #player: Player;
  readonly #language: ReadonlySignal<Language>;
  readonly #times: ReadonlySignal<readonly (number | undefined)[]>;
  #readMs = 0;

  constructor(player: Player, language: ReadonlySignal<Language>, isSeeThrough: ReadonlySignal<boolean>) {
    this.#player = player;
    this.#language = language;
    this.cue = computed(() => partOf(this.place.value)?.cues[this.place.value?.cueIndex ?? 0]);
    this.isCaptionHidden = computed(() => this.cue.value?.isTruth === true && !isSeeThrough.value);
    this.isAsking = computed(() => {
      const cue = this.cue.value;
      return cue?.predict !== undefined && this.place.value?.answers[cue.id] === undefined;
    });
    this.#times = computed(() => {
      const trace = player.shown.value?.trace;
      const cues = partOf(this.place.value)?.cues ?? [];
      return trace === undefined ? [] : cueTimes(cues, trace);
    });
  }

  /** Times of the cues of this part; undefined for a cue whose event has not occurred. */
  get times(): readonly (number | undefined)[] {
    return this.#times.value;
  }

  get part(): LessonPart | undefined {
    return partOf(this.place.value);
  }

  async open(lesson: Lesson, partIndex = 0): Promise<void> {
    const part = lesson.parts[partIndex];
    if (part === undefined) return;
    const plan = { source: part.source, seed: 1, inputs: [] };
    const isLoaded = await this.#player.load(plan, { isOpen: part.isOpen ?? false });
    if (!isLoaded) return;
    batch(() => {
      this.place.value = { lesson, partIndex, cueIndex: 0, answers: {} };
      this.#enter();
    });
  }

  /** Enters a lesson whose run is already shown, at the shown moment. */
  enter(lesson: Lesson): void {
    const isPlaying = this.#player.nowUs.value === 0;
    batch(() => {
      this.place.value = { lesson, partIndex: 0, cueIndex: 0, answers: {} };
      this.#enter();
      this.#player.isPlaying.value = isPlaying;
    });
  }

  /** Returns to a place in a lesson whose run is already shown. Its caption may be read again. */
  resume(place: LessonPlace): void {
    batch(() => {
      this.place.value = place;
      this.#readMs = 0;
      this.readShare.value = 0;
      this.#hold();
    });
  }

  /** Follows the player. Called before each picture, after the player. */
  tick(elapsedMs: number): void {
    const place = this.place.peek();
    const cue = this.cue.peek();
    if (place === undefined || cue === undefined) return;
    this.#readMs += Math.min(elapsedMs, 100);
    const neededMs = Math.max(READ_MS_MIN, cue.says[this.#language.peek()].length * READ_MS_PER_CHARACTER);
    this.readShare.value = Math.min(1, this.#readMs / neededMs);
    const nextUs = this.#times.peek()[place.cueIndex + 1];
    const isRead = (this.#readMs >= neededMs || this.#isByUser(place)) && !this.isAsking.peek();
    if (nextUs !== undefined && isRead && this.#player.nowUs.peek() >= nextUs) this.#go(place.cueIndex + 1);
    else this.#hold();
  }

  /** Takes the answer to the question of the shown caption. Play goes on. */
  answer(choice: number): void {
    this.#keepAnswer(choice);
    this.#player.isPlaying.value = true;
    this.#hold();
  }

  /** Goes to the next cue, or to the next part behind the last one. Executes the actions that the cue waits for. */
  async next(): Promise<void> {
    const place = this.place.value;
    if (place === undefined) return;
    if (this.isAsking.value) this.#keepAnswer(UNANSWERED);
    const next = this.part?.cues[place.cueIndex + 1];
    if (next === undefined) return this.open(place.lesson, place.partIndex + 1);
    const atUs = this.#times.value[place.cueIndex + 1];
    if (atUs !== undefined) this.#jump(place.cueIndex + 1, atUs);
    else if (next.act !== undefined) {
      await this.#player.act(...next.act);
      this.#player.isPlaying.value = true;
      this.#readMs = Number.POSITIVE_INFINITY;
    }
  }

  async previous(): Promise<void> {
    const place = this.place.value;
    if (place === undefined) return;
    if (place.cueIndex === 0) return place.partIndex > 0 ? this.open(place.lesson, place.partIndex - 1) : undefined;
    this.#jump(place.cueIndex - 1, this.#times.value[place.cueIndex - 1] ?? 0);
  }

  /** Shows the caption of the moment that the user has sought. */
  follow(): void {
    const place = this.place.value;
    if (place === undefined) return;
    const atUs = this.#player.nowUs.value;
    const index = this.#times.value.findLastIndex((timeUs) => timeUs !== undefined && timeUs <= atUs);
    this.place.value = { ...place, cueIndex: Math.max(0, index) };
    this.#readMs = Number.POSITIVE_INFINITY;
    this.#hold();
  }

  #keepAnswer(choice: number): void {
    const place = this.place.value;
    const cue = this.cue.value;
    if (place === undefined || cue === undefined) return;
    this.place.value = { ...place, answers: { ...place.answers, [cue.id]: choice } };
  }

  /** True if the next caption follows an action of the user. It then does not wait until the current one is read. */
  #isByUser({ cueIndex }: LessonPlace): boolean {
    return this.part?.cues[cueIndex + 1]?.act !== undefined;
  }

  #jump(cueIndex: number, atUs: number): void {
    batch(() => {
      this.#player.seek(atUs);
      this.#go(cueIndex);
    });
  }

  #go(cueIndex: number): void {
    const place = this.place.peek();
    if (place === undefined) return;
    batch(() => {
      this.place.value = { ...place, cueIndex };
      this.#enter();
    });
  }

  #enter(): void {
    this.#readMs = 0;
    this.readShare.value = 0;
    const speed = this.cue.peek()?.speed;
    if (speed !== undefined) this.#player.speed.value = speed;
    this.#player.isPlaying.value = !this.isAsking.peek();
    this.#hold();
  }

  /** Play does not pass the next caption while the current one is being read or asks a question. */
  #hold(): void {
    const place = this.place.peek();
    if (place === undefined) return;
    const nextUs = this.#times.peek()[place.cueIndex + 1];
    this.#player.holdUs.value = nextUs ?? Number.POSITIVE_INFINITY;
  }
}

function partOf(place: LessonPlace | undefined): LessonPart | undefined {
  return place?.lesson.parts[place.partIndex];
}
