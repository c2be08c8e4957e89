import type { Within } from '../../../../hil/scenario/formula/formula.ts';

/** Truth as a number: 0 false, 1 unknown, 2 true. */
export type Level = number;
/** Truth at each instant. Instant 2 t is the microsecond t, instant 2 t + 1 the open stretch after it. */
export type Levels = readonly Level[];

/** Returns the smallest or the largest level from one instant to another; `none` if there is no instant. */
function least(of: Levels, from: number, to: number): Level {
  let level = 2;
  for (let i = from; i <= to; i += 1) level = Math.min(level, of[i] ?? 1);
  return level;
}

function most(of: Levels, from: number, to: number): Level {
  let level = 0;
  for (let i = from; i <= to; i += 1) level = Math.max(level, of[i] ?? 1);
  return level;
}

/** Returns the last instant of a future window. */
function lastAhead(at: number, { fromUs, toUs }: Within, end: number): number {
  return toUs === undefined ? Math.max(end, at + 2 * fromUs) : at + 2 * toUs;
}

/** Returns the first instant of a past window. */
function firstBehind(at: number, { toUs }: Within): number {
  return toUs === undefined ? 0 : Math.max(0, at - 2 * toUs);
}

/** Operators computed from their definitions, instant by instant. */
export const bruteUnary: Readonly<Record<'not' | 'rises' | 'falls', (of: Levels, at: number, end: number) => Level>> = {
  not: (of, at) => 2 - (of[at] ?? 1),
  rises,
  falls: (of, at, end) =>
    rises(
      of.map((level) => 2 - level),
      at,
      end,
    ),
};

/** At the last record only a change that it shows itself counts. */
function rises(of: Levels, at: number, end: number): Level {
  const now = of[at] ?? 1;
  if (at % 2 === 1) return now === 1 ? 1 : 0;
  const comes = at === 0 ? 0 : Math.min(2 - (of[at - 1] ?? 1), now);
  return at === end ? comes : Math.max(comes, Math.min(2 - now, of[at + 1] ?? 1));
}

type Window = (of: Levels, within: Within, at: number, end: number) => Level;

export const bruteWindow: Readonly<Record<'always' | 'eventually' | 'once' | 'historically', Window>> = {
  always: (of, within, at, end) => least(of, at + 2 * within.fromUs, lastAhead(at, within, end)),
  eventually: (of, within, at, end) => most(of, at + 2 * within.fromUs, lastAhead(at, within, end)),
  once: (of, within, at) => most(of, firstBehind(at, within), at - 2 * within.fromUs),
  historically: (of, within, at) => least(of, firstBehind(at, within), at - 2 * within.fromUs),
};

export const bruteJoin: Readonly<Record<'and' | 'or' | 'implies', (left: Level, right: Level) => Level>> = {
  and: (left, right) => Math.min(left, right),
  or: (left, right) => Math.max(left, right),
  implies: (left, right) => Math.max(2 - left, right),
};

type Chain = (left: Levels, right: Levels, within: Within, at: number, end: number) => Level;

const until: Chain = (left, right, within, at, end) => {
  let level = 0;
  for (let there = at + 2 * within.fromUs; there <= lastAhead(at, within, end); there += 1) {
    // Inside an open stretch, every moment has earlier moments of the same stretch.
    const before = there % 2 === 1 && there > at ? there : there - 1;
    level = Math.max(level, Math.min(right[there] ?? 1, least(left, at, before)));
  }
  return level;
};

export const bruteChain: Readonly<Record<'until' | 'weakly until' | 'since', Chain>> = {
  until,
  'weakly until': (left, right, within, at, end) => {
    const whole: Within = within.toUs === undefined ? { fromUs: 0 } : { fromUs: 0, toUs: within.toUs };
    return Math.max(until(left, right, within, at, end), least(left, at, lastAhead(at, whole, end)));
  },
  since: (left, right, within, at) => {
    let level = 0;
    for (let there = firstBehind(at, within); there <= at - 2 * within.fromUs; there += 1) {
      const after = there % 2 === 1 && there < at ? there : there + 1;
      level = Math.max(level, Math.min(right[there] ?? 1, least(left, after, at)));
    }
    return level;
  },
};
