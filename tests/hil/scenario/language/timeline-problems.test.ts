import { expect, test } from 'vitest';
import { actionForms } from '../../../../hil/scenario/actions/action-table.ts';
import { keysShown } from '../../../../hil/yaml/problem.ts';
import { problemsIn, scenarioText } from './scenario-text.ts';

const ACTIONS = keysShown(Object.keys(actionForms));
const KEYS = keysShown(['at', 'after', 'wait', 'name', ...Object.keys(actionForms).filter((key) => key !== 'wait')]);
const TIME = 'a number with a unit (s, min, h, d, y)';
const RATE = 'a number with a unit (mL/day, mL/h, uL/day, uL/h), 0 mL/day to 100 mL/day';
const VOLUME = 'a number with a unit (mL, uL)';
const ANGLE = 'a number with a unit (deg)';
const LENGTH = 'a number with a unit (mm, cm, m)';
const SHARE = 'a number with a unit (%), 0 % to 100 %';
const FIELD =
  'a number with a unit (T, mT, G), above 0 T, at most 20 T, or off, or hand magnet, or phone, or laptop, or from file walk-in.csv';
const NAME =
  'a name: a letter, then letters, digits, spaces, hyphens, underscores; at most 60 in all; not start or end';
const FIELD_KEYS =
  '`at`, `after`, `wait`, `name`, `field`, `angle to pump normal`, `azimuth`, `restart branch`, `profile`, `distance`, `closest`, `pace`, `bore length`, `bore radius`, `emi`, `quirk`, `altered`';
const FAULTS = '`flip`, `burst`, `drop`, `double`, `truncate`, `delay`, `cut`';

