import { describe, expect, test } from 'vitest';
import { productNamed } from '../../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../../firmware-sim/products/product.ts';
import { assumptionsOf } from '../../../../hil/scenario/assumptions.ts';
import { violationsOfTimeline } from '../../../../hil/scenario/language/product-limits.ts';
import { problemsIn, read, scenarioText } from './scenario-text.ts';

const pumpWith = (keys: string): string => `{ product: synchromed-ii, mode: stopped, ${keys} }`;
const entryOf = (entry: string): string => `{ at: 1 h, ${entry} }`;
const actionOf = (entry: string): unknown => read({ timeline: [entryOf(entry)] }).timeline[0]?.action;
const product = (id: string): Product => productNamed(id) as Product;

const DRIFT_ALLOWED = 'a number with a unit (ppm), -1000 ppm to 1000 ppm, in whole thousandths';
const SET_ALLOWED = 'local time (that of the patient), or a weekday and a time of day, as in Monday 08:30';
const MOVE_ALLOWED = 'a sign and a time of at most 26 h that is not 0, as in +1 h or -30 min';

describe('the drift of a clock', () => {
  test.each([
    ['200 ppm', 200_000],
    ['-200 ppm', -200_000],
    ['12.345 ppm', 12_345],
    ['0 ppm', undefined],
  ])('%s', (drift, clockDriftPpb) => {
    expect(read({ pump: pumpWith(`clock drift: ${drift}`) }).pump.clockDriftPpb).toBe(clockDriftPpb);
  });

  test.each([
    ['50', `3:61: found "50" for \`clock drift\`; allowed: ${DRIFT_ALLOWED}`],
    ['50ppm', `3:61: found "50ppm" for \`clock drift\`; allowed: ${DRIFT_ALLOWED}; did you mean 50 ppm?`],
    ['1.2345 ppm', `3:61: found "1.2345 ppm" for \`clock drift\`; allowed: ${DRIFT_ALLOWED}`],
    ['1001 ppm', `3:61: found "1001 ppm" for \`clock drift\`; allowed: ${DRIFT_ALLOWED}`],
    ['NaN ppm', `3:61: found "NaN ppm" for \`clock drift\`; allowed: ${DRIFT_ALLOWED}`],
    ['200.001 ppm', '3:61: found a drift of 200.001 ppm; allowed: -200 ppm to 200 ppm with synchromed-ii'],
    ['-200.001 ppm', '3:61: found a drift of -200.001 ppm; allowed: -200 ppm to 200 ppm with synchromed-ii'],
  ])('is refused with its place where it is invalid: %s', (drift, problem) => {
    expect(problemsIn(scenarioText({ pump: pumpWith(`clock drift: ${drift}`) }))).toEqual([problem]);
  });
});

