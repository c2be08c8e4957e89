import { expect, test } from 'vitest';
import { pumpTable } from '../../../../hil/scenario/pump/pump-schema.ts';
import { keysShown } from '../../../../hil/yaml/problem.ts';
import { problemsIn, scenarioText } from './scenario-text.ts';

const PUMP_KEYS = keysShown(Object.keys(pumpTable.shape));
const TIME = 'a number with a unit (s, min, h, d, y)';
const RATE = 'a number with a unit (mL/day, mL/h, uL/day, uL/h), 0 mL/day to 100 mL/day';
const STEP = `a time of day and ${RATE}, as in 08:00 0.5 mL/day`;
const VOLUME = 'a number with a unit (mL, uL)';

/** Steps of a day: one for each hour. */
function hourly(count: number): string {
  return Array.from({ length: count }, (_, hour) => `${String(hour).padStart(2, '0')}:00 1 mL/day`).join(', ');
}

const rows: readonly (readonly [string, string | readonly string[]])[] = [
  [
    '{}',
    [
      '3:7: found no `product`; allowed: synchromed-ii, synchromed-ii-40, synchromed-el, synchromed-el-18, prometra-ii, prometra-ii-40, prometra, siromedes, siromedes-40, or the path of a pump file such as ./mine.json',
      '3:7: found no `mode`; allowed: simple continuous, flex, periodic bolus, minimum rate, stopped',
    ],
  ],
  ['18', `3:7: found "18" for \`pump\`; allowed: a mapping with ${PUMP_KEYS}`],
  [
    '{ product: synchromed-ii, mode: simple continuous }',
    '3:7: found no `rate`; allowed: `rate` with mode simple continuous, as in `rate: 0.5 mL/day`',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, rate: 1 mL/day }',
    '3:48: found `rate` with mode stopped; allowed: `rate` with mode simple continuous or periodic bolus',
  ],
  [
    '{ product: synchromed-i, mode: stopped }',
    '3:18: found "synchromed-i" for `product`; allowed: synchromed-ii, synchromed-ii-40, synchromed-el, synchromed-el-18, prometra-ii, prometra-ii-40, prometra, siromedes, siromedes-40, or the path of a pump file such as ./mine.json; did you mean synchromed-ii?',
  ],
  [
    '{ product: synchromed-ii, mode: stoped }',
    '3:39: found "stoped" for `mode`; allowed: simple continuous, flex, periodic bolus, minimum rate, stopped; did you mean stopped?',
  ],
  [
    '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 }',
    `3:64: found "0.5" for \`rate\`; allowed: ${RATE}`,
  ],
  [
    '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 ml/day }',
    `3:64: found "0.5 ml/day" for \`rate\`; allowed: ${RATE}; did you mean 0.5 mL/day?`,
  ],
  [
    '{ product: synchromed-ii, mode: simple continuous, rate: 0 mL/day }',
    '3:64: found a rate of 0 mL/day; allowed: 0.048 mL/day to 24 mL/day with synchromed-ii',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, stored catheter volume: 1.5 mL }',
    '3:72: found 1.5 mL for `stored catheter volume`; allowed: at most 1 mL in synchromed-ii',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, catheter: { volume per length: 11 uL/cm } }',
    '3:58: found 1.1 mL for the volume of the catheter; allowed: at most 1 mL in synchromed-ii, or a smaller `stored catheter volume`',
  ],
  [
    '{ product: synchromed-ii, mode: flex }',
    '3:7: found no `flex`; allowed: `flex` with mode flex, as in `flex: { every day: [00:00 0.3 mL/day, 08:00 0.5 mL/day] }`',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, flex: { every day: [00:00 1 mL/day] } }',
    '3:48: found `flex` with mode stopped; allowed: `flex` with mode flex',
  ],
  [
    '{ product: synchromed-ii, mode: flex, flex: { every day: [00:00 1 mL/d, 24:00 1 mL/day, 8:00 1 mL/day] } }',
    [
      `3:65: found "00:00 1 mL/d" for \`every day\`; allowed: ${STEP}; did you mean 00:00 1 mL/day?`,
      `3:79: found "24:00 1 mL/day" for \`every day\`; allowed: ${STEP}`,
      `3:95: found "8:00 1 mL/day" for \`every day\`; allowed: ${STEP}`,
    ],
  ],
  [
    '{ product: synchromed-ii, mode: flex, flex: { every day: [01:00 1 mL/day, 08:00 2 mL/day, 08:00 3 mL/day] } }',
    [
      '3:65: found `every day` from 01:00 on; allowed: a first step at 00:00',
      '3:97: found a step at 08:00 after a later one; allowed: steps in the order of time',
    ],
  ],
  [
    '{ product: synchromed-ii, mode: flex, flex: { monday: [00:00 1 mL/day], sundays: [00:00 1 mL/day] } }',
    `3:79: found key "sundays"; allowed: \`every day\`, \`monday\`, \`tuesday\`, \`wednesday\`, \`thursday\`, \`friday\`, \`saturday\`, \`sunday\`; did you mean \`sunday\`?`,
  ],
  [
    '{ product: synchromed-ii, mode: flex, flex: { monday: [00:00 1 mL/day] } }',
    '3:51: found `flex` without `tuesday`; allowed: every weekday, or `every day`',
  ],
  [
    '{ product: synchromed-ii, mode: flex, flex: { every day: [00:00 30 mL/day] } }',
    '3:51: found a rate of 30 mL/day; allowed: 0.048 mL/day to 24 mL/day with synchromed-ii',
  ],
  [
    `{ product: synchromed-ii, mode: flex, flex: { every day: [00:00 1 mL/day], sunday: [${hourly(14)}] } }`,
    '3:51: found 14 steps for `sunday`; allowed: at most 13 steps a day with synchromed-ii',
  ],
  [
    `{ product: synchromed-el, mode: flex, flex: { every day: [${hourly(24)}, 23:30 1 mL/day] } }`,
    '3:51: found 25 steps for `every day`; allowed: at most 24 steps a day with synchromed-el',
  ],
  [
    '{ product: siromedes, mode: flex, flex: { every day: [00:00 1 mL/day] } }',
    '3:35: found flex with siromedes; allowed: stopped, simple continuous, priming bolus, bridge bolus with siromedes',
  ],
  [
    '{ product: synchromed-ii, mode: periodic bolus, rate: 0 mL/day, periodic bolus: { volume: 1 mL, over: 2 h, every: 1 h } }',
    '3:87: found a bolus of 2 h every 1 h; allowed: a bolus no longer than its interval',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, patient bolus: { volume: 1 mL, over: 2 h, lockout: 3 h, in 24 h: 0 } }',
    '3:113: found "0" for `in 24 h`; allowed: a whole number from 1 to 99',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, clock: monday 8:00 }',
    '3:55: found "monday 8:00" for `clock`; allowed: a weekday and a time of day, as in Monday 08:30',
  ],
  [
    '{ product: synchromed-ii, mode: simple continuous, rate: 30 mL/day }',
    '3:64: found a rate of 30 mL/day; allowed: 0.048 mL/day to 24 mL/day with synchromed-ii',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 18 }',
    `3:59: found "18" for \`reservoir\`; allowed: ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 18mL }',
    `3:59: found "18mL" for \`reservoir\`; allowed: ${VOLUME}, 0 mL to 100 mL; did you mean 18 mL?`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 18 T }',
    `3:59: found "18 T" for \`reservoir\`; allowed: ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 40 mL }',
    '3:59: found 40 mL for `reservoir`; allowed: at most 20 mL in synchromed-ii',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 101 mL }',
    `3:59: found "101 mL" for \`reservoir\`; allowed: ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 1e1 mL }',
    `3:59: found "1e1 mL" for \`reservoir\`; allowed: ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: NaN mL }',
    `3:59: found "NaN mL" for \`reservoir\`; allowed: ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: .inf }',
    `3:59: found ".inf" for \`reservoir\`; allowed: ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: Infinity mL }',
    `3:59: found "Infinity mL" for \`reservoir\`; allowed: ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, reservoir: 0.0000001 mL }',
    `3:59: found "0.0000001 mL" for \`reservoir\`; allowed: ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, accuracy: 3 }',
    '3:58: found "3" for `accuracy`; allowed: a plain number from 0.5 to 2 (true over programmed volume), or sampled',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, accuracy: 0x1 }',
    '3:58: found "0x1" for `accuracy`; allowed: a plain number from 0.5 to 2 (true over programmed volume), or sampled',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, accuracy: sampeld }',
    '3:58: found "sampeld" for `accuracy`; allowed: a plain number from 0.5 to 2 (true over programmed volume), or sampled; did you mean sampled?',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, detection law: volum }',
    '3:63: found "volum" for `detection law`; allowed: volume, time, either later; did you mean volume?',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, recovery law: timely }',
    '3:62: found "timely" for `recovery law`; allowed: volume, time, either later; did you mean time?',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, MR label: UK 2008 }',
    '3:58: found "UK 2008" for `MR label`; allowed: a region (US, EU), alone or with a date, as in US, US 2008 or EU 2019-10',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, MR label: EU 2019-13 }',
    '3:58: found "EU 2019-13" for `MR label`; allowed: a region (US, EU), alone or with a date, as in US, US 2008 or EU 2019-10',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, restart delay: 20 min }',
    `3:63: found "20 min" for \`restart delay\`; allowed: up to and ${TIME}, 0 s to 24 h, as in up to 20 min; did you mean up to 20 min?`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, restart delay: up to 20 minutes }',
    `3:63: found "up to 20 minutes" for \`restart delay\`; allowed: up to and ${TIME}, 0 s to 24 h, as in up to 20 min; did you mean up to 20 min?`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, restart delay: up to 25 h }',
    `3:63: found "up to 25 h" for \`restart delay\`; allowed: up to and ${TIME}, 0 s to 24 h, as in up to 20 min`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, residual: inside }',
    '3:58: found "inside" for `residual`; allowed: beneath the capacity, inside the capacity',
  ],
  [
    '{ product: synchromed-ii, mode: stopped, low reservoir: -1 mL }',
    `3:63: found "-1 mL" for \`low reservoir\`; allowed: ${VOLUME}, 0 mL to 100 mL`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, critical alarm every: 10 s }',
    `3:70: found "10 s" for \`critical alarm every\`; allowed: ${TIME}, 1 min to 24 h`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, non-critical alarm every: 2 d }',
    `3:74: found "2 d" for \`non-critical alarm every\`; allowed: ${TIME}, 1 min to 24 h`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, implanted for: 40 y }',
    `3:63: found "40 y" for \`implanted for\`; allowed: ${TIME}, 0 s to 30 y`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, ERI after: 6 }',
    `3:59: found "6" for \`ERI after\`; allowed: ${TIME}, 0 s to 30 y`,
  ],
  [
    '{ product: synchromed-ii, mode: stopped, resevoir: 2 mL }',
    `3:48: found key "resevoir"; allowed: ${PUMP_KEYS}; did you mean \`reservoir\`?`,
  ],
  [
    '{ product: synchromed-ii, mode: [stopped] }',
    '3:39: found "[stopped]" for `mode`; allowed: simple continuous, flex, periodic bolus, minimum rate, stopped',
  ],
];

test.each(rows)('an impossible pump is reported with its place: %s', (pump, problems) => {
  expect(problemsIn(scenarioText({ pump }))).toEqual([problems].flat());
});