const rows: readonly (readonly [string, string])[] = [
  ['foo', `5:5: found "foo" as an entry; allowed: a mapping with \`at\` or \`after\` and one of ${ACTIONS}`],
  ['', `5:5: found nothing as an entry; allowed: a mapping with \`at\` or \`after\` and one of ${ACTIONS}`],
  ['[1]', `5:5: found "[1]" as an entry; allowed: a mapping with \`at\` or \`after\` and one of ${ACTIONS}`],
  ['{}', `5:5: entry: no action given. Add one of ${ACTIONS}.`],
  ['{ at: 1 h }', `5:5: entry: no action given. Add one of ${ACTIONS}.`],
  ['{ name: a }', `5:5: entry: no action given. Add one of ${ACTIONS}.`],
  ['{ at: 1 h, feild: 1 T }', `5:16: found key "feild"; allowed: ${KEYS}; did you mean \`field\`?`],
  [
    '{ at: 1 h, field: 1 T, bolus: 1 mL }',
    '5:28: found two actions, `field` and `bolus`; allowed: one action in an entry',
  ],
  ['{ field: 1 T }', '5:5: `field`: no time given. Add `at: TIME` or `after: ENTRY`.'],
  ['{ at: 1 h, after: x, field: 1 T }', '5:16: found `at` and `after` together; allowed: one of the two'],
  [
    '{ at: 1 h, wait: 10 min, field: off }',
    '5:16: found `at` and `wait` together; allowed: `wait` with `after`, or alone; did you mean `at: 70 min`?',
  ],
  ['{ at: 1, field: off }', `5:11: found "1" for \`at\`; allowed: ${TIME}, 0 s to 30 y`],
  ['{ at: 31 d, field: off }', '5:5: found an entry at 31 d; allowed: at most 30 d, the limit by `run at most`'],
  ['{ at: -1 h, field: off }', `5:11: found "-1 h" for \`at\`; allowed: ${TIME}, 0 s to 30 y`],
  ['{ after: x, field: off }', '5:14: found "x" for `after`; allowed: `at: TIME`, since no entry precedes it'],
  ['{ at: 1 h, name: end, field: off }', `5:22: found "end" for \`name\`; allowed: ${NAME}`],
  ['{ at: 1 h, name: 1st, field: off }', `5:22: found "1st" for \`name\`; allowed: ${NAME}`],
  [
    '{ at: 1 h, power off: in EEPROM byte 0 after 5 us }',
    '5:27: found "in EEPROM byte 0 after 5 us" for `power off`; allowed: in EEPROM byte 1 to 100000 after 0 to 10000 us, as in "in EEPROM byte 3 after 1700 us"',
  ],
  [
    '{ at: 1 h, power off: in EEPROM byte 1 after 5 us, for: 0 s }',
    `5:61: found "0 s" for \`for\`; allowed: ${TIME}, above 0 s, at most 1 h`,
  ],
  ['{ at: 1 h, field: 0 T }', `5:23: found "0 T" for \`field\`; allowed: ${FIELD}`],
  ['{ at: 1 h, field: 1500 }', `5:23: found "1500" for \`field\`; allowed: ${FIELD}`],
  ['{ at: 1 h, field: of }', `5:23: found "of" for \`field\`; allowed: ${FIELD}; did you mean off?`],
  ['{ at: 1 h, field: 21 T }', `5:23: found "21 T" for \`field\`; allowed: ${FIELD}`],
  [
    '{ at: 1 h, field: off, azimuth: 5 deg }',
    '5:28: found key "azimuth"; allowed: `at`, `after`, `wait`, `name`, `field`',
  ],
  [
    '{ at: 1 h, field: 1 T, angle to pump normal: 90 }',
    `5:50: found "90" for \`angle to pump normal\`; allowed: ${ANGLE}, 0 deg to 180 deg`,
  ],
  [
    '{ at: 1 h, field: 1 T, angle to pump normal: 181 deg }',
    `5:50: found "181 deg" for \`angle to pump normal\`; allowed: ${ANGLE}, 0 deg to 180 deg`,
  ],
  [
    '{ at: 1 h, field: 1 T, azimut: 90 deg }',
    `5:28: found key "azimut"; allowed: ${FIELD_KEYS}; did you mean \`azimuth\`?`,
  ],
  [
    '{ at: 1 h, field: 1 T, azimuth: 361 deg }',
    `5:37: found "361 deg" for \`azimuth\`; allowed: ${ANGLE}, -180 deg to 360 deg`,
  ],
  [
    '{ at: 1 h, field: 1 T, profile: walkin }',
    '5:37: found "walkin" for `profile`; allowed: step, walk-in, walk-past; did you mean walk-in?',
  ],
  ['{ at: 1 h, field: 1 T, emi: tele }', '5:33: found "tele" for `emi`; allowed: telemetry'],
  ['{ at: 1 h, field: 1 T, quirk: yes }', '5:35: found "yes" for `quirk`; allowed: second interrogation'],
  [
    '{ at: 1 h, field: 1 T, altered: rate 0.7 }',
    `5:37: found "rate 0.7" for \`altered\`; allowed: critical memory error, non-critical memory error, or rate and ${RATE}, as in rate 0.7 mL/day`,
  ],
  [
    '{ at: 1 h, field: 1 T, altered: 0.7 mL/day }',
    `5:37: found "0.7 mL/day" for \`altered\`; allowed: critical memory error, non-critical memory error, or rate and ${RATE}, as in rate 0.7 mL/day; did you mean rate 0.7 mL/day?`,
  ],
  [
    '{ at: 1 h, field: 1 T, altered: rate 25 mL/day }',
    '5:5: found a rate of 25 mL/day; allowed: 0.048 mL/day to 24 mL/day with synchromed-ii',
  ],
  [
    '{ at: 1 h, field: 1 T, altered: memory error }',
    `5:37: found "memory error" for \`altered\`; allowed: critical memory error, non-critical memory error, or rate and ${RATE}, as in rate 0.7 mL/day; did you mean critical memory error?`,
  ],
  [
    '{ at: 1 h, field: 1 T, restart branch: bound }',
    `5:44: found "bound" for \`restart branch\`; allowed: free, sampled, or bound and ${TIME}, above 0 s, at most 30 d, as in bound 6 h`,
  ],
  [
    '{ at: 1 h, field: 1 T, restart branch: bound 6 hours }',
    `5:44: found "bound 6 hours" for \`restart branch\`; allowed: free, sampled, or bound and ${TIME}, above 0 s, at most 30 d, as in bound 6 h; did you mean bound 6 h?`,
  ],
  [
    '{ at: 1 h, field: 1 T, restart branch: fre }',
    `5:44: found "fre" for \`restart branch\`; allowed: free, sampled, or bound and ${TIME}, above 0 s, at most 30 d, as in bound 6 h; did you mean free?`,
  ],
  ['{ at: 1 h, bolus: 50 }', `5:23: found "50" for \`bolus\`; allowed: ${VOLUME}, above 0 mL, at most 100 mL`],
  ['{ at: 1 h, bolus: 0 mL }', `5:23: found "0 mL" for \`bolus\`; allowed: ${VOLUME}, above 0 mL, at most 100 mL`],
  ['{ at: 1 h, bolus: 1 mL, over: 0 s }', `5:35: found "0 s" for \`over\`; allowed: ${TIME}, 1 s to 30 d`],
  [
    '{ at: 1 h, priming bolus: 200 T }',
    `5:31: found "200 T" for \`priming bolus\`; allowed: ${VOLUME}, above 0 mL, at most 100 mL`,
  ],
  ['{ at: 1 h, roller study: yes }', '5:30: found "yes" for `roller study`; allowed: take'],
  [
    '{ at: 1 h, interrogate: thrice }',
    '5:29: found "thrice" for `interrogate`; allowed: once, twice; did you mean twice?',
  ],
  [
    '{ at: 1 h, field: 1 T, distance: 2 m, profile: walk-past }',
    '5:28: found `distance` with `profile: walk-past`; allowed: `closest`, or `profile: step`',
  ],
  [
    '{ at: 1 h, field: 1 T, closest: 2 m }',
    '5:28: found `closest` with `profile: step`; allowed: `profile: walk-past`',
  ],
  [
    '{ at: 1 h, field: 1 T, profile: walk-in, closest: 2 m }',
    '5:46: found `closest` with `profile: walk-in`; allowed: `profile: walk-past`',
  ],
  [
    '{ at: 1 h, field: 1 T, distance: 2 m, bore length: 1 m }',
    '5:43: found `bore length` alone; allowed: `bore length` and `bore radius` together',
  ],
  ['{ at: 1 h, field: 1 T, distance: 2 }', `5:38: found "2" for \`distance\`; allowed: ${LENGTH}, 0 m to 100 m`],
  ['{ at: 1 h, field: hand magnet }', `5:5: found no \`distance\`; allowed: ${LENGTH}, 0 mm to 10 m`],
  [
    '{ at: 1 h, field: hand magnet, distance: 1 cm, emi: telemetry }',
    '5:52: found key "emi"; allowed: `at`, `after`, `wait`, `name`, `field`, `angle to pump normal`, `azimuth`, `restart branch`, `distance`',
  ],
  [
    '{ at: 1 h, field: phone, distance: 1 cm }',
    `5:40: found "1 cm" for \`distance\`; allowed: ${LENGTH}, 15 mm to 10 m`,
  ],
  [
    '{ at: 1 h, field: phone, distance: 5 cm, times: 3 }',
    '5:46: found `times` in an incomplete pattern; allowed: `near for`, `away for`, `times` together, or none of them',
  ],
  [
    '{ at: 1 h, field: phone, distance: 5 cm, near for: 1 h, away for: 1 h, times: 0 }',
    '5:83: found "0" for `times`; allowed: a whole number from 1 to 1000',
  ],
  [
    '{ at: 1 h, refill: 20 mL, omit: withdraw }',
    '5:37: found "withdraw" for `omit`; allowed: a list of interrogate, withdraw, fill, program',
  ],
  [
    '{ at: 1 h, refill: 20 mL, omit: [withdrawal] }',
    '5:38: found "withdrawal" for `omit`; allowed: interrogate, withdraw, fill, program; did you mean withdraw?',
  ],
  [
    '{ at: 1 h, refill: 20 mL, programmed as: 18 mL, omit: [program] }',
    '5:31: found `programmed as` together with `omit: [program]`; allowed: one of the two',
  ],
  [
    '{ at: 1 h, program: stopped }',
    '5:25: found "stopped" for `program`; allowed: a mapping with `mode`, `rate`, `flex`, `periodic bolus`, `patient bolus`',
  ],
  [
    '{ at: 1 h, program: { mode: simple continuous } }',
    '5:25: found no `rate`; allowed: `rate` with mode simple continuous, as in `rate: 0.5 mL/day`',
  ],
  [
    '{ at: 1 h, program: { mode: stopped, rate: 1 mL/day } }',
    '5:42: found `rate` with mode stopped; allowed: `rate` with mode simple continuous or periodic bolus',
  ],
  [
    '{ at: 1 h, program: { mode: simple continuous, rate: 25 mL/day } }',
    '5:5: found a rate of 25 mL/day; allowed: 0.048 mL/day to 24 mL/day with synchromed-ii',
  ],
  [
    '{ at: 1 h, program: { mode: stopped, rat: 1 mL/day } }',
    '5:42: found key "rat"; allowed: `mode`, `rate`, `flex`, `periodic bolus`, `patient bolus`; did you mean `rate`?',
  ],
  [
    '{ at: 1 h, draft: { mode: flex } }',
    '5:31: found "flex" for `mode`; allowed: simple continuous, minimum rate, stopped',
  ],
  ['{ at: 1 h, draft: stopped }', '5:23: found "stopped" for `draft`; allowed: a mapping with `mode`, `rate`'],
  ['{ at: 1 h, confirm: yes }', '5:25: found "yes" for `confirm`; allowed: draft, another program'],
  ['{ at: 1 h, stop: now }', '5:22: found "now" for `stop`; allowed: pump'],
  ['{ at: 1 h, faults: on }', `5:24: found "on" for \`faults\`; allowed: a mapping with ${FAULTS}, or off`],
  ['{ at: 1 h, faults: { drop: 5 } }', `5:32: found "5" for \`drop\`; allowed: ${SHARE}`],
  ['{ at: 1 h, faults: { drop: 60 %, flip: 50 % } }', '5:24: found rates of 110 % together; allowed: at most 100 %'],
  ['{ at: 1 h, faults: { drop: 101 % } }', `5:32: found "101 %" for \`drop\`; allowed: ${SHARE}`],
  ['{ at: 1 h, faults: { dropp: 1 % } }', `5:26: found key "dropp"; allowed: ${FAULTS}; did you mean \`drop\`?`],
  ['{ wait: 10 }', `5:13: found "10" for \`wait\`; allowed: ${TIME}, 0 s to 30 y`],
];

