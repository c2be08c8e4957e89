import { describe, expect, test } from 'vitest';
import { textOf } from '../../../hil/commands/print-result.ts';
import { mayMatter } from '../../../hil/scenario/law-flips.ts';
import { scenarioNamed, unattendedScenarios } from '../../../hil/scenario/library.ts';
import type { LawSubject } from '../../../hil/scenario/run-result.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { sensitivityOf } from '../../../hil/scenario/sensitivity.ts';
import { runCount } from '../../run-count.ts';
import { type Parts, read } from './language/scenario-text.ts';

/** Every so many scenarios are tried under laws without effect. */
const SCENARIO_STRIDE = runCount({ quick: 8, long: 1 });

async function sensitivityFor(parts: Parts, rig = 'model') {
  const scenario = read(parts);
  const result = await runScenario(scenario, { rig });
  return { result, ...(await sensitivityOf(scenario, result, undefined)) };
}

const scan = ['{ at: 1 h, field: 1.5 T, azimuth: 40 deg, name: scan }', '{ at: 2 h, field: off, name: out }'];
/** 6 uL at 0.5 mL/day take 17.3 min. By the law of time it is 20 min. */
const soon = '{ name: soon, after: scan, within: 18 min, see: pump.log "motor stall" }';
const late = '{ name: late, after: scan, within: 21 min, see: pump.log "motor stall" }';

describe('another law of needle mixing', () => {
  const pump =
    '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day, catheter: {}, drug: baclofen 2 mg/mL }';
  const none = '{ name: none, after: push, within: 1 s, signal: true.tipUg, changes at most: 5 ug }';
  const timeline = [
    '{ at: 1 h, catheter access: aspirate 2 mL }',
    '{ at: 61 min, catheter access: inject 1 mL saline, name: push }',
  ];

  test('is reported: layers leave drug after 2 mL that plugs would have drawn', async () => {
    const { result, flips, lawsTried } = await sensitivityFor({ pump, timeline, expect: [none] });
    expect(result.verdict).toBe('pass');
    expect(lawsTried).toEqual(['needle mixing']);
    expect(flips).toEqual([{ of: 'needle mixing', law: 'laminar', measurement: 'none', verdict: 'fail' }]);
  });

  test("counts from the scenario's own, and is not tried without a drug or a needle", async () => {
    const laminar = pump.replace('catheter: {}', 'catheter: {}, needle mixing: laminar');
    const { result, flips } = await sensitivityFor({ pump: laminar, timeline, expect: [none] });
    expect(result.verdict).toBe('fail');
    expect(flips).toEqual([{ of: 'needle mixing', law: 'plug', measurement: 'none', verdict: 'pass' }]);
    expect((await sensitivityFor({ pump })).lawsTried).toEqual([]);
    const noDrug = pump.replace(', drug: baclofen 2 mg/mL', '');
    expect((await sensitivityFor({ pump: noDrug, timeline })).lawsTried).toEqual([]);
  });
});

describe('another law of detection', () => {
  test('is reported for each law and each measurement that it changes, and no other', async () => {
    const { result, flips } = await sensitivityFor({ timeline: scan, expect: [soon, late] });
    expect(result.verdict).toBe('pass');
    expect(flips).toEqual([
      { of: 'detection', law: 'time', measurement: 'soon', verdict: 'fail' },
      { of: 'detection', law: 'either later', measurement: 'soon', verdict: 'fail' },
    ]);
  });

  test('counts from the law of the scenario', async () => {
    const pump = '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day, detection law: time }';
    const { result, flips } = await sensitivityFor({ pump, timeline: scan, expect: [soon, late] });
    expect(result.verdict).toBe('fail');
    expect(flips).toEqual([{ of: 'detection', law: 'volume', measurement: 'soon', verdict: 'pass' }]);
  });

  test('is nothing without a field, where no law decides', async () => {
    expect((await sensitivityFor({})).flips).toEqual([]);
  });

  test('is distinguished from the limits of a coarse rig', async () => {
    const fine = '{ name: fine, during: scan, signal: true.rotorDeg, changes at most: 0.5 deg }';
    const { result, flips } = await sensitivityFor({ timeline: scan, expect: [late, fine] }, 'loopback');
    expect(result.verdict).toBe('not decided');
    expect(flips).toEqual([]);
  });

  test('is found for a scenario with line faults too', async () => {
    const timeline = ['{ at: 1 min, faults: { flip: 1 % } }', '{ at: 2 min, faults: off }', ...scan];
    const { result, flips } = await sensitivityFor({ timeline, expect: [soon] }, 'loopback');
    expect(result.verdict).toBe('pass');
    expect(flips.map(({ law }) => law)).toEqual(['time', 'either later']);
  });

  test('is not decided where the pump would refuse to go on', async () => {
    const timeline = [
      '{ at: 1 h, field: 1.5 T, azimuth: 40 deg, emi: telemetry, name: scan }',
      '{ after: scan, wait: 19 min, field: off, name: out }',
      '{ after: out, wait: 10 min, program: { mode: simple continuous, rate: 1 mL/day }, name: more }',
    ];
    const pump = '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day, detection law: time }';
    const silent = '{ name: nothing noticed, never see: pump.log "motor stall" }';
    const { result, flips } = await sensitivityFor({ pump, timeline, expect: [silent] });
    expect(result.verdict).toBe('pass');
    expect(flips.filter(({ of }) => of !== 'restart')).toEqual([
      { of: 'detection', law: 'volume', measurement: 'nothing noticed', verdict: 'not decided' },
    ]);
  });
});

