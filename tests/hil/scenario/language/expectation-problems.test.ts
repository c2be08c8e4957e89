import { expect, test } from 'vitest';
import { alarmCauses } from '../../../../firmware-sim/base/alarm-cause.ts';
import { events, signals } from '../../../../hil/scenario/checks/vocabulary.ts';
import { allForms } from '../../../../hil/scenario/expect/all-forms.ts';
import { patternKeys } from '../../../../hil/scenario/patterns/pattern-keys.ts';
import { keysShown } from '../../../../hil/yaml/problem.ts';
import { problemsIn, scenarioText } from './scenario-text.ts';

const TIME = 'a number with a unit (s, min, h, d, y)';
const ANGLE = 'a number with a unit (deg)';
const NAME =
  'a name: a letter, then letters, digits, spaces, hyphens, underscores; at most 60 in all; not start or end';
const PATTERN_KEYS = keysShown(patternKeys.filter((key) => !Object.hasOwn(allForms, key)));
const KINDS = keysShown(Object.keys(allForms));
const SIGNALS = Object.keys(signals).join(', ');
const LIMITS =
  '`changes at most`, `changes at least`, `changes between`, `changes equals`, `advances at least`, `advances at most`, `advances between`, `advances equals`, `stays at least`, `stays at most`, `stays between`, `stays equals`';
const EVENTS = `an event with or without a text: ${Object.entries(events)
  .map(([name, [first]]) => (first === undefined ? name : `${name} "${first}"`))
  .join(', ')}`;

const timeline = ['{ at: 1 h, field: 1 T, name: scan }', '{ at: 2 h, roller study: take, name: study }'];