describe('an action that moves the clock', () => {
  test.each([
    ['set clock: local time', { kind: 'set clock', to: 'local time' }],
    ['set clock: Monday 00:00', { kind: 'set clock', to: { weekSeconds: 0 } }],
    ['set clock: Sunday 23:59', { kind: 'set clock', to: { weekSeconds: 604_740 } }],
    ['local time: +1 h', { kind: 'local time', byUs: 3_600_000_000 }],
    ['local time: -30 min', { kind: 'local time', byUs: -1_800_000_000 }],
    ['local time: +26 h', { kind: 'local time', byUs: 93_600_000_000 }],
  ])('%s', (entry, action) => {
    expect(actionOf(entry)).toEqual(action);
  });

  test.each([
    ['set clock: 12:30', `5:27: found "12:30" for \`set clock\`; allowed: ${SET_ALLOWED}`],
    [
      'set clock: monday 12:30',
      `5:27: found "monday 12:30" for \`set clock\`; allowed: ${SET_ALLOWED}; did you mean Monday 12:30?`,
    ],
    ['set clock: Monday 24:00', `5:27: found "Monday 24:00" for \`set clock\`; allowed: ${SET_ALLOWED}`],
    [
      'set clock: local tim',
      `5:27: found "local tim" for \`set clock\`; allowed: ${SET_ALLOWED}; did you mean local time?`,
    ],
    ['local time: 1 h', `5:28: found "1 h" for \`local time\`; allowed: ${MOVE_ALLOWED}; did you mean +1 h?`],
    ['local time: +1h', `5:28: found "+1h" for \`local time\`; allowed: ${MOVE_ALLOWED}; did you mean +1 h?`],
    ['local time: +0 h', `5:28: found "+0 h" for \`local time\`; allowed: ${MOVE_ALLOWED}`],
    ['local time: +27 h', `5:28: found "+27 h" for \`local time\`; allowed: ${MOVE_ALLOWED}`],
    ['local time: --1 h', `5:28: found "--1 h" for \`local time\`; allowed: ${MOVE_ALLOWED}`],
  ])('is refused with its place where it is invalid: %s', (entry, problem) => {
    expect(problemsIn(scenarioText({ timeline: [entryOf(entry)] }))).toEqual([problem]);
  });

  test('needs a pump with a clock that can be set', () => {
    const pump = '{ product: siromedes, mode: stopped, clock drift: 1 ppm }';
    expect(problemsIn(scenarioText({ pump, timeline: [entryOf('set clock: local time')] }))).toEqual([
      '3:57: found a drift of 1 ppm; allowed: no drift with siromedes, since its clock cannot be set',
      '5:5: found `set clock` with siromedes; allowed: a pump whose clock can be set',
    ]);
    const scenario = read({ timeline: [entryOf('set clock: local time')] });
    const { timeline, pump: setup } = scenario;
    expect(violationsOfTimeline(timeline, setup, product('siromedes'))).toHaveLength(1);
    expect(violationsOfTimeline(timeline, setup, product('prometra-ii'))).toEqual([]);
  });
});

describe('the lead of the clock', () => {
  const expectation = '{ name: ahead, at: end, value: true.clockAheadMin, is: 0 min }';

  test('can be checked where an action moves it, and is refused elsewhere', () => {
    for (const parts of [
      { pump: pumpWith('clock drift: 1 ppm') },
      { timeline: [entryOf('set clock: local time')] },
      { timeline: [entryOf('local time: +1 h')] },
    ])
      expect(read({ ...parts, expect: [expectation] }).pump.followsLocalTime).toBe(true);
    expect(read({}).pump.followsLocalTime).toBeUndefined();
    expect(problemsIn(scenarioText({ expect: [expectation] }))).toEqual([
      '6:5: found true.clockAheadMin without a change of a clock; allowed: a scenario with `clock drift`, `set clock` or `local time`',
    ]);
  });

  test('is accepted in seconds and hours as well', () => {
    const of = (limit: string) => {
      const written = `{ name: ahead, at: end, value: true.clockAheadMin, at least: ${limit} }`;
      const { check } = read({ pump: pumpWith('clock drift: 1 ppm'), expect: [written] }).expect[0] ?? {};
      return check !== undefined && 'bounds' in check ? check.bounds : undefined;
    };
    expect([of('90 s'), of('-1 h')]).toEqual([{ atLeast: 1.5 }, { atLeast: -60 }]);
  });
});

test('a verdict names its assumptions of a clock that is set or drifts', () => {
  const flex = 'flex: { every day: [00:00 0.2 mL/day] }';
  const pump = `{ product: synchromed-ii, mode: flex, ${flex}, clock drift: 20 ppm }`;
  const texts = assumptionsOf(read({ pump, timeline: [entryOf('set clock: local time')] }), product('synchromed-ii'));
  expect(texts).toContain('clockDriftPpmMax = 200 ppm');
  expect(texts).toContain('flex after a set clock = continues at the new clock time');
  expect(assumptionsOf(read({}), product('synchromed-ii')).join()).not.toContain('lock');
});
