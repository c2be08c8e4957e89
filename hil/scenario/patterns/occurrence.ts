import type { UndecidedReason } from '../checks/verdict.ts';
import type { Evaluation } from '../formula/evaluation.ts';
import { horizonUs } from '../formula/formula.ts';
import { endUsOf, pointAt, startUsOf } from '../formula/instant.ts';
import { complementOf, type InstantSet, intersectionOf } from '../formula/instant-set.ts';
import type { TruthOverTime } from '../formula/truth.ts';
import type { Pattern } from './pattern.ts';

/** One unbroken stretch of moments at which a pattern asks, and its verdict. */
export interface Occurrence {
  /** Number among all occurrences, counted from 1. */
  readonly number: number;
  readonly fromUs: number;
  readonly toUs: number;
  readonly verdict: 'pass' | 'fail' | 'not decided';
  readonly reason?: UndecidedReason;
  /** Instant that decided the verdict: the first failed or open one, or the start if it passed. */
  readonly decidedAt: number;
}

/** All occurrences of a pattern up to the end of the run proper. */
export interface Occurrences {
  readonly count: number;
  readonly passCount: number;
  /**
   * The occurrence that decides: the first that failed, else stayed open, else passed, else was ended by `unless`.
   * Absent without occurrences.
   */
  readonly worst?: Occurrence;
}

const WHOLE_START: TruthOverTime = { sure: [0, 0], maybe: [0, 0] };

/** Reads a set in the order of time. */
class Cursor {
  readonly #set: InstantSet;
  #at = 0;

  constructor(set: InstantSet) {
    this.#set = set;
  }

  /**
   * Returns the first instant from `first` to `last`; Infinity if there is none. Each call has to ask for later
   * instants than the call before.
   */
  firstIn(first: number, last: number): number {
    while (this.#at < this.#set.length && (this.#set[this.#at + 1] as number) < first) this.#at += 2;
    const start = Math.max(first, this.#set[this.#at] ?? Number.POSITIVE_INFINITY);
    return start <= last ? start : Number.POSITIVE_INFINITY;
  }
}

/**
 * Returns the instants at which a pattern asks. Occurrences count up to the end of the run proper, and a part of the run
 * reaches to the end of the run.
 */
export function askedFor(
  { trigger, isScope, response }: Pick<Pattern, 'trigger' | 'isScope' | 'response'>,
  evaluation: Evaluation,
): TruthOverTime {
  const { endUs, properUs = endUs } = evaluation.times;
  const { sure, maybe } = trigger === undefined ? WHOLE_START : evaluation.truthOf(trigger);
  const lastUs = isScope === true ? evaluation.openEndUs(horizonUs(response)) : properUs;
  const run: InstantSet = [0, pointAt(lastUs)];
  return { sure: intersectionOf(sure, run), maybe: intersectionOf(maybe, run) };
}

/** Judges a pattern at each of its occurrences. */
export function occurrencesOf(pattern: Pattern, evaluation: Evaluation): Occurrences {
  const asked = askedFor(pattern, evaluation);
  const response = evaluation.truthOf(pattern.response);
  const ended = pattern.ended === undefined ? [] : evaluation.truthOf(pattern.ended).sure;
  const cursors = {
    ended: new Cursor(ended),
    failed: new Cursor(intersectionOf(asked.sure, complementOf(response.maybe))),
    open: new Cursor(complementOf(response.sure)),
    unsure: new Cursor(complementOf(asked.sure)),
  };
  const firsts = new Map<string, Occurrence>();
  let passCount = 0;
  for (let i = 0; i < asked.maybe.length; i += 2) {
    const [first, last] = [asked.maybe[i] as number, asked.maybe[i + 1] as number];
    const endedAt = cursors.ended.firstIn(first, last);
    const failedAt = cursors.failed.firstIn(first, last);
    const openAt = Math.min(cursors.open.firstIn(first, last), cursors.unsure.firstIn(first, first));
    const kind = kindOf(endedAt, failedAt, openAt);
    if (kind === 'pass') passCount += 1;
    if (firsts.has(kind)) continue;
    const decidedAt = { ended: endedAt, fail: failedAt, open: openAt, pass: first }[kind];
    firsts.set(kind, { number: i / 2 + 1, fromUs: startUsOf(first), toUs: endUsOf(last), decidedAt, ...ANSWERS[kind] });
  }
  const worst = firsts.get('fail') ?? firsts.get('open') ?? firsts.get('pass') ?? firsts.get('ended');
  return { count: asked.maybe.length / 2, passCount, ...(worst === undefined ? {} : { worst }) };
}

type Kind = 'ended' | 'fail' | 'open' | 'pass';

const ANSWERS: Readonly<Record<Kind, Pick<Occurrence, 'verdict' | 'reason'>>> = {
  ended: { verdict: 'not decided', reason: 'ended' },
  fail: { verdict: 'fail' },
  open: { verdict: 'not decided', reason: 'cannot tell' },
  pass: { verdict: 'pass' },
};

function kindOf(endedAt: number, failedAt: number, openAt: number): Kind {
  if (endedAt < Number.POSITIVE_INFINITY && endedAt <= failedAt) return 'ended';
  if (failedAt < Number.POSITIVE_INFINITY) return 'fail';
  return openAt < Number.POSITIVE_INFINITY ? 'open' : 'pass';
}
