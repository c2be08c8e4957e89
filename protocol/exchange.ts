import type { CancelAlarm, Clock } from './clock.ts';

export const TRIES_MAX = 10;
/** From the first try to giving up, whatever the spacing of the tries. */
export const ANSWER_US_MAX = 2_000_000;

export interface ExchangeOptions {
  readonly clock: Clock;
  readonly send: () => void;
  readonly triesMax: number;
  readonly answerUsMax: number;
  readonly onResend?: () => void;
  readonly onGiveUp: () => void;
}

/** One line sent again and again, the same bytes each time, until somebody ends it or the time is up. */
export class Exchange {
  readonly sentUs: number;
  readonly #options: ExchangeOptions;
  readonly #spacingUs: number;
  #triesCount = 0;
  #cancel: CancelAlarm | undefined;

  /** `options` may serve many exchanges, one after the other. */
  constructor(options: ExchangeOptions, spacingUs: number) {
    this.#options = options;
    this.#spacingUs = spacingUs;
    this.sentUs = options.clock.nowUs();
  }

  get tries(): number {
    return this.#triesCount;
  }

  /** Sends, having set the next alarm first, because the answer may come from inside the send. */
  start(): void {
    const { clock, triesMax, answerUsMax, onResend, onGiveUp, send } = this.#options;
    if (this.#triesCount > 0) onResend?.();
    this.#triesCount++;
    this.#cancel =
      this.#triesCount < triesMax
        ? clock.at(this.sentUs + this.#triesCount * this.#spacingUs, () => this.start())
        : clock.at(this.sentUs + answerUsMax, onGiveUp);
    send();
  }

  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
