import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import { runCount } from '../../../run-count.ts';
import { at, judged } from './judged-trace.ts';

/*
 * A margin in time says how much a limit in time may change until the verdict changes, or without such a limit how far an
 * occurrence may move. Traces are drawn on whole seconds, and each verdict is tried a microsecond inside and beyond its margin.
 */

const DRAWN_COUNT = runCount({ quick: 40, long: 400 });
/** A limit lies behind the begin of each window. */
const LOWEST_US = 4_000_000;
const END_SECONDS = 100;
const SECOND_US = 1_000_000;
const HIGH = 'pump.rateMlPerDay > 2 mL/day';

function resultOf(check: string, records: readonly TraceRecord[]) {
  const [one] = judged(`- { name: a, ${check} }`, records, END_SECONDS);
  return { verdict: one?.verdict, marginS: one?.marginS ?? null };
}

/** Draws whole seconds between two others, each at most once, in order. */
function drawnSeconds(stream: RandomStream, count: number, from = 1, to = END_SECONDS - 1): readonly number[] {
  const drawn = new Set(Array.from({ length: count }, () => from + Math.floor(stream.uniform() * (to - from))));
  return [...drawn].sort((a, b) => a - b);
}

const secondsText = (timeUs: number): string => `${(timeUs / SECOND_US).toFixed(6)} s`;

const countTo = (stream: RandomStream, most: number): number => 1 + Math.floor(stream.uniform() * most);

type Drawn = (stream: RandomStream) => readonly TraceRecord[];
const logsTo =
  (to: number): Drawn =>
  (stream) =>
    drawnSeconds(stream, countTo(stream, 15), 1, to).map((one) => at.log(one, 'motor stall'));
/** A rate that alternates between low and high. */
const ratesTo =
  (to: number): Drawn =>
  (stream) =>
    [0, ...drawnSeconds(stream, countTo(stream, 8), 1, to)].map((one, i) => at.rate(one, i % 2 === 0 ? 1 : 3));
const [logs, rates] = [logsTo(END_SECONDS - 1), ratesTo(END_SECONDS - 1)];
const both: Drawn = (stream) => [...logs(stream), ...rates(stream)];
/** Programming inside the timeline, behind which no check asks any more. */
const programmed: Drawn = (stream) =>
  drawnSeconds(stream, countTo(stream, 2), 2, 20).map((one) => at.event(one, 'in.program'));

/** A check with a limit in microseconds. */
interface Limited {
  readonly check: (limitUs: number) => string;
  readonly limitS: number;
  readonly draw: Drawn;
  /** Whether a longer limit lets a check pass. */
  readonly isLonger: boolean;
}

const whenever = (draw: Drawn, response: (time: string) => string, limitS: number, isLonger: boolean): Limited => ({
  check: (limitUs) => `whenever: in.program, ${response(secondsText(limitUs))}`,
  limitS,
  draw: (stream) => [...draw(stream), ...programmed(stream)],
  isLonger,
});
const counted = (form: string, isLonger: boolean, limitS = 20): Limited => ({
  check: (limitUs) => form.replace('WINDOW', secondsText(limitUs)),
  limitS,
  draw: (stream) => [...logs(stream), ...programmed(stream)],
  isLonger,
});

