import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { US_PER_HOUR, US_PER_MINUTE } from '../../firmware-sim/motor-line.ts';
import type { LineRecord, TraceRecord } from '../../firmware-sim/trace/record.ts';
import { lane } from '../../firmware-sim/virtual-clock.ts';
import { type LivingPump, livingPump } from './living-pump.ts';

interface Entry {
  readonly atUs: number;
  readonly act: (life: LivingPump) => void;
}

const END_US = 12 * US_PER_HOUR;

const oneDay: readonly Entry[] = [
  { atUs: 0, act: ({ pump }) => pump.programSimpleContinuous(0.5) },
  { atUs: US_PER_HOUR, act: ({ pump }) => pump.setField({ fieldMt: 1500, angleToNormalDeg: 80, azimuthDeg: 40 }) },
  { atUs: 2 * US_PER_HOUR, act: ({ pump }) => pump.removeField() },
  { atUs: 4 * US_PER_HOUR, act: ({ pump }) => pump.rollerStudy() },
  { atUs: 5 * US_PER_HOUR + 1, act: ({ pump }) => pump.singleBolus(0.02, 1.2) },
  { atUs: 7 * US_PER_HOUR, act: ({ pump }) => pump.programStopped() },
  { atUs: 8 * US_PER_HOUR, act: ({ pump }) => pump.programSimpleContinuous(0.333333) },
];

/** The same day, with a field whose direction and whose toll of motor turns are drawn. */
const chancyDay: readonly Entry[] = [
  ...oneDay,
  { atUs: 9 * US_PER_HOUR, act: ({ pump }) => pump.setField({ fieldMt: 2.75 }) },
  { atUs: 11 * US_PER_HOUR, act: ({ pump }) => pump.removeField() },
];

interface Lived {
  readonly life: LivingPump;
  readonly lines: readonly string[];
}

function lived(
  entries: readonly Entry[],
  options: { readonly seed?: number; readonly cutsUs?: readonly number[] },
): Lived {
  const life = livingPump(options);
  const lines: string[] = [];
  life.trace.listen((_record, line) => void lines.push(line));
  const timeline = life.clock.lane(lane.timeline);
  for (const entry of entries) timeline.at(entry.atUs, () => entry.act(life));
  for (const us of options.cutsUs ?? []) life.clock.advanceTo(us);
  life.clock.advanceTo(END_US);
  return { life, lines };
}

describe('the fingerprint of a run', () => {
  test('is the one that this day has always had', () => {
    expect(lived(oneDay, {}).life.trace.fingerprint()).toBe(
      '509142c5816522557ed26b8bfaabeeedec82346dcef036ae7d10ff1ba83e6bda',
    );
    expect(lived(chancyDay, { seed: 42 }).life.trace.fingerprint()).toBe(
      '9f71e8835a06dd380f1b9116b7d21939ede506058d455dcb43b2aa3d352569f7',
    );
  });

  test('is the same again, in one advance, in ten thousand and at any cuts', () => {
    const whole = lived(chancyDay, {});
    expect(lived(chancyDay, {}).lines).toEqual(whole.lines);
    const cutsUs = Array.from({ length: 10_000 }, (_, i) => Math.floor((i * END_US) / 10_000));
    expect(lived(chancyDay, { cutsUs }).lines).toEqual(whole.lines);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: END_US }), { maxLength: 30 }), (cuts) => {
        const cut = lived(chancyDay, { cutsUs: cuts.sort((a, b) => a - b) });
        expect(cut.life.trace.fingerprint()).toBe(whole.life.trace.fingerprint());
      }),
      { numRuns: 20 },
    );
  });

  test('does not depend on how often somebody looks', () => {
    const looked = livingPump();
    const timeline = looked.clock.lane(lane.timeline);
    for (const entry of chancyDay) timeline.at(entry.atUs, () => entry.act(looked));
    for (let us = 0; us <= END_US; us += US_PER_MINUTE / 4) {
      looked.clock.advanceTo(us);
      looked.pump.drive.rotorDeg();
      looked.pump.reservoir.deliveredMl;
      looked.pump.detector.decideAtSteps();
      looked.trace.fingerprint();
    }
    expect(looked.trace.fingerprint()).toBe(lived(chancyDay, {}).life.trace.fingerprint());
  });

  test('is another with another seed where chance is involved, and the same where it is not', () => {
    const fingerprintOf = (entries: readonly Entry[], seed: number): string =>
      lived(entries, { seed }).life.trace.fingerprint();
    expect(fingerprintOf(oneDay, 1)).toBe(fingerprintOf(oneDay, 2));
    expect(fingerprintOf(chancyDay, 1)).not.toBe(fingerprintOf(chancyDay, 2));
  });
});

test('a run that is rewound and goes another way agrees byte for byte up to there', () => {
  const branchUs = 10 * US_PER_HOUR;
  const original = lived(chancyDay, {});
  const branched = lived(
    [...chancyDay.filter((entry) => entry.atUs < branchUs), { atUs: branchUs, act: ({ pump }) => pump.removeField() }],
    {},
  );
  const until = (lines: readonly string[]): readonly string[] =>
    lines.filter((line) => (JSON.parse(line) as TraceRecord).t < branchUs);
  expect(until(original.lines).length).toBeGreaterThan(100);
  expect(until(branched.lines)).toEqual(until(original.lines));
  expect(branched.lines).not.toEqual(original.lines);
});

test('the recorded lines are never further from the truth than they declare', () => {
  const { life } = lived(chancyDay, {});
  const looked = livingPump();
  const timeline = looked.clock.lane(lane.timeline);
  for (const entry of chancyDay) timeline.at(entry.atUs, () => entry.act(looked));
  const errorMaxOf = new Map(life.trace.signals.map((signal) => [String(signal.name), signal.errorMax ?? 0]));
  const lines = (name: string): readonly LineRecord[] =>
    life.trace.records.filter((record): record is LineRecord => 'r' in record && record.s === name);
  const lineAt = (records: readonly LineRecord[], us: number): number => {
    const last = records.findLast((record) => record.t <= us);
    return last === undefined ? Number.NaN : last.v + (last.r * (us - last.t)) / 1e6;
  };
  const curves = [
    { name: 'true.rotorDeg', truth: () => looked.pump.drive.rotorDeg() },
    { name: 'true.deliveredMl', truth: () => looked.pump.reservoir.deliveredMl },
    { name: 'pump.programmedMl', truth: () => (looked.pump.drive.commandedSteps() * 0.125) / 1000 },
  ].map((curve) => ({ ...curve, records: lines(curve.name), errorMax: errorMaxOf.get(curve.name) ?? 0 }));
  const widest = new Map<string, number>();
  for (let us = 0; us <= END_US; us += 7_654_321) {
    looked.clock.advanceTo(us);
    for (const { name, truth, records } of curves) {
      widest.set(name, Math.max(widest.get(name) ?? 0, Math.abs(truth() - lineAt(records, us))));
    }
  }
  for (const { name, errorMax } of curves) {
    expect(widest.get(name)).toBeLessThanOrEqual(errorMax * (1 + 1e-9));
    // A bound of twice the widest error would say nothing.
    expect(widest.get(name)).toBeGreaterThan(errorMax / 2);
  }
});
