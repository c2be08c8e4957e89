import type { Signal } from '@preact/signals';
import type { FreeChoice } from '../lessons/free-choice.ts';
import type { LessonPlace, LessonPlayer } from '../lessons/lesson-player.ts';
import type { Player, Shown } from '../play/player.ts';
import type { MagnetHand } from '../scene/magnet-hand.ts';
import type { Language, Words } from '../texts/language.ts';
import { placeTexts } from '../texts/place-texts.ts';
import { type KeptPlace, type KeptSettings, placeIn, placeText, runText } from './kept-place.ts';
import type { TabStorage } from './tab-storage.ts';

/** Wall time after a load before the place is first written: a run that ends the tab earlier must count as a try. */
const FIRST_MS = 1000;
/**
 * Longest wall time for which a time that passes is not written. Each write adds to the work of a frame: with one a second, 99 %
 * of frames took 7.9 ms in place of 7.2.
 */
const WRITE_MS = 5000;
/** Loads that may end before they reach the kept place. A run that ends the tab must not do so for ever. */
const TRIES_MAX = 3;

/** Parts of the page that make up a place. */
export interface PlaceParts {
  readonly player: Player;
  readonly lessons: LessonPlayer;
  readonly hand: MagnetHand;
  readonly language: Signal<Language>;
  readonly isSeeThrough: Signal<boolean>;
  readonly freeChoice: Signal<FreeChoice>;
  /** Returns the version of the engine. */
  readonly version: () => string;
}

/** What the tab kept for this load of the page. */
export type Kept =
  | { readonly kind: 'none' }
  | { readonly kind: 'place'; readonly place: KeptPlace }
  | { readonly kind: 'wrong'; readonly says: Words };

/** What was written last. */
interface Written {
  /** Run, lesson and switches. Each is replaced when it changes. */
  readonly parts: readonly unknown[];
  readonly nowUs: number;
}

/**
 * Keeps the place of a class in the storage of the tab while the page is in use, so that a reload or a crash of the tab
 * returns to it.
 */
export class PlaceKeeper {
  readonly #parts: PlaceParts;
  readonly #storage: TabStorage;
  /** Fragment of the page's address. A link that replaces it is newer than the place. */
  readonly #fragment: () => string;
  #isOn = false;
  #isPending = false;
  #written: Written | undefined;
  #sinceMs = 0;
  #runOf: Shown | undefined;
  #runCount = 0;

  constructor(parts: PlaceParts, storage: TabStorage, fragment: () => string) {
    this.#parts = parts;
    this.#storage = storage;
    this.#fragment = fragment;
  }

  /**
   * Takes what the tab kept, and restores the settings of the page. Without `mayPlay` the place is paused: a rig would turn
   * before the user looks.
   */
  take({ mayPlay }: { readonly mayPlay: boolean }): Kept {
    const stored = this.#storage.stored();
    if (stored === undefined) return { kind: 'none' };
    const read = placeIn(stored);
    this.#restore(read.ok ? read.place.settings : read.settings);
    if (stored.fragment !== this.#fragment()) return { kind: 'none' };
    if (stored.isTooLarge) return { kind: 'wrong', says: placeTexts.tooLarge };
    if (!read.ok) return { kind: 'wrong', says: read.says };
    if (stored.tries >= TRIES_MAX) return { kind: 'wrong', says: placeTexts.neverReached(stored.tries) };
    this.#storage.setTries(stored.tries + 1);
    return { kind: 'place', place: { ...read.place, isPlaying: read.place.isPlaying && mayPlay } };
  }

  /** Begins to keep the place. Before that, the kept one must not be overwritten. */
  begin(): void {
    this.#isOn = true;
    this.#written = this.#now();
    this.#sinceMs = 0;
  }

  /** Writes the place a frame after it has changed, and its time every five seconds. Called after each frame. */
  tick(elapsedMs: number): void {
    if (!this.#isOn) return;
    this.#sinceMs += elapsedMs;
    const [now, before] = [this.#now(), this.#written];
    const hasChanged = now.parts.some((part, index) => part !== before?.parts[index]);
    const isFirst = this.#runOf === undefined;
    const isDue = this.#sinceMs >= (isFirst ? FIRST_MS : WRITE_MS) && (isFirst || now.nowUs !== before?.nowUs);
    // The frame that shows a new run has enough to do: the next one writes it.
    if (this.#isPending) this.write();
    else this.#isPending = hasChanged || isDue;
  }

  /** Writes the place at once. */
  write(): void {
    const { player, lessons } = this.#parts;
    const [shown, lesson] = [player.shown.peek(), lessons.place.peek()];
    if (!this.#isOn || shown === undefined || lesson === undefined) return;
    this.#written = this.#now();
    this.#sinceMs = 0;
    this.#isPending = false;
    const place = this.#place(shown, lesson);
    if (this.#runOf !== shown) {
      this.#runOf = shown;
      this.#runCount += 1;
      this.#storage.setRun(this.#runCount, runText(place.moment));
    }
    this.#storage.setPlace(this.#runCount, placeText(place), this.#fragment());
  }

  #restore(settings: KeptSettings | undefined): void {
    if (settings === undefined) return;
    const { language, isSeeThrough, freeChoice } = this.#parts;
    language.value = settings.language;
    isSeeThrough.value = settings.isSeeThrough;
    freeChoice.value = settings.choice;
  }

  #now(): Written {
    const { player, lessons, hand, language, isSeeThrough, freeChoice } = this.#parts;
    const switches = [player.isPlaying, player.speed, hand.isFlat, language, isSeeThrough, freeChoice];
    const parts = [player.shown, lessons.place, ...switches].map((one) => one.peek());
    return { parts, nowUs: player.nowUs.peek() };
  }

  #place({ plan, summary }: Shown, progress: LessonPlace): KeptPlace {
    const { player, hand, language, isSeeThrough, freeChoice, version } = this.#parts;
    const atUs = Math.round(player.nowUs.peek());
    // A trace that was cut has no fingerprint: its run differs from every other.
    const fingerprint = summary.fingerprint || '0'.repeat(64);
    return {
      ...progress,
      moment: { plan, atUs, version: version(), fingerprint },
      seenUs: Math.round(player.seenUs.peek()),
      isPlaying: player.isPlaying.peek(),
      speed: player.speed.peek(),
      isMagnetFlat: hand.isFlat.peek(),
      settings: { language: language.peek(), isSeeThrough: isSeeThrough.peek(), choice: freeChoice.peek() },
    };
  }
}
