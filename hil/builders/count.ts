import { HilError } from '../base/hil-error.ts';
import { quoted } from '../base/quoted-text.ts';
import { Condition } from './condition.ts';
import { writtenTime } from './quantity.ts';
import type { Time } from './units.gen.ts';

/** Number of occurrences in the window of time before a moment. */
export interface Count {
  atLeast(count: number): Condition;
  atMost(count: number): Condition;
}

/** Counts how often a condition became true, or an event occurred, in the time before a moment. */
export function count(of: Condition, time: Time): Count {
  const text = `count(${of.text}, ${writtenTime(time, 'window of `count`')})`;
  return {
    atLeast: (number) => new Condition(`${text} >= ${whole(number)}`),
    atMost: (number) => new Condition(`${text} <= ${whole(number)}`),
  };
}

function whole(number: number): number {
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new HilError(
    'COUNT_INVALID',
    'usage',
    `The count is ${quoted(String(number))}; allowed: a whole number from 0 on.`,
  );
}