test.each(rows)('an impossible entry is reported with its place: %s', (entry, problem) => {
  expect(problemsIn(scenarioText({ timeline: [entry] }))).toEqual([problem]);
});

const pairs: readonly (readonly [string, string, string])[] = [
  [
    '{ at: 2 h, field: off }',
    '{ at: 1 h, field: off }',
    '6:5: found an entry at 1 h after one at 2 h (line 5); allowed: entries in the order of time',
  ],
  [
    '{ at: 2 h, name: a, field: off }',
    '{ at: 3 h, name: a, field: off }',
    '6:22: found name "a" twice (first in line 5); allowed: each name once',
  ],
  [
    '{ at: 2 h, name: scan, field: 1 T }',
    '{ after: scna, field: off }',
    '6:14: found "scna" for `after`; allowed: scan; did you mean scan?',
  ],
  [
    '{ after: b, field: off }',
    '{ at: 3 h, name: b, field: off }',
    '5:14: found "b" for `after`; allowed: `at: TIME`, since no entry precedes it',
  ],
  [
    '{ at: 2 h, field: off, name: a',
    '{ at: 3 h }',
    '6:3: found a YAML error, "Flow map in block collection must be sufficiently indented and end with a }"; allowed: well-formed YAML',
  ],
  [
    '{ at: 2 h, name: field 2, field: off }',
    '{ at: 3 h, field: off }',
    '6:5: found name "field 2" twice (first in line 5); allowed: each name once',
  ],
  ['{ at: 1 h, name: a, field: 1 }', '{ after: a, field: off }', `5:32: found "1" for \`field\`; allowed: ${FIELD}`],
];

