import { expect, test } from 'vitest';
import { productNamed } from '../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { assumptionsOf } from '../../../hil/scenario/assumptions.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { read } from './language/scenario-text.ts';

const product = productNamed('synchromed-ii') as Product;
const of = (name: string): readonly string[] => assumptionsOf(scenarioNamed(name), product);

test('a scenario names the assumed constants it uses, with value and unit', () => {
  expect(of('roller-study')).toContain('studyRateMlPerDay = 24 mL/day');
  expect(of('roller-study').join()).not.toContain('studyAngleDeg');
});

test('field constants are named only with a field, study constants only with a study', () => {
  expect(of('roller-study').join()).not.toMatch(/momentAm2|detectMl/);
  expect(of('roller-study-in-field')).toContain('detectMl = 0.006 mL');
  const bare = assumptionsOf({ ...scenarioNamed('roller-study'), timeline: [] }, product).join();
  expect(bare).not.toMatch(/study|detectMl/);
  expect(bare).toContain('revolutionUl = 30 uL');
});

test('constants of an action are named where a scenario does it, and only there', () => {
  const named = (...timeline: string[]): string => assumptionsOf(read({ timeline }), product).join();
  const rows: readonly (readonly [string, string])[] = [
    ['surroundings: { air pressure: 75 kPa }', 'ambientRatioPerKpa = '],
    ['priming bolus: 0.1 mL', 'primingMlMax = '],
    ['program: { mode: minimum rate }', 'minimumRateMlPerDay = '],
    ['withdraw: all', 'fillingKneeMl = '],
    ['defect: feedthrough shorting', 'shortResetDays = '],
    ['field: phone, distance: 5 cm', 'phoneFieldMt = '],
    ['alarm: silence', 'alarm silence = '],
  ];
  for (const [entry, text] of rows) {
    expect(named(`{ at: 1 h, ${entry} }`), entry).toContain(text);
    expect(named(), entry).not.toContain(text);
  }
});

const on = (id: string, name: string): readonly string[] =>
  assumptionsOf(scenarioNamed(name), productNamed(id) as Product);

test('missing parts of a pump are named by their verdicts, and a law only with a log', () => {
  expect(on('synchromed-el', 'el-rotor-test')).toContain('stall log = none (inferred)');
  expect(on('synchromed-el', 'flex-day').join()).not.toContain('stall log');
  expect(on('siromedes', 'siromedes-in-a-scanner')).toContain('effect of a field = none');
  for (const [id, name] of [
    ['synchromed-el', 'el-rotor-test'],
    ['siromedes', 'siromedes-in-a-scanner'],
    ['prometra', 'prometra-scan-with-drug'],
  ] as const)
    expect(on(id, name).join()).not.toContain('detection law');
  expect(of('mri-30-min')).toContain('detection law = volume');
  expect(of('mri-30-min')).toContain('recovery law = volume');
  expect(of('mri-30-min')).toContain('restart law = restart at the next step');
  expect(of('roller-study').join()).not.toContain(' law = ');
  expect(of('occlusion-stalls-late').join()).not.toContain('restart law');
  expect(on('synchromed-el', 'el-rotor-test')).toContain('restart law = restart at the next step');
  expect(of('mri-30-min')).toContain('shaft = along the normal of the pump');
});

test('the inference that no field frees bound gears is named where it matters', () => {
  const inference = 'bound gears = freed by time alone (inferred)';
  expect(of('second-scan-of-bound-gears')).toContain(inference);
  expect(of('mri-bound-gears')).not.toContain(inference);
  const twice = scenarioNamed('second-scan-of-bound-gears');
  const free = twice.timeline.map((entry) =>
    entry.action.kind === 'field'
      ? { ...entry, action: { ...entry.action, restart: { kind: 'free' as const } } }
      : entry,
  );
  expect(assumptionsOf({ ...twice, timeline: free }, product)).not.toContain(inference);
});

test('dry running, log length and the effect of a confirmed step are named where used', () => {
  const [dry, log, step] = [
    'dry pump = no true flow while the metering goes on',
    'event log = the newest 250 entries',
    'confirmed step = one clears missed volume and missed time',
  ];
  expect(of('reservoir-low-then-empty')).toContain(dry);
  expect(of('over-infusion-runs-dry-silently')).toContain(dry);
  expect(of('mri-30-min')).not.toContain(dry);
  expect(of('mri-30-min')).toContain(log);
  expect(of('flex-day')).not.toContain(log);
  expect(of('mri-30-min')).toContain(step);
  expect(of('flex-day')).not.toContain(step);
  expect(on('synchromed-el', 'el-rotor-test').join()).not.toMatch(/event log|confirmed step/);
});

test('detection and recovery laws are named where a defect may stop the rotor', () => {
  for (const name of ['detectMl = 0.006 mL', 'detection law = volume', 'recovery law = volume'])
    expect(of('feedthrough-shorting')).toContain(name);
  expect(of('feedthrough-shorting').join()).not.toMatch(/restart law|holdingTorqueUnm/);
});

test('the place of the residual is named where the true reservoir decides', () => {
  const dry = scenarioNamed('over-infusion-runs-dry-silently');
  expect(assumptionsOf(dry, product)).toContain('residual = beneath the capacity');
  const inside = { ...dry, pump: { ...dry.pump, residualInsideCapacity: true } };
  expect(assumptionsOf(inside, product)).toContain('residual = inside the capacity');
  expect(of('flex-day').join()).not.toContain('residual =');
  expect(of('reservoir-low-then-empty')).toContain('empty alarm = at a calculated level of 0 mL');
});

test('the interval of critical alarms is named where tones cost charge or meet a field', () => {
  const use = scenarioNamed('battery-by-use');
  expect(assumptionsOf(use, product)).toContain('criticalAlarmMinutes = 10 min');
  const { batteryShare: _, ...byAge } = use.pump;
  expect(assumptionsOf({ ...use, pump: byAge }, product).join()).not.toContain('criticalAlarmMinutes');
  const burst = { ...byAge, latchNeeds: 'tone burst' as const };
  expect(assumptionsOf({ ...use, pump: burst }, product)).toContain('criticalAlarmMinutes = 10 min');
});

test('needle behaviour is named with a needle, temperature of rollers with its change', () => {
  const needle = 'a needle has no resistance; less than 0.05 mL in all is felt as no flow';
  expect(of('aspiration-before-contrast')).toContain(needle);
  expect(of('kink-dose-unchanged')).not.toContain(needle);
  const warm = read({ timeline: ['{ at: 1 h, surroundings: { temperature: 39 degC } }'] });
  const thin = read({ timeline: ['{ at: 1 h, surroundings: { air pressure: 75 kPa } }'] });
  const noEffect = 'temperature does not change the flow of rollers or valves';
  expect(assumptionsOf(warm, product)).toContain(noEffect);
  expect(assumptionsOf(thin, product)).not.toContain(noEffect);
  expect(assumptionsOf(warm, productNamed('siromedes') as Product)).not.toContain(noEffect);
});
