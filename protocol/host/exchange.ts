import type { CancelAlarm, Clock } from '../clock.ts';

export const TRIES_MAX = 10;
/** Time from the first try until the host gives up. */
export const ANSWER_US_MAX = 2_000_000;

export interface ExchangeOptions {
  readonly clock: Clock;
  readonly send: () => void;
  readonly triesMax: number;
  readonly answerUsMax: number;
  readonly onResend?: () => void;
  readonly onGiveUp: () => void;
}

/**
 * Returns the time from the first try to try `index` (the first is 0). The first gap is `spacingUs`, and each further
 * gap grows by the same amount, so that the last gap ends at `answerUsMax`. A line that fails for a second is then
 * tried again in the next second.
 */
export function tryAfterUs(index: number, spacingUs: number, triesMax: number, answerUsMax: number): number {
  const pairs = (triesMax * (triesMax - 1)) / 2;
  const growthUs = Math.max(0, answerUsMax - triesMax * spacingUs) / Math.max(1, pairs);
  return Math.round(index * spacingUs + (growthUs * index * (index - 1)) / 2);
}

/** Sends the same bytes repeatedly, until it is ended or its time is over. */
export class Exchange {
  readonly sentUs: number;
  readonly #options: ExchangeOptions;
  readonly #spacingUs: number;
  #triesCount = 0;
  #cancel: CancelAlarm | undefined;

  /** `options` may serve many exchanges one after the other. */
  constructor(options: ExchangeOptions, spacingUs: number) {
    this.#options = options;
    this.#spacingUs = spacingUs;
    this.sentUs = options.clock.nowUs();
  }

  get tries(): number {
    return this.#triesCount;
  }

  /** Sets the next alarm before it sends, because the reply may arrive during the send. */
  start(): void {
    const { clock, triesMax, answerUsMax, onResend, onGiveUp, send } = this.#options;
    if (this.#triesCount > 0) onResend?.();
    this.#triesCount++;
    const afterUs = tryAfterUs(this.#triesCount, this.#spacingUs, triesMax, answerUsMax);
    this.#cancel =
      this.#triesCount < triesMax
        ? clock.at(this.sentUs + afterUs, () => this.start())
        : clock.at(this.sentUs + answerUsMax, onGiveUp);
    send();
  }

  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
