import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PumpState } from '../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import { lane } from '../../firmware-sim/base/virtual-clock.ts';
import type { LineRecord, TraceRecord } from '../../firmware-sim/trace/record.ts';
import { everySo } from '../run-count.ts';
import { type Begin, type PumpRun, pumpRun } from './pump-run.ts';

interface Entry {
  readonly atUs: number;
  readonly act: (run: PumpRun) => void;
}

const END_US = 12 * US_PER_HOUR;
const FULL_END_US = 240 * US_PER_HOUR;

const oneDay: readonly Entry[] = [
  { atUs: 0, act: ({ pump }) => pump.programSimpleContinuous(0.5) },
  { atUs: US_PER_HOUR, act: ({ pump }) => pump.setField({ fieldMt: 1500, angleToNormalDeg: 80, azimuthDeg: 40 }) },
  { atUs: 2 * US_PER_HOUR, act: ({ pump }) => pump.removeField() },
  { atUs: 4 * US_PER_HOUR, act: ({ pump }) => pump.rollerStudy() },
  { atUs: 5 * US_PER_HOUR + 1, act: ({ pump }) => pump.singleBolus(0.02, 1.2) },
  { atUs: 7 * US_PER_HOUR, act: ({ pump }) => pump.programStopped() },
  { atUs: 8 * US_PER_HOUR, act: ({ pump }) => pump.programSimpleContinuous(0.333333) },
];

/** Repeats the day with a field whose direction and lost motor turns are drawn. */
const chancyDay: readonly Entry[] = [
  ...oneDay,
  { atUs: 9 * US_PER_HOUR, act: ({ pump }) => pump.setField({ fieldMt: 2.75 }) },
  { atUs: 11 * US_PER_HOUR, act: ({ pump }) => pump.removeField() },
];

/** Ten days with a scanner, a latch, bound gears, alarms, refills and the end of service. */
const fullRun: readonly Entry[] = [
  { atUs: 0, act: ({ pump }) => pump.programSimpleContinuous(0.5) },
  { atUs: 10 * US_PER_HOUR, act: ({ pump }) => pump.setField({ fieldMt: 1500, profile: 'walk-in' }, everyEffect) },
  { atUs: 11 * US_PER_HOUR, act: ({ pump }) => pump.removeField() },
  { atUs: 20 * US_PER_HOUR, act: ({ pump }) => pump.interrogate() },
  { atUs: 50 * US_PER_HOUR, act: ({ pump }) => pump.interrogate() },
  { atUs: 60 * US_PER_HOUR, act: ({ pump }) => pump.primingBolus(0.2) },
  { atUs: 70 * US_PER_HOUR, act: ({ pump }) => pump.programSimpleContinuous(3) },
  { atUs: 84 * US_PER_HOUR, act: ({ pump }) => pump.refill({ fillMl: 5, programMl: 6, omit: ['withdraw'] }) },
  { atUs: 90 * US_PER_HOUR, act: ({ pump }) => pump.setField({ fieldMt: 2.5 }) },
  { atUs: 95 * US_PER_HOUR, act: ({ pump }) => pump.removeField() },
  { atUs: 130 * US_PER_HOUR, act: ({ pump }) => pump.program({ mode: 'minimum rate' }) },
  { atUs: 140 * US_PER_HOUR, act: ({ pump }) => pump.rollerStudy() },
  { atUs: 150 * US_PER_HOUR, act: ({ pump }) => pump.programStopped() },
  { atUs: 210 * US_PER_HOUR, act: ({ pump }) => pump.refill({ fillMl: 19 }) },
  { atUs: 211 * US_PER_HOUR, act: ({ pump }) => pump.programSimpleContinuous(24) },
];

const everyEffect = {
  restart: { kind: 'sampled' },
  emiTelemetry: true,
  secondInterrogationQuirk: true,
  altered: { kind: 'rate', rateMlPerDay: 0.75 },
} as const;

const fullState: Partial<PumpState> = {
  reservoirMl: 4,
  accuracy: 'sampled',
  law: 'eitherLater',
  restartDelayUsMax: 20 * US_PER_MINUTE,
  eriAtAgeUs: 7 * 365.25 * US_PER_DAY - 130 * US_PER_HOUR,
  ageUs: 7 * 365.25 * US_PER_DAY - 230 * US_PER_HOUR,
};

interface FinishedRun {
  readonly run: PumpRun;
  readonly lines: readonly string[];
}

