import { expect, test } from 'vitest';
import { problemsIn, scenarioText } from './scenario-text.ts';

const PUMP_KEYS =
  'product, mode, rate, reservoir, accuracy, detection law, restart delay, residual, low reservoir, critical alarm every, non-critical alarm every, implanted for, ERI after';
const TIME = 'a number with a unit (s, min, h, d, y)';
const RATE = 'a number with a unit (mL/day, mL/h, uL/day, uL/h), above 0 mL/day, at most 100 mL/day';
const VOLUME = 'a number with a unit (mL, uL)';

const rows: readonly (readonly [string, string | readonly string[]])[] = [
  [
    '{}',
    [
      '3:7: found no "product"; allowed is synchromed-ii, synchromed-ii-40, synchromed-el, synchromed-el-18, prometra-ii, prometra-ii-40, prometra, siromedes, siromedes-40',
      '3:7: found no "mode"; allowed is simple continuous, minimum rate, stopped',
    ],
  ],
  ['18', `3:7: found "18" for "pump"; allowed is a mapping with ${PUMP_KEYS}`],
  [
    '{ product: synchromed-ii, mode: simple continuous }',
    '3:7: found no "rate"; allowed is a rate with mode simple continuous, as in rate: 0.5 mL/day',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, rate: 1 mL/day }',
    '3:48: found key "rate" with mode stopped; allowed is a rate with mode simple continuous only',
  ],
  [
    '{ product: synchromed-i, mode: stopped }',
    '3:18: found "synchromed-i" for "product"; allowed is synchromed-ii, synchromed-ii-40, synchromed-el, synchromed-el-18, prometra-ii, prometra-ii-40, prometra, siromedes, siromedes-40; did you mean synchromed-ii?',
  ],
  [
    '{ product: synchromed-ii, mode: stoped }',
    '3:39: found "stoped" for "mode"; allowed is simple continuous, minimum rate, stopped; did you mean stopped?',
  ],
  [
    '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 }',
    `3:64: found "0.5" for "rate"; allowed is ${RATE}`,
  ],
  [
    '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 ml/day }',
    `3:64: found "0.5 ml/day" for "rate"; allowed is ${RATE}; did you mean 0.5 mL/day?`,
  ],
  [
    '{ product: synchromed-ii, mode: simple continuous, rate: 0 mL/day }',
    `3:64: found "0 mL/day" for "rate"; allowed is ${RATE}`,
  ],
  [
    '{ product: synchromed-ii, mode: simple continuous, rate: 30 mL/day }',
    '3:64: found a rate of 30 mL/day; allowed is 0.048 mL/day to 24 mL/day with synchromed-ii',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 18 }',
    `3:59: found "18" for "reservoir"; allowed is ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 18mL }',
    `3:59: found "18mL" for "reservoir"; allowed is ${VOLUME}, 0 mL to 100 mL; did you mean 18 mL?`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 18 T }',
    `3:59: found "18 T" for "reservoir"; allowed is ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 40 mL }',
    '3:59: found 40 mL for "reservoir"; allowed is at most 20 mL in synchromed-ii',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 101 mL }',
    `3:59: found "101 mL" for "reservoir"; allowed is ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 1e1 mL }',
    `3:59: found "1e1 mL" for "reservoir"; allowed is ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: NaN mL }',
    `3:59: found "NaN mL" for "reservoir"; allowed is ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: .inf }',
    `3:59: found ".inf" for "reservoir"; allowed is ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: Infinity mL }',
    `3:59: found "Infinity mL" for "reservoir"; allowed is ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 0.0000001 mL }',
    `3:59: found "0.0000001 mL" for "reservoir"; allowed is ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, accuracy: 3 }',
    '3:58: found "3" for "accuracy"; allowed is a plain number from 0.5 to 2 (true over programmed volume), or sampled',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, accuracy: 1e0 }',
    '3:58: found "1e0" for "accuracy"; allowed is a plain number from 0.5 to 2 (true over programmed volume), or sampled',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, accuracy: sampeld }',
    '3:58: found "sampeld" for "accuracy"; allowed is a plain number from 0.5 to 2 (true over programmed volume), or sampled',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, detection law: volum }',
    '3:63: found "volum" for "detection law"; allowed is volume, time, either later; did you mean volume?',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, restart delay: 20 min }',
    `3:63: found "20 min" for "restart delay"; allowed is up to and ${TIME}, 0 s to 24 h, as in up to 20 min; did you mean up to 20 min?`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, restart delay: up to 20 minutes }',
    `3:63: found "up to 20 minutes" for "restart delay"; allowed is up to and ${TIME}, 0 s to 24 h, as in up to 20 min; did you mean up to 20 min?`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, restart delay: up to 25 h }',
    `3:63: found "up to 25 h" for "restart delay"; allowed is up to and ${TIME}, 0 s to 24 h, as in up to 20 min`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, residual: inside }',
    '3:58: found "inside" for "residual"; allowed is beneath the capacity, inside the capacity',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, low reservoir: -1 mL }',
    `3:63: found "-1 mL" for "low reservoir"; allowed is ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, critical alarm every: 10 s }',
    `3:70: found "10 s" for "critical alarm every"; allowed is ${TIME}, 1 min to 24 h`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, non-critical alarm every: 2 d }',
    `3:74: found "2 d" for "non-critical alarm every"; allowed is ${TIME}, 1 min to 24 h`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, implanted for: 40 y }',
    `3:63: found "40 y" for "implanted for"; allowed is ${TIME}, 0 s to 30 y`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, ERI after: 6 }',
    `3:59: found "6" for "ERI after"; allowed is ${TIME}, 0 s to 30 y`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, resevoir: 2 mL }',
    `3:48: found key "resevoir"; allowed is ${PUMP_KEYS}; did you mean reservoir?`,
  ],
  [
    '{ product: synchromed-ii, mode: [stopped] }',
    '3:39: found "[stopped]" for "mode"; allowed is simple continuous, minimum rate, stopped',
  ],
];

test.each(rows)('what a pump cannot be is named with its place: %s', (pump, problems) => {
  expect(problemsIn(scenarioText({ pump }))).toEqual([problems].flat());
});
