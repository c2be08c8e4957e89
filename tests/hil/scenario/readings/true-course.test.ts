import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import { US_PER_DAY, US_PER_HOUR } from '../../../../firmware-sim/base/time-units.ts';
import { productNamed } from '../../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../../firmware-sim/products/product.ts';
import type { Trace } from '../../../../firmware-sim/trace/trace.ts';
import { scenarioNamed } from '../../../../hil/scenario/library.ts';
import { IntervalReader } from '../../../../hil/scenario/readings/interval-reader.ts';
import { isExact } from '../../../../hil/scenario/readings/reading.ts';
import { RunSignals } from '../../../../hil/scenario/readings/run-signals.ts';
import type { Piece } from '../../../../hil/scenario/readings/signal-pieces.ts';
import { withSources } from '../../../../hil/scenario/readings/signal-sources.ts';
import { TrueCourse } from '../../../../hil/scenario/readings/true-course.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import { type Begin, type PumpRun, pumpRun } from '../../../firmware-sim/pump-run.ts';
import { runCount } from '../../../run-count.ts';

/** Number of random times at which a course is read. */
const OBSERVATIONS = { quick: 250, long: 4000 };
/** Rounding of sums in double precision. */
const SLACK = 1e-9;

type Act = readonly [atHours: number, act: (run: PumpRun) => unknown];

interface Course extends Begin {
  readonly acts: readonly Act[];
  readonly days: number;
}

function product(name: string): { readonly product: Product } {
  return { product: productNamed(name) as Product };
}

const field = { fieldMt: 1500, angleToNormalDeg: 80, azimuthDeg: 40 };
const courses: Readonly<Record<string, Course>> = {
  'a roller pump in fields, with boluses and lost turns': {
    seed: 5,
    days: 1,
    state: { accuracy: 1.145 },
    acts: [
      [0, ({ pump }) => pump.programSimpleContinuous(0.5)],
      [1, ({ pump }) => pump.setField(field)],
      [2, ({ pump }) => pump.removeField()],
      [4, ({ pump }) => pump.rollerStudy()],
      [5.1, ({ pump }) => pump.singleBolus(0.02, 1.2)],
      [7, ({ pump }) => pump.programStopped()],
      [8, ({ pump }) => pump.programSimpleContinuous(0.333333)],
      [9, ({ pump }) => pump.setField({ fieldMt: 2.75 })],
      [11, ({ pump }) => pump.removeField()],
      [12, ({ pump }) => pump.setField({ fieldMt: 7 })],
      [15, ({ pump }) => pump.removeField()],
    ],
  },
  'a schedule that carries its steps': {
    days: 9,
    state: {},
    acts: [
      [
        0,
        ({ pump }) =>
          pump.program({
            mode: 'periodic bolus',
            rateMlPerDay: 0.1,
            periodicBolus: { volumeMl: 0.01, durationUs: 1.3 * US_PER_HOUR, everyUs: 5 * US_PER_HOUR },
          }),
      ],
      [50.3, ({ pump }) => pump.setField(field)],
      [51.7, ({ pump }) => pump.removeField()],
      [60, ({ pump }) => pump.programStopped()],
      [61, ({ pump }) => pump.programSimpleContinuous(2)],
    ],
  },
  'a flex program': {
    days: 3,
    acts: [
      [
        0,
        ({ pump }) =>
          pump.program({
            mode: 'flex',
            flex: {
              'every day': [
                { fromMinutes: 0, rateMlPerDay: 0.213 },
                { fromMinutes: 437, rateMlPerDay: 1.007 },
                { fromMinutes: 1201, rateMlPerDay: 0.048 },
              ],
            },
          }),
      ],
      [20.2, ({ pump }) => pump.singleBolus(0.03, 2)],
      [30, ({ pump }) => pump.setField(field)],
      [33.3, ({ pump }) => pump.removeField()],
    ],
  },
  'a gas drive': {
    ...product('siromedes'),
    days: 2,
    acts: [[0, ({ pump }) => pump.programSimpleContinuous(1)]],
  },
  'a reservoir that runs dry': {
    days: 3,
    state: { reservoirMl: 1 },
    acts: [
      [0, ({ pump }) => pump.programSimpleContinuous(0.7)],
      [60, ({ pump }) => pump.refill({ fillMl: 3 })],
    ],
  },
  'a pump with valves in a scanner': {
    ...product('prometra-ii'),
    days: 3,
    acts: [
      [0, ({ pump }) => pump.programSimpleContinuous(0.5)],
      [10, ({ pump }) => pump.setField({ fieldMt: 1500 })],
      [11, ({ pump }) => pump.removeField()],
      [30, ({ pump }) => pump.resetValve()],
    ],
  },
};

/** The plant's own values at drawn times, and the signals of the same run. */
function ran({ acts, days, ...begin }: Course) {
  const run = pumpRun(begin);
  const stream = new RandomStream(7, 'observation');
  const endUs = days * US_PER_DAY;
  const timesUs = Array.from({ length: runCount(OBSERVATIONS) }, () => Math.floor(stream.uniform() * endUs));
  const truths: { readonly timeUs: number; readonly signal: string; readonly truth: number }[] = [];
  const left = [...acts];
  for (const timeUs of timesUs.sort((a, b) => a - b)) {
    while (left[0] !== undefined && left[0][0] * US_PER_HOUR <= timeUs) {
      run.clock.advanceTo(Math.round(left[0][0] * US_PER_HOUR));
      left.shift()?.[1](run);
    }
    run.clock.advanceTo(timeUs);
    for (const [signal, truth] of Object.entries(truthsOf(run))) truths.push({ timeUs, signal, truth });
  }
  const { signals, records } = run.trace;
  const book = new RunSignals(signals, withSources(Object.keys(truthsOf(run)), signals));
  for (const record of records) book.hear(record);
  return { truths, book };
}

