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
  test('is that of the product, except for stated values', () => {
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
    ['granuloma', { kind: 'granuloma', ratio: 1 }],
    ['repair', { kind: 'repair' }],
    ['sampled fault', { kind: 'sampled', mix: { id: 'review' } }],
    ['sampled Ascenda fault', { kind: 'sampled', mix: { id: 'ascenda' } }],
  ])('may %s', (written, change) => {
    const text = scenarioText({ pump: `${PUMP}, catheter: {} }`, timeline: [`{ at: 1 h, catheter: ${written} }`] });
    expect(read(text).timeline[0]?.action).toMatchObject({ kind: 'catheter', change });
  });

  test('carries a drug that a refill makes stronger', () => {
    const timeline = ['{ at: 1 h, refill: 18 mL, drug: morphine 25 mg/mL }'];
    const scenario = read(scenarioText({ pump: withDrug, timeline }));
    expect(scenario.pump.drug).toEqual({ name: 'morphine', concentrationUgPerMl: 10_000 });
    expect(scenario.timeline[0]?.action).toMatchObject({ drug: { name: 'morphine', concentrationUgPerMl: 25_000 } });
  });
});

describe('a needle in the catheter access port', () => {
  test.each([
    ['aspirate 2 mL', { volumeMl: 2 }],
    ['aspirate 10 uL', { volumeMl: 0.01 }],
    ['inject 1 mL contrast', { volumeMl: 1, fluid: { kind: 'contrast' } }],
    ['inject 1 mL saline', { volumeMl: 1, fluid: { kind: 'saline' } }],
    [
      'inject 1 mL baclofen 2 mg/mL',
      { volumeMl: 1, fluid: { kind: 'drug', drug: { name: 'baclofen', concentrationUgPerMl: 2_000 } } },
    ],
  ])('may %s', (written, use) => {
    const timeline = [`{ at: 1 h, catheter access: ${written}, over: 2 min, syringe: 10 mL }`];
    const scenario = read(scenarioText({ pump: withDrug, timeline }));
    const expected = { kind: 'catheter access', ...use, overUs: 120_000_000, syringeMl: 10 };
    expect(scenario.timeline[0]?.action).toEqual(expected);
  });

  test('comes before an examination, and a tracer with a refill', () => {
    const timeline = [
      '{ at: 1 h, refill: 18 mL, tracer: In-111 0.5 mCi }',
      '{ at: 2 h, examine: CT, reading: sampled }',
    ];
    const scenario = read(scenarioText({ pump: withDrug, timeline }));
    expect(scenario.timeline.map(({ action }) => action)).toMatchObject([
      { kind: 'refill', tracer: { nuclide: 'In-111', activityMbq: 18.5 } },
      { kind: 'examination', of: 'CT', reading: 'sampled' },
    ]);
  });

  test('may fill instead of the port of the reservoir', () => {
    const timeline = ['{ at: 1 h, refill: 18 mL, into: catheter access port, needle: refill kit }'];
    const scenario = read(scenarioText({ pump: withDrug, timeline }));
    expect(scenario.timeline[0]?.action).toMatchObject({ kind: 'refill', intoAccessPort: true, needle: 'refill kit' });
  });
});

describe('several drugs in a scenario', () => {
  const pump = `${PUMP}, catheter: {}, drug: morphine 10 mg/mL + clonidine 100 ug/mL }`;

  test('begin in one mixture; a later one is there from the start, at 0 ug/mL', () => {
    const timeline = [
      '{ at: 1 h, refill: 18 mL, drug: clonidine 50 ug/mL }',
      '{ at: 2 h, catheter access: inject 1 mL baclofen 2 mg/mL }',
    ];
    expect(read(scenarioText({ pump, timeline })).pump).toMatchObject({
      drug: { name: 'morphine', concentrationUgPerMl: 10_000 },
      otherDrugs: [
        { name: 'clonidine', concentrationUgPerMl: 100 },
        { name: 'baclofen', concentrationUgPerMl: 0 },
      ],
    });
  });

  test('have signals suffixed by name; the first may omit it', () => {
    const ask = (signal: string) => `{ name: ${signal}, value: ${signal}, at: end, at least: 1 ug }`;
    const expect_ = ['true.tipUg', 'true.tipUg.morphine', 'true.tipUg.clonidine'].map(ask);
    const { expect: read_ } = read(scenarioText({ pump, expect: expect_ }));
    expect(read_.map(({ check }) => 'signal' in check && check.signal)).toEqual([
      'true.tipUg',
      'true.tipUg',
      'true.tipUg.clonidine',
    ]);
  });
});