function runOf(
  entries: readonly Entry[],
  options: Begin & { readonly cutsUs?: readonly number[]; readonly endUs?: number },
): FinishedRun {
  const run = pumpRun(options);
  const lines: string[] = [];
  run.trace.listen((_record, line) => void lines.push(line));
  const timeline = run.clock.lane(lane.timeline);
  for (const entry of entries) timeline.at(entry.atUs, () => entry.act(run));
  for (const us of options.cutsUs ?? []) run.clock.advanceTo(us);
  run.clock.advanceTo(options.endUs ?? END_US);
  return { run, lines };
}

describe('the fingerprint of a run', () => {
  test('equals the recorded one', () => {
    expect(runOf(oneDay, {}).run.trace.fingerprint()).toBe(
      '01928ca4bc5f774db3665c2eb93f65a1ddf69eba9bd3a2bbb7e48da317439e65',
    );
    expect(runOf(chancyDay, { seed: 42 }).run.trace.fingerprint()).toBe(
      '5f6dcdafd49af968451b13f16cb9eca2ad3f141c16e8b9ee7fd7136c713fa408',
    );
  });

  test('is the same in one advance, in ten thousand and at any cuts', () => {
    const whole = runOf(chancyDay, {});
    expect(runOf(chancyDay, {}).lines).toEqual(whole.lines);
    const cutsUs = Array.from({ length: 10_000 }, (_, i) => Math.floor((i * END_US) / 10_000));
    expect(runOf(chancyDay, { cutsUs }).lines).toEqual(whole.lines);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: END_US }), { maxLength: 30 }), (cuts) => {
        const cut = runOf(chancyDay, { cutsUs: cuts.sort((a, b) => a - b) });
        expect(cut.run.trace.fingerprint()).toBe(whole.run.trace.fingerprint());
      }),
      { numRuns: 20 },
    );
  });

  test('is independent of how often the pump is observed', () => {
    const looked = pumpRun();
    const timeline = looked.clock.lane(lane.timeline);
    for (const entry of chancyDay) timeline.at(entry.atUs, () => entry.act(looked));
    for (let us = 0; us <= END_US; us += US_PER_MINUTE / 4) {
      looked.clock.advanceTo(us);
      looked.pump.drive.rotorDeg();
      looked.pump.reservoir.deliveredMl;
      looked.pump.detector.decideAtSteps();
      looked.trace.fingerprint();
    }
    expect(looked.trace.fingerprint()).toBe(runOf(chancyDay, {}).run.trace.fingerprint());
  });

  test('depends on the seed only where chance is involved', () => {
    const fingerprintOf = (entries: readonly Entry[], seed: number): string =>
      runOf(entries, { seed }).run.trace.fingerprint();
    expect(fingerprintOf(oneDay, 1)).toBe(fingerprintOf(oneDay, 2));
    expect(fingerprintOf(chancyDay, 1)).not.toBe(fingerprintOf(chancyDay, 2));
  });
});

describe('a run of ten days with every function', () => {
  const begin = { seed: 7, state: fullState, endUs: FULL_END_US };

  test('has its recorded fingerprint, and contains every cause of alarm', () => {
    const { run } = runOf(fullRun, begin);
    expect(new Set(run.events('pump.alarm').map((event) => event.cause))).toEqual(
      new Set([
        'low reservoir',
        'empty reservoir',
        'motor stall',
        'pump stopped over 48 h',
        'elective replacement indicator',
        'end of service',
      ]),
    );
    expect(run.events('true.rotor').map((event) => event.state)).toContain('bound');
    expect(run.logged().map(([kind]) => kind)).toContain('telemetry mode ended');
    expect(run.trace.fingerprint()).toBe('65e387d28af514fbc1ddf42eae06f9d5f06a2890a812435309325592e160e6aa');
  });

  test('is the same in one advance, in ten thousand, and with observations between them', () => {
    const whole = runOf(fullRun, begin);
    const cutsUs = Array.from({ length: 10_000 }, (_, i) => Math.floor((i * FULL_END_US) / 10_000));
    expect(runOf(fullRun, { ...begin, cutsUs }).lines).toEqual(whole.lines);
    const looked = pumpRun(begin);
    const timeline = looked.clock.lane(lane.timeline);
    for (const entry of fullRun) timeline.at(entry.atUs, () => entry.act(looked));
    for (const us of cutsUs) {
      looked.clock.advanceTo(us);
      looked.pump.firmware.status();
      looked.pump.reservoir.volumeMl;
      looked.pump.detector.decideAtSteps();
    }
    looked.clock.advanceTo(FULL_END_US);
    expect(looked.trace.fingerprint()).toBe(whole.run.trace.fingerprint());
  });

  test('agrees up to the entry from which it is rewound and changed', () => {
    const original = runOf(fullRun, begin);
    for (const { atUs } of fullRun.filter((_entry, i) => i % 4 === 2)) {
      const kept = fullRun.filter((entry) => entry.atUs < atUs);
      const other: Entry = { atUs, act: ({ pump }) => pump.setField({ fieldMt: 77, azimuthDeg: 1 }) };
      const branched = runOf([...kept, other], begin);
      const until = (lines: readonly string[]): readonly string[] =>
        lines.filter((line) => (JSON.parse(line) as TraceRecord).t < atUs);
      expect(until(branched.lines)).toEqual(until(original.lines));
      expect(branched.lines).not.toEqual(original.lines);
    }
  });
});

