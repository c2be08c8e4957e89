import { writtenTime } from './quantity.ts';
import type { Time } from './units.gen.ts';

/** A window of time in the future or in the past of a moment. Both ends belong to it. */
export interface Window {
  /** Default: the moment itself. */
  readonly from?: Time | undefined;
  /** Default: the end of the run; its start for a window in the past. */
  readonly to?: Time | undefined;
}

/** A statement about one moment of a run. `text` is its notation in a scenario. */
export class Condition {
  readonly text: string;
  readonly #isCompound: boolean;

  constructor(text: string, isCompound = false) {
    this.text = text;
    this.#isCompound = isCompound;
  }

  /** The text, in parentheses if it has several parts. */
  get inner(): string {
    return this.#isCompound ? `(${this.text})` : this.text;
  }

  and(other: Condition): Condition {
    return this.#joined('and', other);
  }

  or(other: Condition): Condition {
    return this.#joined('or', other);
  }

  /** True if this condition is false or the other one is true. */
  implies(other: Condition): Condition {
    return this.#joined('->', other);
  }

  /** True if the other condition becomes true in the window, and this one holds until then. */
  until(other: Condition, window?: Window): Condition {
    return this.#joined(`until${windowText(window)}`, other);
  }

  /** As `until`. Also true if the other condition never becomes true and this one holds until the end. */
  weaklyUntil(other: Condition, window?: Window): Condition {
    return this.#joined(`weakly until${windowText(window)}`, other);
  }

  /** True if the other condition was true in the past window, and this one has held since. */
  since(other: Condition, window?: Window): Condition {
    return this.#joined(`since${windowText(window)}`, other);
  }

  toString(): string {
    return this.text;
  }

  #joined(word: string, other: Condition): Condition {
    return new Condition(`${this.inner} ${word} ${other.inner}`, true);
  }
}

/** An event, with or without its text. Usable wherever an expectation takes an event. */
export class EventCondition extends Condition {
  readonly isEvent = true;
}

export function not(of: Condition): Condition {
  return new Condition(`not ${of.inner}`, true);
}

/** True if the condition holds throughout the window. */
export function always(of: Condition, window?: Window): Condition {
  return windowed('always', of, window);
}

/** True if the condition holds at one moment of the window or more. */
export function eventually(of: Condition, window?: Window): Condition {
  return windowed('eventually', of, window);
}

/** True if the condition held at one moment of the past window or more. */
export function once(of: Condition, window?: Window): Condition {
  return windowed('once', of, window);
}

/** True if the condition held throughout the past window. */
export function historically(of: Condition, window?: Window): Condition {
  return windowed('historically', of, window);
}

/** True at the moment at which the condition becomes true. */
export function rises(of: Condition): Condition {
  return new Condition(`rises ${of.inner}`, true);
}

/** True at the moment at which the condition becomes false. */
export function falls(of: Condition): Condition {
  return new Condition(`falls ${of.inner}`, true);
}

function windowed(word: string, of: Condition, window: Window | undefined): Condition {
  return new Condition(`${word}${windowText(window)} ${of.inner}`, true);
}

function windowText(window: Window | undefined): string {
  if (window === undefined) return '';
  const { from = 0, to } = window;
  return `[${writtenTime(from, '`from` of a window')}, ${to === undefined ? 'end' : writtenTime(to, '`to` of a window')}]`;
}
