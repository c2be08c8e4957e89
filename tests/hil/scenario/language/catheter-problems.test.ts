import { describe, expect, test } from 'vitest';
import { problemText, readScenario } from '../../../../hil/scenario/language/read-scenario.ts';
import type { Scenario } from '../../../../hil/scenario/scenario.ts';
import { scenarioText } from './scenario-text.ts';

const PUMP = '{ product: prometra-ii, mode: simple continuous, rate: 0.5 mL/day, reservoir: 18 mL';
const withDrug = `${PUMP}, catheter: {}, drug: morphine 10 mg/mL }`;

function read(text: string): Scenario {
  const result = readScenario(text, 'test.yaml');
  if (!result.ok) throw new Error(result.problems.map(problemText).join('\n'));
  return result.scenario;
}

function problemsIn(text: string): readonly string[] {
  const result = readScenario(text, 'test.yaml');
  return result.ok ? [] : result.problems.map(problemText);
}

describe('a catheter in a scenario', () => {
  test('is the one of the product, but for what is said', () => {
    expect(read(scenarioText({ pump: `${PUMP}, catheter: {} }` })).pump.catheter).toEqual({});
    const all =
      '{ length: 100 cm, trimmed by: 20 cm, volume per length: 0.0026 mL/cm, outer diameter: 1.3 mm, stiffness: 2 MPa, viscosity: 0.7 mPa s, CSF pressure: 10 mmHg, lets back at: 10 psi }';
    const { catheter } = read(scenarioText({ pump: `${PUMP}, catheter: ${all} }` })).pump;
    expect(catheter).toMatchObject({ lengthCm: 100, trimmedByCm: 20, ulPerCm: 2.6, youngMpa: 2, viscosityMpas: 0.7 });
    expect(catheter?.outerMm).toBeCloseTo(1.3, 12);
    expect(catheter?.csfKpa).toBeCloseTo(1.333, 3);
    expect(catheter?.outletKpaMax).toBeCloseTo(68.95, 2);
  });

  test.each([
    ['occlude', { kind: 'occlusion' }],
    ['occlude lying', { kind: 'occlusion', while: 'lying' }],
    ['occlude standing', { kind: 'occlusion', while: 'standing' }],
    ['kink 97 %', { kind: 'kink', share: 0.97 }],
    ['leak 40 %', { kind: 'leak', share: 0.4 }],
    ['disconnect', { kind: 'disconnection' }],
    ['migrate tip', { kind: 'migration' }],
    ['repair', { kind: 'repair' }],
    ['sampled fault', { kind: 'sampled', mix: { id: 'review' } }],
    ['sampled Ascenda fault', { kind: 'sampled', mix: { id: 'ascenda' } }],
  ])('may %s', (written, deed) => {
    const text = scenarioText({ pump: `${PUMP}, catheter: {} }`, timeline: [`{ at: 1 h, catheter: ${written} }`] });
    expect(read(text).timeline[0]?.action).toMatchObject({ kind: 'catheter', deed });
  });

  test('carries a drug that a refill makes stronger', () => {
    const timeline = ['{ at: 1 h, refill: 18 mL, drug: morphine 25 mg/mL }'];
    const scenario = read(scenarioText({ pump: withDrug, timeline }));
    expect(scenario.pump.drug).toEqual({ name: 'morphine', concentrationUgPerMl: 10_000 });
    expect(scenario.timeline[0]?.action).toMatchObject({ drug: { name: 'morphine', concentrationUgPerMl: 25_000 } });
  });
});

describe('what a catheter cannot be is named with field, value and limit', () => {
  test.each([
    ['trimmed by: 110 cm', /no tube \(catheter: lengthCm is 0\); allowed is a length left after trimming/],
    ['trimmed by: 300 cm', /"300 cm" for "trimmed by"; allowed is .* 0 cm to 199 cm/],
    ['outer diameter: 0.4 mm', /no tube \(catheter: a bore of/],
    ['CSF pressure: 20 kPa', /"20 kPa" for "CSF pressure"; allowed is .* 0 kPa to 10 kPa/],
    ['length: 110', /"110" for "length"; allowed is a number with a unit \(mm, cm, m\)/],
    ['length: -1 cm', /"-1 cm" for "length"/],
    ['stiffness: NaN', /"NaN" for "stiffness"/],
    ['stifness: 3 MPa', /key "stifness"; allowed is .*did you mean stiffness\?/],
  ])('{ %s }', (written, problem) => {
    expect(problemsIn(scenarioText({ pump: `${PUMP}, catheter: { ${written} } }` }))).toEqual([
      expect.stringMatching(problem),
    ]);
  });

  test.each([
    ['{ at: 1 h, catheter: kink 100 % }', /"kink 100 %" for "catheter"; allowed is .*above 0 %, at most 99.9 %/],
    ['{ at: 1 h, catheter: 40 % }', /did you mean kink 40 %\?/],
    ['{ at: 1 h, catheter: oclude }', /did you mean occlude\?/],
    ['{ at: 1 h, position: sitting }', /"sitting" for "position"; allowed is lying, standing/],
    ['{ at: 1 h, catheter access: aspirate 0 mL }', /above 0 mL, at most 10 mL/],
    ['{ at: 1 h, refill: 18 mL, drug: baclofen 2 mg/mL }', /baclofen at a refill; allowed is more of morphine/],
    ['{ at: 1 h, refill: 18 mL, drug: morphine }', /"morphine" for "drug"; allowed is a name and/],
    ['{ at: 1 h, refill: 18 mL, drug: morphine 25mg/mL }', /did you mean morphine 25 mg\/mL\?/],
  ])('%s', (entry, problem) => {
    expect(problemsIn(scenarioText({ pump: withDrug, timeline: [entry] }))).toEqual([expect.stringMatching(problem)]);
  });

  test.each([
    [
      `${PUMP}, drug: morphine 10 mg/mL }`,
      '{ at: 1 h, interrogate: once }',
      '{ name: a, never see: pump.alarm }',
      /a drug without a catheter/,
    ],
    [
      `${PUMP} }`,
      '{ at: 1 h, catheter: occlude }',
      '{ name: a, never see: pump.alarm }',
      /catheter without a catheter/,
    ],
    [`${PUMP} }`, '{ at: 1 h, position: lying }', '{ name: a, never see: pump.alarm }', /position without a catheter/],
    [
      `${PUMP} }`,
      '{ at: 1 h, interrogate: once }',
      '{ name: a, value: true.tipMl, at: end, at least: 1 uL }',
      /true.tipMl of a pump without a catheter/,
    ],
    [
      `${PUMP}, catheter: {} }`,
      '{ at: 1 h, interrogate: once }',
      '{ name: a, see: true.front }',
      /true.front of a pump without a drug/,
    ],
    [
      `${PUMP}, catheter: {} }`,
      '{ at: 1 h, refill: 1 mL, drug: a 1 mg/mL }',
      '{ name: a, never see: pump.alarm }',
      /a at a refill; allowed is a drug at a refill of a pump that began with one/,
    ],
  ])('%s %s %s', (pump, entry, expectation, problem) => {
    const found = problemsIn(scenarioText({ pump, timeline: [entry], expect: [expectation] }));
    expect(found).toEqual([expect.stringMatching(problem)]);
  });
});
