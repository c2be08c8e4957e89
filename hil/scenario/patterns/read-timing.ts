import { keyShown } from '../../yaml/problem.ts';
import { timeText } from '../../yaml/units.ts';
import type { Timing } from './asking.ts';
import type { PatternReader } from './pattern-reader.ts';

/** Times of a response as a check writes them. */
export interface WrittenTiming {
  readonly from?: number | undefined;
  readonly within?: number | undefined;
  readonly 'for at least'?: number | undefined;
  readonly 'for at most'?: number | undefined;
  readonly 'marginal from'?: number | undefined;
}

/** Whether a response has to come, has to stay away, or has to hold. */
export type ResponseKind = 'comes' | 'stays away' | 'holds';

/** Returns the times of a response. Refuses times that contradict each other. */
export function timingOf(written: WrittenTiming, kind: ResponseKind, reader: PatternReader): Timing | undefined {
  const { from = 0, within, 'for at least': atLeast, 'for at most': atMost, 'marginal from': marginal } = written;
  if (isAbove('from', written, 'within', reader)) return undefined;
  if (isAbove('for at least', written, 'for at most', reader)) return undefined;
  if (marginal !== undefined && isWrongMarginal(written, kind, reader)) return undefined;
  return {
    fromUs: from,
    ...(within === undefined ? {} : { withinUs: within }),
    ...(atLeast === undefined ? {} : { atLeastUs: atLeast }),
    ...(atMost === undefined ? {} : { atMostUs: atMost }),
    ...(marginal === undefined ? {} : { marginalUs: marginal }),
  };
}

type TimeKey = keyof WrittenTiming;

function isAbove(key: TimeKey, written: WrittenTiming, limitKey: TimeKey, reader: PatternReader): boolean {
  const [value, limit] = [written[key], written[limitKey]];
  if (value === undefined || limit === undefined || value <= limit) return false;
  refuseTime(key, value, `at most ${timeText(limit)}, the time of ${keyShown(limitKey)}`, reader);
  return true;
}

function refuseTime(key: TimeKey, value: number, allowed: string, reader: PatternReader): void {
  reader.refuseKey(key, `${keyShown(key)} of ${timeText(value)}`, allowed);
}

/** Refuses a marginal band without one limit in time, and one that lies beyond its limit. */
function isWrongMarginal(written: WrittenTiming, kind: ResponseKind, reader: PatternReader): boolean {
  const limitKey = limitKeyOf(written);
  if (limitKey === undefined) {
    refuseUnlimited(written, reader);
    return true;
  }
  if (limitKey === 'for at least' || kind === 'stays away') return isBelowLimit(written, limitKey, reader);
  return isAbove('marginal from', written, limitKey, reader) || isEmptyBand(written, limitKey, reader);
}

function refuseUnlimited(written: WrittenTiming, reader: PatternReader): void {
  const hasTwo = written['for at least'] !== undefined && written['for at most'] !== undefined;
  const found = hasTwo ? 'with `for at least` and `for at most`' : 'without `within`, `for at least` and `for at most`';
  const allowed = hasTwo ? 'one of the two' : 'one of the three';
  reader.refuseKey('marginal from', `\`marginal from\` ${found}`, `\`marginal from\` with ${allowed}`);
}

function isBelowLimit(written: WrittenTiming, limitKey: TimeKey, reader: PatternReader): boolean {
  const [marginal = 0, limit = 0] = [written['marginal from'], written[limitKey]];
  if (marginal >= limit) return false;
  refuseTime('marginal from', marginal, `at least ${timeText(limit)}, the time of ${keyShown(limitKey)}`, reader);
  return true;
}

/** Refuses a band that begins where the response may begin, so that each pass would be marginal. */
function isEmptyBand(written: WrittenTiming, limitKey: TimeKey, reader: PatternReader): boolean {
  const lowest = limitKey === 'within' ? (written.from ?? 0) : 0;
  const marginal = written['marginal from'] ?? 0;
  if (marginal > lowest) return false;
  const of = lowest === 0 ? '' : ', the time of `from`';
  refuseTime('marginal from', marginal, `more than ${timeText(lowest)}${of}`, reader);
  return true;
}

/** Returns the key of the limit before which the marginal band lies; undefined for no limit, and for two. */
function limitKeyOf(written: WrittenTiming): TimeKey | undefined {
  if (written.within !== undefined) return 'within';
  const [first, second] = (['for at least', 'for at most'] as const).filter((key) => written[key] !== undefined);
  return second === undefined ? first : undefined;
}