test.each(pairs)('impossible combinations are reported with their place: %s, %s', (first, second, problem) => {
  expect(problemsIn(scenarioText({ timeline: [first, second] }))).toEqual([problem]);
});

test('a comma in the brackets of a condition gets a hint at quotes', () => {
  const comma = scenarioText({ expect: ['{ name: a, formula: count(pump.log, 1 h) <= 1 }'] });
  expect(problemsIn(comma).join('\n')).toContain("did you mean `formula: 'count(pump.log, 1 h) <= 1'`, in quotes?");
});

test('a decimal comma in a mapping gets a hint at the decimal point', () => {
  const comma = scenarioText({ pump: '{ product: synchromed-ii, mode: simple continuous, rate: 0,5 mL/day }' });
  expect(problemsIn(comma).join('\n')).toContain('did you mean `rate: 0.5 mL/day`, with a decimal point?');
  const block = scenarioText({ timeline: ['{ at: "1,5 h", field: off }'] });
  expect(problemsIn(block).join('\n')).toContain('did you mean 1.5 h, with a decimal point?');
});

test.each([
  ['[0,5 deg, 1 deg]', '[0, 5 deg, 1 deg]', '[0.5 deg, 1 deg]'],
  ['[0 deg, 1,5 deg]', '[0 deg, 1, 5 deg]', '[0 deg, 1.5 deg]'],
  ['[0,5 deg, 1,5 deg]', '[0, 5 deg, 1, 5 deg]', '[0.5 deg, 1.5 deg]'],
])('a decimal comma in a list is one problem with a hint at the decimal point: %s', (written, found, meant) => {
  const problems = problemsIn(
    scenarioText({ expect: [`{ name: a, signal: true.rotorDeg, changes between: ${written} }`] }),
  );
  expect(problems).toEqual([
    expect.stringContaining(`found "${found}" for \`changes between\`; allowed: a list of two`),
  ]);
  expect(problems[0]).toContain(`; did you mean ${meant}, with a decimal point?`);
});

test('a decimal comma in a step of a flex day gets the same hint', () => {
  const pump = '{ product: synchromed-ii, mode: flex, flex: { every day: [00:00 0,3 mL/day, 08:00 1 mL/day] } }';
  expect(problemsIn(scenarioText({ pump }))).toEqual([
    expect.stringContaining('; did you mean [00:00 0.3 mL/day, 08:00 1 mL/day], with a decimal point?'),
  ]);
});

test('a list with a number without a unit gets no hint at a decimal point', () => {
  const expected = '{ name: a, signal: true.rotorDeg, changes between: [0, 5 deg] }';
  expect(problemsIn(scenarioText({ expect: [expected] })).join('\n')).not.toContain('decimal point');
});

test('an invisible space is shown as its code point', () => {
  const text = scenarioText({ timeline: ['{ at: "1\u00a0h", field: off }'] });
  expect(problemsIn(text).join('\n')).toContain('found "1<U+00A0>h" for `at`');
});