test('a run that is rewound and takes another path agrees byte for byte up to there', () => {
  const branchUs = 10 * US_PER_HOUR;
  const original = runOf(chancyDay, {});
  const branched = runOf(
    [...chancyDay.filter((entry) => entry.atUs < branchUs), { atUs: branchUs, act: ({ pump }) => pump.removeField() }],
    {},
  );
  const until = (lines: readonly string[]): readonly string[] =>
    lines.filter((line) => (JSON.parse(line) as TraceRecord).t < branchUs);
  expect(until(original.lines).length).toBeGreaterThan(100);
  expect(until(branched.lines)).toEqual(until(original.lines));
  expect(branched.lines).not.toEqual(original.lines);
});

/** Largest distance of each recorded line from the truth, from two equal runs: one recorded, one observed. */
function widestErrors(entries: readonly Entry[], begin: Begin, endUs: number, everyUs: number) {
  const { run } = runOf(entries, { ...begin, endUs });
  const looked = pumpRun(begin);
  const timeline = looked.clock.lane(lane.timeline);
  for (const entry of entries) timeline.at(entry.atUs, () => entry.act(looked));
  const { drive, reservoir, firmware } = looked.pump;
  const programmedMl = (): number => (drive.commandedSteps() * 0.125) / 1000;
  const curves = [
    { name: 'true.rotorDeg', truth: () => drive.rotorDeg() },
    { name: 'true.deliveredMl', truth: () => reservoir.deliveredMl },
    { name: 'true.reservoirMl', truth: () => reservoir.volumeMl },
    { name: 'true.undeliveredMl', truth: () => programmedMl() + firmware.delivery.withheldMl - reservoir.deliveredMl },
    { name: 'pump.reservoirMl', truth: () => firmware.calculator.calculatedMl },
    { name: 'pump.programmedMl', truth: programmedMl },
  ].map((curve) => ({ ...curve, records: linesOf(run, curve.name), next: 0, widest: 0 }));
  for (let us = 0; us <= endUs; us += everyUs) {
    looked.clock.advanceTo(us);
    for (const curve of curves) {
      while (Number(curve.records[curve.next]?.t) <= us) curve.next += 1;
      const last = curve.records[curve.next - 1] as LineRecord;
      curve.widest = Math.max(curve.widest, Math.abs(curve.truth() - last.v - (last.r * (us - last.t)) / 1e6));
    }
  }
  const errorMaxOf = new Map(run.trace.signals.map((signal) => [String(signal.name), signal.errorMax ?? 0]));
  return curves.map(({ name, widest }) => ({ name, widest, errorMax: errorMaxOf.get(name) ?? 0 }));
}

function linesOf({ trace }: PumpRun, name: string): readonly LineRecord[] {
  return trace.records.filter((record): record is LineRecord => 'r' in record && record.s === name);
}

describe('the recorded lines', () => {
  test('are within their declared error, and the declaration is at most twice too wide', () => {
    for (const { name, widest, errorMax } of widestErrors(chancyDay, {}, END_US, 7_654_321)) {
      expect([name, widest <= errorMax * (1 + 1e-9)]).toEqual([name, true]);
      // In a difference the steps of both sides mostly coincide.
      const loosest = name === 'true.undeliveredMl' ? 2.5 : 2;
      expect([name, widest > errorMax / loosest]).toEqual([name, true]);
    }
  });

  test.each(everySo(3, [0.855, 1, 1.145]))(
    'stay within it over a run of ten days with a true-to-programmed ratio of %d',
    (accuracy) => {
      const begin = { seed: 7, state: { ...fullState, accuracy } };
      for (const { name, widest, errorMax } of widestErrors(fullRun, begin, FULL_END_US, 76_543_211)) {
        expect([name, widest <= errorMax * (1 + 1e-9)]).toEqual([name, true]);
      }
    },
  );
});
