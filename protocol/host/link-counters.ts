import type { LinkCounters } from './link-result.ts';

const zero: LinkCounters = {
  linesSent: 0,
  resent: 0,
  framesGood: 0,
  crcBad: 0,
  lengthBad: 0,
  overlong: 0,
  undecodable: 0,
  unexpected: 0,
  eventsRepeated: 0,
  eventsLost: 0,
  noise: 0,
};

/** Counters of the host end. */
export class LinkCounterSet {
  readonly #counts: { -readonly [K in keyof LinkCounters]: number } = { ...zero };

  add(name: keyof LinkCounters, count = 1): void {
    this.#counts[name] += count;
  }

  values(): LinkCounters {
    return { ...this.#counts };
  }
}