const rows: readonly (readonly [string, string])[] = [
  ['foo', `8:5: found "foo" as an expectation; allowed: a mapping with \`name\` and one of ${KINDS}`],
  ['{}', `8:5: expectation: no kind given. Add one of ${KINDS}.`],
  ['{ name: a }', `8:5: expectation: no kind given. Add one of ${KINDS}.`],
  ['{ see: pump.alarm }', '8:5: found no `name`; allowed: a text on one line, 1 to 100 characters'],
  [
    '{ name: a, sea: pump.alarm }',
    `8:16: found key "sea"; allowed: \`name\`, \`requires\`, \`during\`, \`after\`, \`when\`, \`and then\`, \`within\`, \`unless\`, \`may never happen\`, \`at\`, \`marginal from\`, ${PATTERN_KEYS}, ${KINDS}; did you mean \`see\`?`,
  ],
  [
    '{ name: a, see: pump.alarm, whenevr: true.rotor is held }',
    '8:33: found key "whenevr"; allowed: `name`, `requires`, `may never happen`, `whenever`, `when`, `during`, `except during`, `after`, `before`, `unless`, `see`, `from`, `within`, `marginal from`, `for at least`, `for at most`; did you mean `whenever`?',
  ],
  [
    '{ name: a, see: pump.alarm, never see: pump.alarm }',
    '8:33: found two kinds, `see` and `never see`; allowed: one kind in an expectation',
  ],
  ['{ name: a, see: pump.alrm }', `8:21: found "pump.alrm" for \`see\`; allowed: ${EVENTS}; did you mean pump.alarm?`],
  [
    '{ name: a, see: pump.alarm critcal }',
    `8:21: found "pump.alarm critcal" for \`see\`; allowed: pump.alarm alone, or with critical, non-critical, raised, cleared, ${alarmCauses.join(', ')}; did you mean pump.alarm "critical"?`,
  ],
  ['{ name: a, see: pump.silence twice }', '8:21: found "pump.silence twice" for `see`; allowed: pump.silence alone'],
  ['{ name: a, see: "" }', `8:21: found nothing for \`see\`; allowed: ${EVENTS}`],
  [
    '{ name: a, see: pump.alarm, at: end }',
    '8:33: found key "at"; allowed: `name`, `requires`, `see`, `stamped between`, `during`, `after`, `when`, `and then`, `within`, `unless`, `may never happen`, `marginal from`',
  ],
  [
    '{ name: a, see: pump.alarm, after: scan, and then: true.film }',
    '8:46: found `and then` without `when`; allowed: `and then` together with `when`',
  ],
  [
    '{ name: a, see: pump.alarm, during: scan, unless: true.film }',
    '8:47: found `unless` without `after` or `when`; allowed: `unless` together with one of the two',
  ],
  [
    '{ name: a, see: pump.alarm, during: scan, after: scan }',
    '8:47: found `during` and `after` together; allowed: one of `during`, `after`, `when`',
  ],
  [
    '{ name: a, see: pump.alarm, during: scna }',
    '8:41: found "scna" for `during`; allowed: scan, study; did you mean scan?',
  ],
  [
    '{ name: a, see: pump.alarm, after: scna }',
    '8:40: found "scna" for `after`; allowed: scan, study, or a time, as in 30 min; did you mean scan?',
  ],
  [
    '{ name: a, see: pump.alarm, within: 1 h }',
    '8:33: found `within` without `after` or `when`; allowed: `within` together with one of the two',
  ],
  [
    '{ name: a, see: pump.alarm, during: scan, within: 1 h }',
    '8:47: found `within` without `after` or `when`; allowed: `within` together with one of the two',
  ],
  [
    '{ name: a, see: pump.alarm, after: 2 }',
    `8:40: found "2" for \`after\`; allowed: the name of an entry, or a time, ${TIME}, 0 s to 30 y`,
  ],
  [
    '{ name: a, see: pump.alarm, after: -2 h }',
    `8:40: found "-2 h" for \`after\`; allowed: the name of an entry, or a time, ${TIME}, 0 s to 30 y`,
  ],
  [
    '{ name: a, see: pump.alarm, after: 2 h, within: 30 d }',
    '8:33: found an end at 722 h; allowed: at most 30 d, the limit by `run at most`',
  ],
  [
    '{ name: a, see: pump.alarm, after: scan, within: 30 d }',
    '8:33: found an end at 721 h; allowed: at most 30 d, the limit by `run at most`',
  ],
  [
    '{ name: a, signal: true.rotrDeg, changes at most: 2 deg }',
    `8:24: found "true.rotrDeg" for \`signal\`; allowed: ${SIGNALS}; did you mean true.rotorDeg?`,
  ],
  ['{ name: a, signal: true.rotorDeg }', `8:5: expectation: no limit given. Add one of ${LIMITS}.`],
  [
    '{ name: a, signal: true.rotorDeg, changes at most: 2 }',
    `8:56: found "2" for \`changes at most\`; allowed: ${ANGLE}, at least 0 deg`,
  ],
  [
    '{ name: a, signal: true.rotorDeg, changes at most: 2 mL }',
    `8:56: found "2 mL" for \`changes at most\`; allowed: ${ANGLE}, at least 0 deg`,
  ],
  [
    '{ name: a, signal: true.rotorDeg, changes at most: 2 deg, advances at least: 1 deg }',
    '8:63: found two limits, `changes at most` and `advances at least`; allowed: one limit in an expectation',
  ],
  [
    '{ name: a, signal: true.rotorDeg, changes at mots: 2 deg }',
    `8:39: found key "changes at mots"; allowed: \`name\`, \`requires\`, \`signal\`, \`during\`, \`after\`, \`when\`, \`and then\`, \`within\`, \`unless\`, \`may never happen\`, ${LIMITS}, \`tolerance\`, \`marginal from\`; did you mean \`changes at most\`?`,
  ],
  [
    '{ name: a, signal: true.rotorDeg, stays between: [3 deg, 2 deg] }',
    `8:54: found "[3 deg, 2 deg]" for \`stays between\`; allowed: a list of two, the lower one first, each ${ANGLE}`,
  ],
  [
    '{ name: a, signal: true.rotorDeg, stays between: 3 deg }',
    `8:54: found "3 deg" for \`stays between\`; allowed: a list of two, the lower one first, each ${ANGLE}`,
  ],
  [
    '{ name: a, signal: true.rotorDeg, stays between: [3 deg] }',
    `8:54: found "[3 deg]" for \`stays between\`; allowed: a list of two, the lower one first, each ${ANGLE}`,
  ],
  [
    '{ name: a, signal: true.rotorDeg, stays between: [3 deg, 4 mL] }',
    `8:62: found "4 mL" for \`stays between\`; allowed: ${ANGLE}`,
  ],
  [
    '{ name: a, signal: true.rotorDeg, changes at most: 2 deg, at: end }',
    `8:63: found key "at"; allowed: \`name\`, \`requires\`, \`signal\`, \`during\`, \`after\`, \`when\`, \`and then\`, \`within\`, \`unless\`, \`may never happen\`, ${LIMITS}, \`tolerance\`, \`marginal from\``,
  ],
  [
    '{ name: a, value: true.rotorDeg, is: 2 deg }',
    '8:5: `value`: no moment given. Add `at:` with end, start, a time or an entry, or `when: EVENT`.',
  ],
  [
    '{ name: a, value: true.rotorDeg, at: end }',
    '8:5: expectation: no limit given. Add one of `at least`, `at most`, `between`, `is`, `equals`.',
  ],
  [
    '{ name: a, value: true.rotorDeg, at: end, when: pump.alarm, is: 2 deg }',
    '8:47: found `at` and `when` together; allowed: one of `at`, `when`',
  ],
  [
    '{ name: a, value: true.rotorDeg, after: scan, is: 2 deg }',
    '8:38: found key "after"; allowed: `name`, `requires`, `value`, `at`, `when`, `may never happen`, `at least`, `at most`, `between`, `is`, `equals`, `tolerance`, `marginal from`',
  ],
  [
    '{ name: a, value: true.rotorDeg, at: 31 d, is: 2 deg }',
    '8:38: found an end at 31 d; allowed: at most 30 d, the limit by `run at most`',
  ],
  [
    '{ name: a, value: true.rotorDeg, at: scna, is: 2 deg }',
    '8:42: found "scna" for `at`; allowed: scan, study, start, end, or a time, as in 30 min; did you mean scan?',
  ],
  ['{ name: a, value: [1], at: end, is: 2 deg }', `8:23: found "[1]" for \`value\`; allowed: ${SIGNALS}`],
  [
    '{ name: a, outcome: passed, of: study }',
    '8:25: found "passed" for `outcome`; allowed: pass, fail, partial; did you mean pass?',
  ],
  ['{ name: a, outcome: pass }', `8:5: found no \`of\`; allowed: ${NAME}`],
  [
    '{ name: a, outcome: pass, of: scan }',
    '8:35: found "scan", an entry of another kind; allowed: the name of a roller study',
  ],
  [
    '{ name: a, value: true.rotorDeg, at: ende, is: 2 deg }',
    '8:42: found "ende" for `at`; allowed: scan, study, start, end, or a time, as in 30 min; did you mean end?',
  ],
  ['{ name: a, outcome: pass, of: studdy }', '8:35: found "studdy" for `of`; allowed: study; did you mean study?'],
  ['{ name: "", see: pump.alarm }', '8:13: found nothing for `name`; allowed: a text on one line, 1 to 100 characters'],
  [
    '{ name: a, see: pump.alarm, requires: GIP-1 }',
    '8:43: found "GIP-1" for `requires`; allowed: a list of 1 to 50 requirement ids, each once',
  ],
  [
    '{ name: a, see: pump.alarm, requires: [GIP-1.4.4, GIP_1] }',
    '8:55: found "GIP_1" for `requires`; allowed: a requirement id: a letter or a digit, then letters, digits, dots and dashes; at most 60 in all',
  ],
  [
    '{ name: a, see: pump.alarm, requires: [B, A, B] }',
    '8:43: found "[B, A, B]" for `requires`; allowed: a list of 1 to 50 requirement ids, each once',
  ],
  [
    '{ name: a, see: pump.alarm, requires: [] }',
    '8:43: found "[]" for `requires`; allowed: a list of 1 to 50 requirement ids, each once',
  ],
  [
    '{ name: a, see: pump.alarm, after: scan, may never happen: yes }',
    '8:46: found `may never happen` without `when`; allowed: `may never happen` together with `when`',
  ],
  [
    '{ name: a, see: pump.alarm, when: true.film, may never happen: no }',
    '8:68: found "no" for `may never happen`; allowed: yes',
  ],
  [
    '{ name: a, see: pump.alarm, after: scan, marginal from: 1 min }',
    '8:61: found `marginal from` without a limit; allowed: `marginal from` together with `within`',
  ],
  [
    '{ name: a, see: pump.alarm, after: scan, within: 1 min, marginal from: 2 min }',
    '8:76: found `marginal from` above the limit; allowed: at most the limit',
  ],
  [
    '{ name: a, signal: true.rotorDeg, changes at least: 3 deg, marginal from: 2 deg }',
    '8:79: found `marginal from` below the limit; allowed: at least the limit',
  ],
  [
    '{ name: a, value: true.rotorDeg, at: end, is: 3 deg, marginal from: 2 deg }',
    '8:73: found `marginal from` with two limits; allowed: `marginal from` with one limit, at least or at most',
  ],
  [
    '{ name: a, never see: pump.alarm, after: scan, within: 1 min, marginal from: 1 s }',
    '8:67: found key "marginal from"; allowed: `name`, `requires`, `never see`, `during`, `after`, `when`, `and then`, `within`, `unless`, `may never happen`',
  ],
  ['{ name: 5, see: pump.alarm }', '8:13: found "5" for `name`; allowed: a text on one line, 1 to 100 characters'],
];

test.each(rows)('an impossible expectation is reported with its place: %s', (expectation, problem) => {
  expect(problemsIn(scenarioText({ timeline, expect: [expectation] }))).toEqual([problem]);
});

test('two expectations of one name are named', () => {
  expect(problemsIn(scenarioText({ expect: ['{ name: a, see: pump.alarm }', '{ name: a, see: pump.log }'] }))).toEqual([
    '7:13: found name "a" twice (first in line 6); allowed: each name once',
  ]);
});
