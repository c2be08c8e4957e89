import { afterEach, describe, expect, test } from 'vitest';
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { Bench, type BenchOptions } from '../../../hil/bench.ts';
import { unattendedScenarios } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';
import { read } from '../scenario/language/scenario-text.ts';
import { goldenFingerprints } from './golden-fingerprints.ts';
import { benchAfter, eventsOf, fingerprintedLines, fullRun, loggedOf, shortRun } from './rig-runs.ts';

/** Microseconds of a motor step at 0.5 mL/day. */
const STEP_US = 21_600_000;
const RIG_STEP_DEG = 360 / 2048;
/** Largest volume that a rig records as lost instead of imposing it, plus rocking in 1.5 T. */
const BOOKED_DEG = 0.81 + 0.16;

/** A field that ends half way through the study. */
const cutStudy = read({
  pump: '{ product: synchromed-ii, mode: stopped }',
  timeline: [
    '{ at: 1 min, field: 1.5 T, azimuth: 130 deg }',
    '{ at: 2 min, roller study: take, name: study }',
    '{ after: study, wait: 18 s, field: off }',
  ],
  expect: ['{ name: films show part of a turn, outcome: partial, of: study }'],
});

/** Tests that every rig has to pass, with any hardware. */
export function describeRig(rig: string, scenarios: readonly Scenario[] = unattendedScenarios()): void {
  describe(`on the ${rig} rig`, () => {
    const open: Bench[] = [];
    afterEach(async () => {
      for (const bench of open.splice(0)) await bench.close();
    });
    const bench = async (options: BenchOptions = {}): Promise<Bench> => {
      const one = await Bench.open({ rig, ...options });
      open.push(one);
      return one;
    };

    describeScenarios(rig, scenarios);
    describeStudies(rig, bench);
    describeStalls(bench);
    describeIdentity(rig);
  });
}

type OpenBench = (options?: BenchOptions) => Promise<Bench>;

/** Requirements of scenarios on a rig. */
export function describeScenarios(rig: string, scenarios: readonly Scenario[]): void {
  test.each(scenarios)('the scenario $name passes with its recorded fingerprint', async (scenario) => {
    const result = await runScenario(scenario, { rig });
    expect(result.measurements.map((one) => [one.name, one.verdict])).toEqual(
      scenario.expect.map((one) => [one.name, 'pass']),
    );
    expect(result.verdict).toBe('pass');
    expect(result.fingerprint).toBe(goldenFingerprints[scenario.name]);
  });
}

function describeStudies(rig: string, bench: OpenBench): void {
  test('the same scenario twice has the same fingerprint, on the rig too', async () => {
    const [one, again] = [await runScenario(cutStudy, { rig }), await runScenario(cutStudy, { rig })];
    expect([again.fingerprint, again.rigHash]).toEqual([one.fingerprint, one.rigHash]);
  });

  test('a roller study turns the rotor by 120 degrees', async () => {
    const one = await bench();
    await one.rollerStudy();
    expect(await one.shaft()).toEqual({ angleDeg: 120, held: false, stalled: false });
  });

  test('a study whose field ends in the middle shows part of a turn', async () => {
    const result = await runScenario(cutStudy, { rig });
    expect(result.verdict).toBe('pass');
    expect(Math.abs(result.studies[0]?.movedDeg ?? 0)).toBeGreaterThan(30);
    expect(Math.abs(result.studies[0]?.movedDeg ?? 0)).toBeLessThan(90);
  });
}