const limited: readonly Limited[] = [
  whenever(logs, (time) => `see: pump.log, within: ${time}`, 15, true),
  whenever(logs, (time) => `see: pump.log, from: 4 s, within: ${time}`, 15, true),
  whenever(logs, (time) => `never see: pump.log, within: ${time}`, 5, false),
  whenever(rates, (time) => `never: ${HIGH}, from: 1 s, within: ${time}`, 5, false),
  whenever(rates, (time) => `holds: ${HIGH}, for at least: ${time}`, 5, false),
  whenever(rates, (time) => `holds: ${HIGH}, for at most: ${time}`, 15, true),
  whenever(rates, (time) => `holds: ${HIGH}, within: ${time}`, 15, true),
  whenever(rates, (time) => `holds: not pump.log, until: ${HIGH}, within: ${time}`, 20, true),
  whenever(logs, (time) => `in order: [pump.log, pump.log], within: ${time}`, 15, true),
  {
    check: (limitUs) => `whenever: { throughout: "${HIGH}" }, see: pump.log, within: ${secondsText(limitUs)}`,
    limitS: 25,
    draw: (stream) => [...logs(stream), ...rates(stream)],
    isLonger: true,
  },
  whenever(rates, (time) => `see: ${HIGH}, for at least: ${time}`, 6, false),
  whenever(rates, (time) => `see: ${HIGH}, for at most: ${time}`, 6, true),
  {
    check: (limitUs) => `during: { from: in.program, to: out }, see: "${HIGH}", for at least: ${secondsText(limitUs)}`,
    limitS: 5,
    draw: (stream) => [...rates(stream), ...programmed(stream)],
    isLonger: false,
  },
  whenever(logs, (time) => `holds: "once[0 s, ${time}] pump.log"`, 6, true),
  whenever(logs, (time) => `never: "once[0 s, ${time}] pump.log"`, 6, false),
  whenever(rates, (time) => `holds: "historically[0 s, ${time}] ${HIGH}"`, 5, false),
  whenever(logs, (time) => `holds: "not pump.tone since[0 s, ${time}] pump.log"`, 6, true),
  whenever(both, (time) => `holds: "${HIGH} weakly until[0 s, ${time}] pump.log"`, 5, false),
  whenever(both, (time) => `holds: "eventually[0 s, ${time}] pump.log or eventually[0 s, ${time}] ${HIGH}"`, 10, true),
  whenever(both, (time) => `holds: "${HIGH} or once[0 s, ${time}] pump.log"`, 6, true),
  whenever(both, (time) => `never: "${HIGH} and once[0 s, ${time}] pump.log"`, 6, false),
  counted('formula: "always (in.program -> eventually[2 s, WINDOW] pump.log)"', true),
  counted('formula: "always (once[0 s, WINDOW] in.program -> not pump.log)"', false, 5),
  counted('formula: "not eventually (in.program and eventually[0 s, WINDOW] pump.log)"', false),
  counted('count: pump.log, per: WINDOW, at most: 3', false),
  counted('count: pump.log, per: WINDOW, at least: 1', true),
  counted('during: { from: in.program, to: out }, count: pump.log, per: WINDOW, at most: 1', false, 6),
  counted('whenever: in.program, count: pump.log, per: WINDOW, at most: 1', false, 6),
  counted('never: "count(pump.log, WINDOW) >= 4"', false),
  counted('holds: "count(pump.log, WINDOW) < 4"', false),
];

describe.each(limited.map((one) => ({ ...one, shown: one.check(one.limitS * SECOND_US) })))(
  '$shown',
  ({ check, limitS, draw, isLonger, shown }) => {
    const stream = new RandomStream(11, shown);
    const limitUs = limitS * SECOND_US;
    const drawn = Array.from({ length: DRAWN_COUNT }, () => draw(stream));
    const results = drawn.map((records) => ({ records, ...resultOf(check(limitUs), records) }));
    const judgedAs = (wanted: string) =>
      results.flatMap(({ records, verdict, marginS }) =>
        verdict === wanted && marginS !== null
          ? [{ records, marginUs: Math.round(Math.abs(marginS) * SECOND_US) }]
          : [],
      );

    test.each([
      ['pass', 'fail', isLonger ? -1 : 1],
      ['fail', 'pass', isLonger ? 1 : -1],
    ] as const)('changes from %s to %s at its margin', (verdict, other, way) => {
      const found = judgedAs(verdict);
      expect(found.length).toBeGreaterThan(0);
      for (const { records, marginUs } of found) {
        if (limitUs + way * (marginUs + 1) < LOWEST_US) continue;
        const verdictBy = (byUs: number) => resultOf(check(limitUs + way * byUs), records).verdict;
        expect(verdictBy(marginUs - 1)).toBe(verdict);
        if (verdict === 'pass') expect(verdictBy(marginUs + 1)).toBe(other);
      }
    });
  },
);

