import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import { isEvent, type TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import { SignalPieces } from '../../../../hil/scenario/readings/signal-pieces.ts';
import type { StepRange } from '../../../../hil/scenario/readings/step-count.ts';
import { TrainCount } from '../../../../hil/scenario/readings/train-count.ts';
import { commandedBy } from '../../../firmware-sim/plant/commanded-train.ts';

/** A part of a course of steps: their period, number and jitter, and the pause after them. */
interface Part {
  readonly periodUs: number;
  readonly steps: number;
  readonly jitterUs: number;
  readonly pauseUs: number;
}

const part = fc.record<Part>({
  periodUs: fc.integer({ min: 20_000, max: 5_000_000 }),
  steps: fc.integer({ min: 1, max: 60 }),
  jitterUs: fc.constantFrom(0, 0, 900, 9000, 400_000),
  pauseUs: fc.constantFrom(0, 0, 4_000_000, 50_000_000),
});

function timesOf(parts: readonly Part[], seed: number): readonly number[] {
  const stream = new RandomStream(seed, 'jitter');
  const times: number[] = [];
  let atUs = 1_000_000;
  for (const { periodUs, steps, jitterUs, pauseUs } of parts) {
    for (let i = 0; i < steps; i += 1) {
      atUs += periodUs;
      const jitteredUs = atUs + Math.floor(stream.between(0, Math.min(jitterUs, periodUs / 2)));
      times.push(Math.max((times.at(-1) ?? 0) + 1, jitteredUs));
    }
    atUs += pauseUs;
  }
  return times;
}

interface Line {
  readonly t: number;
  readonly v: number;
  readonly r: number;
}

function commandedIn(records: readonly TraceRecord[]): readonly Line[] {
  return records.flatMap((one) =>
    !isEvent(one) && one.s === 'motor.commandedSteps' && 'r' in one ? [one as Line] : [],
  );
}

const NONE_YET: StepRange = { low: 0, high: 0 };

function holds(range: StepRange | undefined, count: number): range is StepRange {
  return range !== undefined && range.low <= count && count <= range.high;
}

/** Returns the count by the records up to a time, and by counts that the bench took. */
function countOf(records: readonly Line[], toUs: number, taken: readonly Line[] = []) {
  const [commanded, counted] = [new SignalPieces(), new SignalPieces()];
  for (const { t, v, r } of records) if (t <= toUs) commanded.addLine(t, v, r);
  for (const { t, v, r } of taken) if (t <= toUs) counted.addLine(t, v, r);
  return new TrainCount({ commanded, counted, heardUs: () => toUs });
}

test('holds the count of drawn trains at any time, by all records or those so far', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 1000 }), (parts, seed) => {
      const times = timesOf(parts, seed);
      const { clock, trace } = commandedBy(times.map((firstUs) => ({ firstUs, count: 1, periodUs: 1 })));
      const endUs = (times.at(-1) ?? 0) + 30_000_000;
      clock.advanceTo(endUs);
      const records = commandedIn(trace.records);
      const whole = countOf(records, endUs);
      const drawn = new RandomStream(seed, 'times');
      const asked = [...times, ...times.map((us) => us - 1), ...times.map(() => Math.floor(drawn.between(0, endUs)))];
      // One assertion for all times: each costs as much as the count itself.
      const wrong = asked.filter((atUs) => {
        const count = times.filter((us) => us <= atUs).length;
        const [byAll, soFar] = [whole.at(atUs), countOf(records, atUs).at(atUs)];
        return !holds(byAll, count) || !holds(soFar, count) || byAll.high - byAll.low > 1;
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('is exact where the bench counted, and bounded by that count elsewhere', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 1000 }), (parts, seed) => {
      const times = timesOf(parts, seed);
      const { clock, trace } = commandedBy(times.map((firstUs) => ({ firstUs, count: 1, periodUs: 1 })));
      const endUs = (times.at(-1) ?? 0) + 30_000_000;
      clock.advanceTo(endUs);
      const drawn = new RandomStream(seed, 'counts');
      const countAt = (atUs: number): number => times.filter((us) => us <= atUs).length;
      const takenUs = times.map(() => Math.floor(drawn.between(0, endUs))).sort((a, b) => a - b);
      const counted = countOf(
        commandedIn(trace.records),
        endUs,
        takenUs.map((t) => ({ t, v: countAt(t), r: 0 })),
      );
      for (const atUs of takenUs)
        expect(counted.at(atUs) ?? { low: 0, high: 0 }).toEqual({ low: countAt(atUs), high: countAt(atUs) });
      const asked = [...times, ...times.map((us) => us - 1)];
      expect(asked.filter((atUs) => !holds(counted.at(atUs) ?? NONE_YET, countAt(atUs)))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('tells the times of the steps of a train without jitter', () => {
  const times = Array.from({ length: 20 }, (_, i) => 1_000_000 + 450_000 * i);
  const { clock, trace } = commandedBy(times.map((firstUs) => ({ firstUs, count: 1, periodUs: 1 })));
  clock.advanceTo(60_000_000);
  const count = countOf(commandedIn(trace.records), 60_000_000);
  expect(count.timesUs(2_000_000, 4_000_000, 3, 'first')).toEqual(times.filter((us) => us > 2_000_000).slice(0, 3));
  expect(count.timesUs(2_000_000, 4_000_000, 2, 'last')).toEqual([3_250_000, 3_700_000]);
  expect(count.perSecondAt(3_000_000)).toBeCloseTo(1 / 0.45, 9);
  expect(count.timesUs(20_000_000, 30_000_000, 3, 'first')).toEqual([]);
});
