import { type Signal, signal } from '@preact/signals';
import type { Player } from '../play/player.ts';
import { type Heard, heardBetween, type Steps, silence } from './heard.ts';
import { Speaker } from './speaker.ts';

/** Whether sound is on, off, or refused by the browser. */
export type SoundSwitch = 'off' | 'on' | 'refused';

/** Longest wait for the browser's sound before the page says that there is none. */
const ASKED_MS_MAX = 2000;

/** Steps at the picture before. */
interface Before {
  readonly atUs: number;
  readonly steps: Steps;
}

/** Sound of the run: off until the user switches it on. Without see-through it does not reveal the truth. */
export class Sound {
  readonly state: Signal<SoundSwitch> = signal('off');
  readonly #player: Player;
  readonly #isSeeThrough: Signal<boolean>;
  #speaker: Speaker | undefined;
  /** Wall time for which the browser has been asked for sound; undefined while it is not asked. */
  #askedMs: number | undefined;
  #before: Before | undefined;

  constructor(player: Player, isSeeThrough: Signal<boolean>) {
    this.#player = player;
    this.#isSeeThrough = isSeeThrough;
  }

  /** Switches sound on or off. If the browser refuses sound, the page says so. */
  async toggle(): Promise<void> {
    if (this.#speaker !== undefined) {
      this.#speaker.close();
      this.#speaker = undefined;
      this.state.value = 'off';
      return;
    }
    if (this.#askedMs !== undefined) return;
    this.#askedMs = 0;
    try {
      this.#speaker = await Speaker.open();
      this.state.value = 'on';
    } catch {
      this.state.value = 'refused';
    }
    this.#askedMs = undefined;
  }

  /** A browser without a sound device may never answer. Its answer counts also when it comes late. */
  #waitFor(elapsedMs: number): void {
    if (this.#askedMs === undefined) return;
    this.#askedMs += elapsedMs;
    if (this.#askedMs >= ASKED_MS_MAX) this.state.value = 'refused';
  }

  /** Plays the sounds since the last picture. Called before each picture, after the player. */
  tick(elapsedMs: number): void {
    this.#waitFor(elapsedMs);
    const speaker = this.#speaker;
    if (speaker === undefined) return;
    const { shown, moment, nowUs, isPlaying } = this.#player;
    const drive = shown.peek()?.facts.product.drive;
    const now = moment.peek();
    const perTurn = drive?.kind === 'rollers' ? drive.quantities.stepsPerRevolutionCount.value : 0;
    const steps = {
      turned: ((now?.rotorDeg ?? 0) / 360) * perTurn,
      commanded: ((now?.commandedDeg ?? 0) / 360) * perTurn,
    };
    const before = this.#before;
    const atUs = nowUs.peek();
    this.#before = { atUs, steps };
    const isForward = isPlaying.peek() && before !== undefined && atUs > before.atUs;
    speaker.play(isForward ? this.#heard(before, steps, atUs, elapsedMs) : silence);
  }

  #heard(before: Before, steps: Steps, atUs: number, wallMs: number): Heard {
    const tones = this.#player.shown.peek()?.trace.eventsUntil('pump.tone', atUs) ?? [];
    const fresh = tones.filter(({ t }) => t > before.atUs);
    return heardBetween(before.steps, steps, wallMs, fresh, this.#isSeeThrough.peek());
  }
}
