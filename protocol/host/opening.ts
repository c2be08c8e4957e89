import type { CancelAlarm, Clock } from '../clock.ts';
import { ANSWER_US_MAX, Exchange } from './exchange.ts';

export const BANNER_WAIT_US = 2_500_000;
const PROBES_MAX = 3;
const PROBE_SPACING_US = 300_000;

export interface OpeningOptions {
  readonly clock: Clock;
  readonly bannerWaitUs: number;
  /** Sends a STAT of session 00. */
  readonly probe: () => void;
  readonly onAwake: (banner: string | undefined) => void;
  readonly onSilent: () => void;
}

/**
 * Finds out whether a board listens. Opening a port resets many boards, and bytes sent to a boot loader prolong the
 * boot. So it waits for a banner before it sends anything.
 */
export class Opening {
  readonly #options: OpeningOptions;
  #probes: Exchange | undefined;
  #cancelWait: CancelAlarm | undefined;
  #ended = false;

  constructor(options: OpeningOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock, bannerWaitUs } = this.#options;
    if (bannerWaitUs === 0) this.#startProbes();
    else this.#cancelWait = clock.at(clock.nowUs() + bannerWaitUs, () => this.#startProbes());
  }

  heardBanner(banner: string): void {
    this.#awake(banner);
  }

  /** Handles a sound reply to a line of session 00. It shows that the other end uses this framing. */
  heardReply(): void {
    if (this.#probes !== undefined) this.#awake(undefined);
  }

  end(): void {
    this.#ended = true;
    this.#cancelWait?.();
    this.#probes?.end();
  }

  #startProbes(): void {
    const { clock, probe: send, onSilent } = this.#options;
    const onGiveUp = (): void => {
      this.end();
      onSilent();
    };
    // As long as each request has: a page or a machine that is busy passes bytes on late.
    const options = { clock, send, triesMax: PROBES_MAX, answerUsMax: ANSWER_US_MAX, onGiveUp };
    this.#probes = new Exchange(options, PROBE_SPACING_US);
    this.#probes.start();
  }

  #awake(banner: string | undefined): void {
    if (this.#ended) return;
    this.end();
    this.#options.onAwake(banner);
  }
}