/** The plant's own values beside those that are read from the trace of the same run. */
function observed(course: Course) {
  const { truths, book } = ran(course);
  return truths.map((one) => ({ ...one, reading: new IntervalReader(book, one.signal).at(one.timeUs) }));
}

function truthsOf({ pump }: PumpRun): Readonly<Record<string, number>> {
  const { reservoir, firmware, delivery, metering } = pump;
  const programmedMl = metering.commandedSteps() * delivery.stepMl;
  const isRotor = pump.product.drive.kind === 'rollers';
  return {
    'pump.programmedMl': programmedMl,
    'pump.reservoirMl': firmware.calculator.calculatedMl,
    'true.deliveredMl': reservoir.deliveredMl,
    'true.reservoirMl': reservoir.volumeMl,
    'true.undeliveredMl': programmedMl + delivery.withheldMl - reservoir.deliveredMl,
    ...(isRotor ? { 'true.rotorDeg': pump.drive.rotorDeg() } : {}),
  };
}

describe.each(Object.entries(courses))('the values read from the trace of %s', (_name, course) => {
  test('are those of the plant, and exact', () => {
    const all = observed(course);
    const wrong = all.filter(
      ({ truth, reading }) => reading === undefined || truth < reading.low - SLACK || truth > reading.high + SLACK,
    );
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(all.filter(({ reading }) => reading !== undefined && !isExact(reading)).slice(0, 5)).toEqual([]);
    for (const { truth, reading } of all)
      if (reading !== undefined && isExact(reading)) expect(reading.value).toBeCloseTo(truth, 8);
  });
});

describe('the range over a run', () => {
  /** The course of nine days is the last one: it takes as long as all others. */
  const rotors = Object.keys(courses)
    .filter((name) => !/valves|gas/.test(name))
    .sort((a, b) => (courses[a]?.days ?? 0) - (courses[b]?.days ?? 0));
  const pulsing = ['true.undeliveredMl', 'true.reservoirMl', 'true.deliveredMl', 'true.rotorDeg'];
  test.each(rotors.slice(0, runCount({ quick: 3, long: rotors.length })))('is that of all its steps: %s', (name) => {
    const { days, ...course } = courses[name] as Course;
    const { book } = ran({ ...course, days });
    const endUs = days * US_PER_DAY;
    const timesUs = stepTimesUs(book, endUs);
    expect(timesUs.length).toBeGreaterThan(1000);
    for (const signal of pulsing) {
      const reader = new IntervalReader(book, signal);
      const values = timesUs.flatMap((timeUs) => [reader.at(timeUs - 1)?.value, reader.at(timeUs)?.value]);
      const known = values.filter((value) => value !== undefined);
      const range = reader.range(0, endUs);
      expect([signal, range?.min.value]).toEqual([
        signal,
        expect.closeTo(
          known.reduce((a, b) => Math.min(a, b)),
          10,
        ),
      ]);
      expect([signal, range?.max.value]).toEqual([
        signal,
        expect.closeTo(
          known.reduce((a, b) => Math.max(a, b)),
          10,
        ),
      ]);
    }
  });
});

/** Times of all motor steps of a run, and of its records. */
function stepTimesUs(book: RunSignals, endUs: number): readonly number[] {
  const programmed = book.pieces('pump.programmedMl');
  return Array.from({ length: programmed.count }, (_, i) => {
    const fromUs = (programmed.piece(i) as Piece).t;
    const toUs = (programmed.piece(i + 1)?.t ?? endUs + 1) - 1;
    return [fromUs, ...(book.steps?.timesUs(fromUs, toUs, 1e6, 'first') ?? []), toUs];
  }).flat();
}

describe('the volume out of a catheter', () => {
  test.each(['kink-dose-unchanged', 'leak-disconnection-migration'])(
    'follows the pulse of the pump up to the next record: %s',
    async (name) => {
      let trace: Trace | undefined;
      await runScenario(scenarioNamed(name), { rig: 'model', onBench: (bench) => (trace = bench.trace) });
      const { signals, records } = trace as Trace;
      const outflows = ['true.tipMl', 'true.strayMl', 'true.leakedMl'];
      const book = new RunSignals(signals, withSources(outflows, signals));
      for (const record of records) book.hear(record);
      const course = new TrueCourse(book);
      let compared = 0;
      for (const signal of outflows) {
        const pieces = book.pieces(signal);
        for (let i = 0; i + 1 < pieces.count; i += 1) {
          const [piece, next] = [pieces.piece(i) as Piece, pieces.piece(i + 1) as Piece];
          if (piece.t === next.t || piece.r === 0) continue;
          const { low, high } = course.along(signal, piece, { timeUs: next.t, isBefore: true, stepsUs: next.t });
          expect([signal, next.t, next.v >= low - SLACK && next.v <= high + SLACK]).toEqual([signal, next.t, true]);
          compared += 1;
        }
      }
      expect(compared).toBeGreaterThan(2);
    },
  );
});
