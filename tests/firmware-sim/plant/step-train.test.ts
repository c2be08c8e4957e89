import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { noField } from '../../../firmware-sim/plant/magnetic-field.ts';
import type { StepRun } from '../../../firmware-sim/plant/step-train.ts';
import { commandedBy, plant } from './commanded-train.ts';
import { across } from './turning-drive.ts';

const FIRST_US = 1_000_000;

/** Divides steps at one period into runs of at most `batchSteps`. */
function runsOf(periodUs: number, stepCount: number, batchSteps: number): readonly StepRun[] {
  const runs: StepRun[] = [];
  for (let step = 0; step < stepCount; step += batchSteps)
    runs.push({ firstUs: FIRST_US + step * periodUs, count: Math.min(batchSteps, stepCount - step), periodUs });
  return runs;
}

/** A drive that follows one line of 500 steps, as the model commands them. */
function modelled(periodUs: number, seed: number) {
  const parts = plant(seed);
  parts.drive.begin();
  parts.drive.follow({
    anchorUs: FIRST_US - periodUs,
    anchorSteps: 0,
    periodUs: { numerator: periodUs, denominator: 1 },
    endSteps: 500,
  });
  return parts;
}

/** A field after a number of steps and thousandths of a step. */
type DrawnField = readonly [steps: number, share: number, fieldMt: number];

function coursesOf(fields: readonly DrawnField[], periodUs: number) {
  return fields
    .map(([steps, share, fieldMt]) => ({ atUs: Math.round((steps + share / 1000) * periodUs) + 7, fieldMt }))
    .sort((a, b) => a.atUs - b.atUs);
}

/** Values of the plant at a time, exact to the last bit. */
function valuesOf({ drive, reservoir }: Plant) {
  return {
    commandedSteps: drive.commandedSteps(),
    rotorDeg: drive.rotorDeg(),
    state: drive.state,
    deliveredMl: reservoir.deliveredMl,
    reservoirMl: reservoir.volumeMl,
    isEmpty: reservoir.isEmpty,
    leakedMl: reservoir.leakedMl,
  };
}

type Plant = ReturnType<typeof plant>;

/** Advances two plants to a time, exposes both to a field, and compares their values. */
function expectEqualAfter(
  one: Plant,
  other: Plant,
  { atUs, fieldMt }: { readonly atUs: number; readonly fieldMt: number },
): void {
  for (const { clock, drive } of [one, other]) {
    clock.advanceTo(atUs);
    drive.setField(fieldMt === 0 ? noField : across(fieldMt), 40_000);
  }
  expect(valuesOf(one)).toEqual(valuesOf(other));
}

describe('a train of steps at one period', () => {
  test('equals one line of the model at all times, in fields, with a leak, and dry', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 15_625, max: 40_000_000 }),
        fc.integer({ min: 1, max: 70 }),
        fc.array(
          fc.tuple(
            fc.integer({ min: 0, max: 500 }),
            fc.integer({ min: 0, max: 999 }),
            fc.constantFrom(0, 2.75, 3.9, 1500),
          ),
          { maxLength: 8 },
        ),
        fc.constantFrom(0, 0, 3),
        fc.integer({ min: 1, max: 1000 }),
        (periodUs, batchSteps, fields, leakMlPerDay, seed) => {
          const single = commandedBy(runsOf(periodUs, 500, batchSteps), seed);
          const model = modelled(periodUs, seed);
          if (leakMlPerDay > 0) for (const { reservoir } of [single, model]) reservoir.leak(leakMlPerDay);
          for (const course of coursesOf(fields, periodUs)) expectEqualAfter(single, model, course);
          expectEqualAfter(single, model, { atUs: FIRST_US + 510 * periodUs, fieldMt: 0 });
          expect(single.events()).toEqual(model.events());
        },
      ),
      { numRuns: 150 },
    );
  });

  test('writes the same records however it is divided into runs', () => {
    const lines = [1, 2, 7, 64, 500].map((batchSteps) => {
      const { clock, trace } = commandedBy(runsOf(450_000, 500, batchSteps));
      clock.advanceTo(FIRST_US + 600 * 450_000);
      return trace.records.map((record) => JSON.stringify(record));
    });
    for (const other of lines.slice(1)) expect(other).toEqual(lines[0]);
    const rotor = lines[0]?.filter((line) => line.includes('true.rotorDeg')) ?? [];
    expect(rotor.map((line) => JSON.parse(line).t)).toEqual([
      0,
      FIRST_US,
      FIRST_US + 450_000,
      FIRST_US + 502 * 450_000,
    ]);
    expect(rotor.map((line) => JSON.parse(line).r)).toEqual([0, 0, expect.closeTo(1.5 / 0.45, 9), 0]);
  });

  test('ends two periods after a step is due, and counts exactly until then', () => {
    const { clock, drive, train, trace } = commandedBy(runsOf(1_000_000, 5, 2));
    clock.advanceTo(5_000_000);
    expect(train.lateUs).toBe(8_000_000);
    clock.advanceTo(7_999_999);
    expect([drive.commandedSteps(), trace.records.filter((r) => 's' in r && r.s === 'true.rotorDeg').length]).toEqual([
      5, 3,
    ]);
    clock.advanceTo(8_000_000);
    expect(trace.records.at(-1)).toMatchObject({ t: 8_000_000, r: 0 });
    expect([drive.commandedSteps(), train.lateUs]).toEqual([5, Number.POSITIVE_INFINITY]);
  });
});

