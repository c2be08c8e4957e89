import type { Formula } from '../formula/formula.ts';
import type { EventPattern } from '../scenario.ts';
import type { TimeLimit, WrittenLimit } from './margins/time-limit.ts';

/** A check that formulas judge: when it asks, what has to be true then, and what ends it undecided. */
export interface Pattern {
  /**
   * Moments at which the check asks. Each unbroken stretch of them is one occurrence. Absent: it asks once, at the
   * start.
   */
  readonly trigger?: Formula;
  /** Set if the trigger is a part of the run, all of whose moments count: `during` and the like. */
  readonly isScope?: true;
  /** Time from which the check looks, where the scenario tells it without a run. */
  readonly beginsUs?: number;
  /** Moments at which a whole window of `count` lies behind. A count that looks at whole windows alone needs one. */
  readonly whole?: { readonly at: Formula; readonly windowUs: number };
  /** Has to be true at each moment of an occurrence. */
  readonly response: Formula;
  /** If this is true, `unless` ends the occurrence undecided. */
  readonly ended?: Formula;
  /** The response with the narrower limit of `marginal from`. A pass that does not meet it is marginal. */
  readonly unmarginal?: Formula;
  /** Response with a time limit, whose time is the value of the check. */
  readonly timed?: { readonly response: Formula; readonly withinUs: number };
  /** Limits in time, for the margin in time. */
  readonly timeLimits?: readonly TimeLimit[];
  /** Limits of how long a response lasts that begins later than its occurrence. */
  readonly lengths?: readonly WrittenLimit[];
  /** Events that the run waits for, in this order, and the time that it needs after the last one. */
  readonly awaits?: readonly EventPattern[];
  /** How far the check looks into the future of an occurrence. */
  readonly horizonUs: number;
  /** The check as written, line by line. */
  readonly written: readonly string[];
}

/** Returns all formulas of a pattern, for the streams that follow them. */
export function formulasOf({
  trigger,
  response,
  ended,
  unmarginal,
  timed,
  timeLimits = [],
  whole,
}: Pattern): readonly Formula[] {
  const limited = timeLimits.flatMap(({ steps }) => steps);
  return [trigger, response, ended, unmarginal, timed?.response, whole?.at, ...limited].filter(
    (one) => one !== undefined,
  );
}