describe('another law of recovery', () => {
  const recovered = '{ name: recovered, after: out, within: 18 min, see: pump.log "motor stall recovery" }';

  test('is reported for the laws of time, and kept apart from those of detection', async () => {
    const { result, flips } = await sensitivityFor({ timeline: scan, expect: [late, recovered] });
    expect(result.verdict).toBe('pass');
    expect(flips.filter(({ of }) => of !== 'restart')).toEqual([
      { of: 'recovery', law: 'time', measurement: 'recovered', verdict: 'fail' },
      { of: 'recovery', law: 'either later', measurement: 'recovered', verdict: 'fail' },
    ]);
  });

  test('counts from the law of the scenario', async () => {
    const pump = '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day, recovery law: either later }';
    const { result, flips } = await sensitivityFor({ pump, timeline: scan, expect: [recovered] });
    expect(result.verdict).toBe('fail');
    expect(result.assumed).toContain('recovery law = either later');
    expect(flips).toEqual([{ of: 'recovery', law: 'volume', measurement: 'recovered', verdict: 'pass' }]);
  });
});

describe('another restart', () => {
  test('is tried after a scan of 30 min, with the verdicts that a later restart changes', async () => {
    const scenario = scenarioNamed('mri-30-min');
    const result = await runScenario(scenario, { rig: 'model' });
    const others = await sensitivityOf(scenario, result, undefined);
    expect(result.assumed).toContain('restart law = restart at the next step');
    const turned = (law: string) => others.flips.filter((flip) => flip.law === law).map((flip) => flip.measurement);
    for (const which of ['drawn from the seed', 'half of the longest', 'the longest'].map(
      (one) => `uniform 0 to 20 min, ${one}`,
    ))
      expect(turned(which)).toEqual(['delivery resumes', 'recovery logged', 'dose lost']);
    expect(textOf(result, others)).toContain(
      'under the restart law uniform 0 to 20 min, the longest: fail for "delivery resumes", "recovery logged", "dose lost"',
    );
    expect(textOf(result, others)).toContain('no verdict changes under another law of detection or recovery');
  });

  test("counts from the scenario's delay, whose longest draw is tried as well", async () => {
    const pump = '{ product: synchromed-ii, mode: stopped, restart delay: up to 40 min }';
    const turningWithin = (minutes: number) =>
      `{ name: within ${minutes} min, after: out, within: ${minutes} min, see: true.rotor turning }`;
    const { result, flips } = await sensitivityFor({
      pump,
      timeline: scan,
      expect: [turningWithin(1), turningWithin(39)],
    });
    expect(result.measurements.map(({ verdict }) => verdict)).toEqual(['fail', 'pass']);
    expect(result.assumed).toContain('restart law = uniform 0 to 40 min');
    expect(flips).toEqual([
      { of: 'restart', law: 'next step', measurement: 'within 1 min', verdict: 'pass' },
      { of: 'restart', law: 'uniform 0 to 40 min, the longest', measurement: 'within 39 min', verdict: 'fail' },
    ]);
  });

  test('is reported with the tried delays even if no verdict changes', async () => {
    const { result, ...others } = await sensitivityFor({ timeline: scan, expect: [late] });
    expect(textOf(result, others)).toContain(
      'no verdict changes under another law of detection, recovery or restart (tried: the next step or one draw, half of the longest delay, the longest delay)',
    );
  });

  test('is not tried without a rotor; without a log only the restart law is tried', async () => {
    const tried = async (product: string) => {
      const pump = `{ product: ${product}, mode: simple continuous, rate: 0.5 mL/day }`;
      return (await sensitivityFor({ pump, timeline: scan })).lawsTried;
    };
    expect(await tried('siromedes')).toEqual([]);
    expect(await tried('prometra-ii')).toEqual([]);
    expect(await tried('synchromed-el')).toEqual(['restart']);
    expect(await tried('synchromed-ii')).toEqual(['detection', 'recovery', 'restart']);
  });
});

describe('a law without effect in the run', () => {
  const facts = { missedSteps: false, wasHeld: false, stallNoticed: false };
  const other = (of: LawSubject) => ({ of, law: 'time', laws: {} });

  test('is not tried: no missed step, no stall in the log, no rotor held', () => {
    expect(mayMatter(other('detection'), facts)).toBe(false);
    expect(mayMatter(other('detection'), { ...facts, missedSteps: true })).toBe(true);
    expect(mayMatter(other('recovery'), { ...facts, missedSteps: true })).toBe(false);
    expect(mayMatter(other('recovery'), { ...facts, stallNoticed: true })).toBe(true);
    expect(mayMatter(other('restart'), { ...facts, missedSteps: true })).toBe(false);
    expect(mayMatter(other('restart'), { ...facts, wasHeld: true })).toBe(true);
  });

  test('changes nothing in any shipped scenario, if tried', async () => {
    let skippedCount = 0;
    for (const scenario of unattendedScenarios().filter((_one, index) => index % SCENARIO_STRIDE === 0)) {
      const result = await runScenario(scenario, { rig: 'model' });
      const { rotorFacts, ...unknown } = result;
      const others = await sensitivityOf(scenario, result, undefined);
      if (others.lawsTried.every((of) => mayMatter(other(of), rotorFacts))) continue;
      skippedCount += 1;
      expect(others.flips).toEqual((await sensitivityOf(scenario, unknown, undefined)).flips);
    }
    expect(skippedCount).toBeGreaterThan(5 / SCENARIO_STRIDE);
  });
});
