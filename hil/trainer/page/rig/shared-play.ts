import type { RunPlan } from '../engine/messages.ts';
import type { LessonPlayer } from '../lessons/lesson-player.ts';
import { ownRun } from '../lessons/own-run.ts';
import type { Player } from '../play/player.ts';

/** Largest distance in seconds of wall time between a watcher's page and the driver's. */
const APART_S_MAX = 0.5;
const SHARE_MS = 1000;
const US_PER_S = 1e6;
const fromDriver = {
  en: 'Another page drives the rig. This page shows its run.',
  de: 'Eine andere Seite steuert den Prüfstand. Diese Seite zeigt ihren Verlauf.',
};

/** What the driver's page plays. Pages that watch run the plan themselves. */
interface SharedPlay {
  readonly kind: 'play';
  readonly plan: RunPlan;
  readonly atUs: number;
  readonly isPlaying: boolean;
  readonly speed: number;
}

/** Tells watchers what the driver's page plays: at each change, and once a second. */
export class PlaySharer {
  readonly #player: Player;
  readonly #share: (text: string) => void;
  #told: SharedPlay | undefined;
  #sinceMs = 0;

  constructor(player: Player, share: (text: string) => void) {
    this.#player = player;
    this.#share = share;
  }

  tick(elapsedMs: number): void {
    const { plan, nowUs, isPlaying, speed } = this.#player;
    if (plan === undefined) return;
    this.#sinceMs += elapsedMs;
    const now: SharedPlay = {
      kind: 'play',
      plan,
      atUs: Math.round(nowUs.peek()),
      isPlaying: isPlaying.peek(),
      speed: speed.peek(),
    };
    const told = this.#told;
    const hasChanged = told?.plan !== plan || told.isPlaying !== now.isPlaying || told.speed !== now.speed;
    if (!hasChanged && this.#sinceMs < SHARE_MS) return;
    this.#told = now;
    this.#sinceMs = 0;
    this.#share(JSON.stringify(now));
  }
}

/** Plays what the driver's page plays. */
export class PlayWatcher {
  readonly #player: Player;
  readonly #lessons: LessonPlayer;
  #planText = '';
  #isLoading = false;
  #hasDriver = false;

  constructor(player: Player, lessons: LessonPlayer) {
    this.#player = player;
    this.#lessons = lessons;
  }

  /** Stops: the driver has left, or this page has. A plan that still loads does not play then. */
  end(): void {
    this.#hasDriver = false;
    this.#player.isPlaying.value = false;
  }

  /** Takes a text of the driver. A plan that cannot run is reported like any other problem. */
  async take(text: string): Promise<void> {
    const shared = JSON.parse(text) as Partial<SharedPlay>;
    const { kind, plan, atUs, speed, isPlaying } = shared;
    if (kind !== 'play' || plan === undefined || typeof atUs !== 'number' || this.#isLoading) return;
    this.#hasDriver = true;
    const player = this.#player;
    const { untilUs: _until, ...branch } = plan;
    const planText = JSON.stringify(branch);
    if (planText !== this.#planText) {
      this.#isLoading = true;
      const hasLoaded = await player.load(plan, { isOpen: true, atUs });
      this.#isLoading = false;
      if (!hasLoaded || !this.#hasDriver) return;
      this.#planText = planText;
      this.#lessons.enter(ownRun(player.shown.value?.facts.scenario ?? '', plan.source, fromDriver));
    }
    if (typeof speed === 'number' && speed > 0) player.speed.value = speed;
    const apartUs = Math.abs(player.nowUs.peek() - atUs);
    if (apartUs > APART_S_MAX * US_PER_S * player.speed.peek()) player.seek(atUs);
    player.isPlaying.value = isPlaying === true;
  }
}