describe('an invalid catheter is reported with field, value and limit', () => {
  test.each([
    [
      'trimmed by: 110 cm',
      /an impossible catheter \(catheter: .*lengthCm.* is 0.*\); allowed: a positive length after trimming/,
    ],
    ['trimmed by: 300 cm', /"300 cm" for `trimmed by`; allowed: .* 0 cm to 199 cm/],
    ['outer diameter: 0.4 mm', /an impossible catheter \(catheter: bore is/],
    ['CSF pressure: 20 kPa', /"20 kPa" for `CSF pressure`; allowed: .* 0 kPa to 10 kPa/],
    ['length: 110', /"110" for `length`; allowed: a number with a unit \(mm, cm, m\)/],
    ['length: -1 cm', /"-1 cm" for `length`/],
    ['stiffness: NaN', /"NaN" for `stiffness`/],
    ['stifness: 3 MPa', /key "stifness"; allowed: .*did you mean `stiffness`\?/],
  ])('{ %s }', (written, problem) => {
    expect(problemsIn(scenarioText({ pump: `${PUMP}, catheter: { ${written} } }` }))).toEqual([
      expect.stringMatching(problem),
    ]);
  });

  test.each([
    ['{ at: 1 h, catheter: kink 100 % }', /"kink 100 %" for `catheter`; allowed: .*above 0 %, at most 99.9 %/],
    ['{ at: 1 h, catheter: 40 % }', /did you mean kink 40 %\?/],
    ['{ at: 1 h, catheter: oclude }', /did you mean occlude\?/],
    ['{ at: 1 h, position: sitting }', /"sitting" for `position`; allowed: lying, standing/],
    ['{ at: 1 h, catheter access: aspirate 0 mL }', /above 0 mL, at most 10 mL/],
    [
      '{ at: 1 h, refill: 18 mL, drug: baclofen 2 mg/mL + clonidine 1 mg/mL + ziconotide 5 ug/mL }',
      /found ziconotide, drug number 4; allowed: at most 3 drugs in a run, here morphine, baclofen, clonidine/,
    ],
    ['{ at: 1 h, refill: 18 mL, drug: a 1 mg/mL + a 2 mg/mL }', /up to 3 of them, each once, with \+ between/],
    ['{ at: 1 h, refill: 18 mL, drug: a 1mg/mL + b 2 mg/mL }', /did you mean a 1 mg\/mL \+ b 2 mg\/mL\?/],
    [
      '{ at: 1 h, refill: 18 mL, needle: refill kit }',
      /found `needle` without `into: catheter access port`; allowed: `needle` with `into/,
    ],
    [
      '{ at: 1 h, examine: fluoroscopy, reading: sampled }',
      /found `reading: sampled` of fluoroscopy; allowed: `reading: ideal`; error rates/,
    ],
    ['{ at: 1 h, examine: MRI }', /"MRI" for `examine`; allowed: fluoroscopy, CT, scintigraphy/],
    ['{ at: 1 h, refill: 1 mL, tracer: In-111 18.5 Bq }', /"In-111 18.5 Bq" for `tracer`/],
    ['{ at: 1 h, refill: 1 mL, tracer: 18.5 MBq }', /did you mean In-111 18.5 MBq\?/],
    ['{ at: 1 h, catheter access: inject 1 mL }', /"inject 1 mL" for `catheter access`; allowed: aspirate and/],
    ['{ at: 1 h, catheter access: inject 1 mL contrst }', /did you mean inject 1 mL contrast\?/],
    ['{ at: 1 h, catheter access: inject 1ml saline }', /"inject 1ml saline" for `catheter access`/],
    ['{ at: 1 h, catheter access: inject 1 mL baclofen 2mg/mL }', /did you mean inject 1 mL baclofen 2 mg\/mL\?/],
    ['{ at: 1 h, catheter access: aspirat 2 mL }', /did you mean aspirate 2 mL\?/],
    ['{ at: 1 h, catheter access: aspirate 2 ml }', /did you mean aspirate 2 mL\?/],
    ['{ at: 1 h, catheter access: aspirate 11 mL }', /above 0 mL, at most 10 mL/],
    ['{ at: 1 h, refill: 18 mL, drug: morphine }', /"morphine" for `drug`; allowed: a name and/],
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
      `${PUMP} }`,
      '{ at: 1 h, refill: 1 mL, drug: a 1 mg/mL }',
      '{ name: a, never see: pump.alarm }',
      /a drug at a refill without a catheter/,
    ],
    [
      `${PUMP} }`,
      '{ at: 1 h, refill: 1 mL, into: catheter access port }',
      '{ name: a, never see: pump.alarm }',
      /a refill into the access port without a catheter/,
    ],
    [
      withDrug,
      '{ at: 1 h, interrogate: once }',
      '{ name: a, value: true.tipUg.clonidine, at: end, at least: 1 ug }',
      /true.tipUg.clonidine of a run without clonidine; allowed: one of the drugs of the run: morphine/,
    ],
    [
      '{ product: siromedes, mode: simple continuous, rate: 0.5 mL/day, catheter: {} }',
      '{ at: 1 h, catheter access: aspirate 2 mL }',
      '{ name: a, never see: pump.alarm }',
      /a catheter access port with siromedes; allowed: a pump with a catheter access port/,
    ],
  ])('%s %s %s', (pump, entry, expectation, problem) => {
    const found = problemsIn(scenarioText({ pump, timeline: [entry], expect: [expectation] }));
    expect(found).toEqual([expect.stringMatching(problem)]);
  });
});