describe('steps with the jitter of a timer', () => {
  test('are counted exactly at every time, a quarter step from their line at most', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            periodUs: fc.integer({ min: 20_000, max: 5_000_000 }),
            steps: fc.integer({ min: 1, max: 60 }),
            jitterUs: fc.integer({ min: 0, max: 900_000 }),
            pauseUs: fc.constantFrom(0, 0, 50_000_000),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        fc.integer({ min: 1, max: 1000 }),
        (parts, seed) => {
          const stream = new RandomStream(seed, 'jitter');
          const times: number[] = [];
          let atUs = FIRST_US;
          for (const { periodUs, steps, jitterUs, pauseUs } of parts) {
            for (let i = 0; i < steps; i += 1) {
              atUs += periodUs;
              times.push(
                Math.max(
                  (times.at(-1) ?? 0) + 1,
                  atUs + Math.floor(stream.between(0, Math.min(jitterUs, periodUs / 2))),
                ),
              );
            }
            atUs += pauseUs;
          }
          const { clock, drive, trace } = commandedBy(times.map((firstUs) => ({ firstUs, count: 1, periodUs: 1 })));
          const counts: (readonly [before: number, at: number])[] = [];
          const errorsSteps: number[] = [];
          for (const [i, firstUs] of times.entries()) {
            clock.advanceTo(firstUs - 1);
            const before = drive.commandedSteps();
            clock.advanceTo(firstUs);
            counts.push([before, drive.commandedSteps()]);
            const line = trace.records.findLast((r) => 's' in r && r.s === 'motor.commandedSteps') as {
              readonly t: number;
              readonly v: number;
              readonly r: number;
            };
            errorsSteps.push(Math.abs(line.v + (line.r * (firstUs - line.t)) / 1e6 - (i + 1)));
          }
          expect(counts).toEqual(times.map((_us, i) => [i, i + 1]));
          expect(errorsSteps.filter((error) => !(error <= 0.2501))).toEqual([]);
          clock.advanceTo((times.at(-1) ?? 0) + 30_000_000);
          expect(drive.rotorDeg()).toBe(1.5 * times.length);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('of a timer with 1 ms ticks write few records, and the mean rate in them', () => {
    const times = Array.from({ length: 20_000 }, (_, i) => Math.ceil(((i + 1) * 450_437) / 1000) * 1000);
    const { clock, trace } = commandedBy(times.map((firstUs) => ({ firstUs, count: 1, periodUs: 1 })));
    clock.advanceTo(times.at(-1) ?? 0);
    const lines = trace.records.filter((r) => 's' in r && r.s === 'motor.commandedSteps');
    expect(lines.length).toBeLessThan(12);
    expect((lines.at(-1) as unknown as { readonly r: number }).r).toBeCloseTo(1e6 / 450_437, 4);
  });
});
