import type { Clock } from '../clock.ts';

/** Silence after which the host sends PING. */
const PING_AFTER_US = 1_000_000;
/** Delay of a PING that a pending request holds back. */
const PING_LOOK_US = 100_000;

export interface KeepAliveOptions {
  readonly clock: Clock;
  readonly isBusy: () => boolean;
  readonly ping: () => void;
}

/** Sends PING after silence, so that the board's outputs do not lapse. */
export class KeepAlive {
  readonly #options: KeepAliveOptions;
  #sentUs = 0;
  #cancel: (() => void) | undefined;

  constructor(options: KeepAliveOptions) {
    this.#options = options;
  }

  /** Notes that the host has sent a line. */
  sent(): void {
    this.#sentUs = this.#options.clock.nowUs();
  }

  begin(): void {
    const { clock, isBusy, ping } = this.#options;
    // While a reply is overdue, nothing is sent. An alarm one microsecond ahead would then repeat without end.
    this.#cancel = clock.at(Math.max(clock.nowUs() + PING_LOOK_US, this.#sentUs + PING_AFTER_US), () => {
      if (!isBusy() && clock.nowUs() - this.#sentUs >= PING_AFTER_US) ping();
      this.begin();
    });
  }

  end(): void {
    this.#cancel?.();
  }
}