function describeStalls(bench: OpenBench): void {
  test('a rotor held by a field does not follow, and a stall is logged', async () => {
    const one = await bench();
    await one.field({ fieldMt: 1500, azimuthDeg: 60 });
    await one.turn({ angleDeg: 120 });
    const shaft = await one.shaft();
    expect(shaft).toMatchObject({ held: true, stalled: true });
    expect(Math.abs(shaft.angleDeg)).toBeLessThan(2); // rocking and kick stay within one motor step
  });

  test('the kick and the loss are whole motor turns once the rotor is free again', async () => {
    const one = await bench();
    one.pump.programSimpleContinuous(24);
    await one.toUs(10 * US_PER_SECOND);
    const before = await one.shaft();
    await one.field({ fieldMt: 1500, azimuthDeg: 100 });
    const kicked = await one.shaft();
    expect(Math.abs(kicked.angleDeg - before.angleDeg)).toBeGreaterThan(0.5);
    expect(Math.abs(kicked.angleDeg - before.angleDeg)).toBeLessThanOrEqual(1.5);
    await one.toUs(30 * US_PER_SECOND);
    await one.noField();
    const lostSteps = one.pump.drive.commandedSteps() - (await one.shaft()).angleDeg / 1.5;
    expect(lostSteps).toBeGreaterThan(40);
    expect(lostSteps % 2).toBe(0);
  });

  test('detection and recovery are logged at the exact pump times of their laws', async () => {
    const one = await bench();
    one.pump.programSimpleContinuous(0.5);
    await one.toUs(5 * US_PER_MINUTE); // 13 steps
    await one.field({ fieldMt: 1500, azimuthDeg: 0 });
    await one.toUs(US_PER_HOUR); // 166 steps
    await one.noField();
    await one.toUs(2 * US_PER_HOUR);
    expect(loggedOf(one)).toEqual([
      ['motor stall', (13 + 48) * STEP_US],
      ['motor stall recovery', (166 + 48) * STEP_US],
    ]);
  });

  test('a weak field takes single turns and stalls nothing', async () => {
    const one = await bench();
    one.pump.programSimpleContinuous(24);
    await one.field({ fieldMt: 2.75, azimuthDeg: 20 });
    await one.toUs(90 * US_PER_SECOND);
    const lostSteps = one.pump.drive.commandedSteps() - (await one.shaft()).angleDeg / 1.5;
    expect(lostSteps).toBeGreaterThan(2);
    expect(lostSteps).toBeLessThan(one.pump.drive.commandedSteps() * 0.75);
    expect(eventsOf(one, 'true.rotor').filter((event) => event.state === 'losing').length).toBeGreaterThan(2);
  });

  test('a stopped pump logs nothing in a field, and continues its count after a start', async () => {
    const one = await bench();
    await one.field({ fieldMt: 1500, azimuthDeg: 0 });
    await one.toUs(48 * US_PER_HOUR);
    const complaint = ['pump stopped over 48 h', 48 * US_PER_HOUR];
    expect(loggedOf(one)).toEqual([complaint]);
    one.pump.programSimpleContinuous(0.5);
    await one.toUs(49 * US_PER_HOUR);
    expect(loggedOf(one)).toEqual([complaint, ['motor stall', 48 * US_PER_HOUR + 48 * STEP_US]]);
  });
}

function describeIdentity(rig: string): void {
  test('every record of in, true and pump equals that of the plant alone', async () => {
    const alone = await benchAfter(fullRun, { rig: 'model' });
    const behind = await benchAfter(fullRun, { rig });
    expect(fingerprintedLines(behind.trace.records)).toEqual(fingerprintedLines(alone.trace.records));
    expect(behind.trace.records.length).toBeGreaterThan(80);
  });

  test('another seed draws another azimuth, and the same seed the same', async () => {
    const drawn = { ...shortRun, entries: [{ atUs: 0, act: ({ pump }: Bench) => pump.setField({ fieldMt: 1500 }) }] };
    const [one, again, other] = [
      await benchAfter(drawn, { rig, seed: 1 }),
      await benchAfter(drawn, { rig, seed: 1 }),
      await benchAfter(drawn, { rig, seed: 2 }),
    ];
    expect(again.trace.fingerprint()).toBe(one.trace.fingerprint());
    expect(other.trace.fingerprint()).not.toBe(one.trace.fingerprint());
  });

  test('a run cut into many pieces has the fingerprint of a whole one', async () => {
    // The model rig gives the reference fingerprint.
    const whole = await benchAfter(fullRun, { rig: 'model' });
    const cutsUs = Array.from({ length: 300 }, (_, i) => 1 + Math.floor((i * fullRun.endUs) / 300));
    const cut = await benchAfter(fullRun, { rig }, cutsUs);
    expect(cut.trace.fingerprint()).toBe(whole.trace.fingerprint());
  });

  test.each([400, 1_000_000])('a run at %i pump seconds a second has the same fingerprint', async (speed) => {
    const free = await benchAfter(shortRun, { rig });
    const paced = await benchAfter(shortRun, { rig, speed });
    expect(paced.trace.fingerprint()).toBe(free.trace.fingerprint());
  });

  test('the encoder agrees with the rotor, to a step in motion, to the resolution held', async () => {
    const bench = await Bench.open({ rig });
    const apartDeg: { readonly turning: number[]; readonly held: number[] } = { turning: [], held: [] };
    bench.trace.listen((record) => {
      if (!('s' in record) || record.s !== 'rig.shaftDeg') return;
      const { drive } = bench.pump;
      const seen = drive.state === 'turning' ? apartDeg.turning : apartDeg.held;
      seen.push(Math.abs((record.v as number) - drive.rotorDeg()));
    });
    try {
      bench.pump.programSimpleContinuous(24);
      await bench.toUs(60 * US_PER_SECOND);
      expect(Math.max(0, ...apartDeg.turning)).toBeLessThanOrEqual(RIG_STEP_DEG);
      await bench.field({ fieldMt: 1500, azimuthDeg: 130 });
      await bench.toUs(120 * US_PER_SECOND);
    } finally {
      await bench.close();
    }
    expect(Math.max(0, ...apartDeg.held)).toBeLessThanOrEqual(BOOKED_DEG);
    const isWired = rig !== 'model';
    expect([apartDeg.turning.length > 2, apartDeg.held.length > 2]).toEqual([isWired, isWired]);
  });
}