/** Checks without a limit in time: the event that they ask at may move. */
const moving = [
  { check: 'whenever: in.program, see: pump.log', draw: logsTo(19) },
  { check: `whenever: in.program, holds: ${HIGH}`, draw: rates },
  { check: `whenever: in.program, holds: ${HIGH}, from: 3 s`, draw: rates },
  { check: `when: in.program, never: ${HIGH}`, draw: ratesTo(19) },
  { check: `whenever: in.program, formula: "once ${HIGH}"`, draw: rates },
];

describe.each(moving)('$check', ({ check, draw }) => {
  const stream = new RandomStream(12, check);
  const drawn = Array.from({ length: DRAWN_COUNT }, () => {
    const others = draw(stream);
    const [second = 10] = drawnSeconds(stream, 1, 2, 20);
    const movedBy = (byUs: number) => {
      const t = second * SECOND_US + byUs;
      const event: TraceRecord = { t, e: 'in.program' };
      return t < 0 || t > 20 * SECOND_US ? undefined : resultOf(check, [...others, event]);
    };
    const { verdict, marginS } = resultOf(check, [...others, at.event(second, 'in.program')]);
    return { movedBy, verdict, marginUs: marginS === null ? undefined : Math.round(Math.abs(marginS) * SECOND_US) };
  });

  test.each([
    ['pass', 'fail'],
    ['fail', 'pass'],
  ] as const)('changes from %s to %s where its event moves beyond its margin', (verdict, other) => {
    let changedCount = 0;
    for (const { movedBy, marginUs } of drawn.filter((one) => one.verdict === verdict)) {
      if (marginUs === undefined) continue;
      const moved = (byUs: number) => [-byUs, byUs].map(movedBy).filter((one) => one !== undefined);
      for (const inside of moved(Math.max(0, marginUs - 1))) expect(inside.verdict).toBe(verdict);
      const beyond = moved(marginUs + 1).map((one) => one.verdict);
      // Beyond the end of the timeline no event asks.
      if (beyond.length === 2) expect(beyond).toContain(other);
      changedCount += beyond.includes(other) ? 1 : 0;
    }
    expect(changedCount).toBeGreaterThan(0);
  });
});

describe('a check with two limits in time', () => {
  const check = (within: string, length: string): string =>
    `whenever: in.program, see: ${HIGH}, within: ${within}, for at least: ${length}`;
  const records = [at.event(5, 'in.program'), at.rate(0, 1), at.rate(11, 3), at.rate(19, 1)];

  test.each([
    ['30 s', '5 s', 3],
    ['8 s', '5 s', 2],
    ['10 s', '1 s', 4],
  ])('within %s and for at least %s has a margin of %f s, that of the nearer limit', (within, length, marginS) => {
    expect(resultOf(check(within, length), records)).toEqual({ verdict: 'pass', marginS });
  });
});

describe('windows that are no limits', () => {
  test.each(['once[0 s, 0.000001 s] pump.log', 'once pump.log', 'once[2 s, 2 s] pump.log'])(
    '%s has the time by which its trigger might move',
    (condition) => {
      const records = [at.log(5, 'a'), at.log(7, 'a'), at.event(7, 'in.program')];
      const { verdict, marginS } = resultOf(`whenever: in.program, holds: "${condition}"`, records);
      expect(verdict).toBe('pass');
      expect(marginS).toBeCloseTo(condition === 'once pump.log' ? 2 : 0, 5);
    },
  );
});

test('steps in order that last begin as late as they can', () => {
  const records = [at.event(7, 'pump.tone', { tone: 'critical' }), at.event(30, 'in.program')];
  const check = "in order: ['not in.program', pump.tone], within: 5 s";
  // The first step lasts up to the second one, so that they take no time at all.
  expect(resultOf(check, records)).toEqual({ verdict: 'pass', marginS: 5 });
});
