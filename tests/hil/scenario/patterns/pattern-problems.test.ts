import { describe, expect, test } from 'vitest';
import { at, explained, problemsOf, verdicts } from './judged-trace.ts';

describe('see without a key of its own', () => {
  const HIGH = 'pump.rateMlPerDay > 2 mL/day';
  const rises = [at.rate(0, 1), at.rate(5, 3), at.log(7, 'motor stall')];

  test.each([
    [`when: ${HIGH}, within: 3 s, see: pump.log`, 'pass'],
    [`when: ${HIGH}, within: 1 s, see: pump.log`, 'fail'],
    [`after: ${HIGH}, within: 3 s, never see: pump.log`, 'fail'],
    [`after: scan, within: 3 s, see: ${HIGH}`, 'pass'],
    [`when: pump.log, within: 9 s, unless: ${HIGH}, see: pump.tone`, 'not decided: ended'],
    [`during: scan, never see: ${HIGH}`, 'fail'],
    [`see: "not ${HIGH}"`, 'pass'],
  ])('takes conditions where it takes events: %s', (form, verdict) => {
    expect(verdicts(`- { name: a, ${form} }`, rises)).toEqual([verdict]);
  });

  test('keeps its own messages for a misspelt event', () => {
    expect(problemsOf('- { name: a, see: pump.lgo "motor stall" }')[0]).toMatch(
      /for `see`.* did you mean pump\.log "motor stall"\?$/,
    );
  });
});

describe('keys that a response does not read', () => {
  test.each([
    [
      'whenever: pump.log, holds: true.rotor is held, until: pump.tone, for at least: 3 s',
      'a.yaml:8:81: found `for at least` with `until`; allowed: one of the two',
    ],
    [
      'whenever: pump.log, never: true.rotor is held, until: pump.tone, for at most: 3 s',
      'a.yaml:8:81: found `for at most` with `until`; allowed: one of the two',
    ],
    [
      'whenever: pump.log, unless: pump.tone, count: pump.alarm, per: 1 h, at most: 3',
      'a.yaml:8:36: found `unless` with `count`, which is decided at once; allowed: `count` without `unless`',
    ],
    [
      'whenever: pump.log, unless: pump.tone, in order: [pump.alarm, true.rotor held]',
      'a.yaml:8:36: found `unless` with `in order`; allowed: `unless` with `see`, `never see`, `holds` or `never`',
    ],
    [
      'whenever: pump.log, unless: pump.tone, formula: eventually pump.alarm',
      'a.yaml:8:36: found `unless` with `formula`; allowed: `unless` with `see`, `never see`, `holds` or `never`',
    ],
    [
      'count: pump.log, per: 1 h, at most: 3, at least: 5',
      'a.yaml:8:55: found `at least` of 5; allowed: at most 3, the number of `at most`',
    ],
  ])('are refused: %s', (check, problem) => {
    expect(problemsOf(`- { name: a, ${check} }`)).toEqual([problem]);
  });
});

describe('problems', () => {
  test.each([
    [
      '- { name: a, never: pump.rateMlPerDay > 2 mL }',
      'a.yaml:8:43: found "2 mL"; allowed: a rate with a unit (mL/day, mL/h, uL/day, uL/h); did you mean 2 mL/h?',
    ],
    [
      '- { name: a, never: "pump.rateMlPerDay > 2 mL" }',
      'a.yaml:8:44: found "2 mL"; allowed: a rate with a unit (mL/day, mL/h, uL/day, uL/h); did you mean 2 mL/h?',
    ],
    [
      '- { name: a, whenever: pump.lgo, see: pump.log }',
      /^a\.yaml:8:26: found "pump\.lgo"; .* did you mean pump\.log\?$/,
    ],
    [
      '- { name: a, whenever: pump.log, when: pump.log, see: pump.tone }',
      'a.yaml:8:36: found `whenever` and `when` together; allowed: one of `whenever`, `when`, `after`',
    ],
    [
      '- { name: a, holds: pump.log, for at least: 2 s }',
      'a.yaml:8:33: found `for at least` without `whenever`, `when`, `after`; allowed: `for at least` together with one of the three',
    ],
    [
      '- { name: a, whenever: pump.log, see: pump.tone, within: 1 s, from: 2 s }',
      'a.yaml:8:65: found `from` of 2 s; allowed: at most 1 s, the time of `within`',
    ],
    [
      '- { name: a, during: skan, holds: pump.log }',
      'a.yaml:8:24: found "skan" for `during`; allowed: scan, out, or a condition; did you mean scan?',
    ],
    [
      '- { name: a, count: pump.log, per: 1 h }',
      'a.yaml:8:5: `count`: no limit given. Add `at most: NUMBER` or `at least: NUMBER`.',
    ],
    [
      '- { name: a, in order: [pump.log] }',
      'a.yaml:8:26: found "[pump.log]" for `in order`; allowed: a list of 2 to 20 conditions in the order of time',
    ],
    [
      '- { name: a, whenever: { becomes: true.rotor is held, for at least: 10 min, for at most: 5 min }, see: pump.log }',
      'a.yaml:8:57: found `for at least` of 10 min; allowed: at most 5 min, the time of `for at most`',
    ],
    [
      '- { name: a, whenever: { throughout: true.rotor is held, for at least: 5 min }, see: pump.log }',
      'a.yaml:8:60: found key "for at least"; allowed: `throughout`',
    ],
    [
      '- { name: a, during: { from: out, to: scan }, never see: pump.log }',
      'a.yaml:8:41: found `to` at 10 s, before `from` at 20 s; allowed: a later moment, or end',
    ],
    [
      '- { name: a, except during: { from: 3 h, to: start }, never see: pump.log }',
      'a.yaml:8:48: found `to` at 0 s, before `from` at 3 h; allowed: a later moment, or end',
    ],
    [
      '- { name: a, let: { until: true.rotor held }, formula: until -> pump.log }',
      'a.yaml:8:23: found the name "until", a word of conditions; allowed: a name of its own, as in held',
    ],
    ['- { name: a, neverr: pump.log }', /found key "neverr"; .*did you mean `never`\?$/],
  ])('names the place and what is allowed in %s', (check, problem) => {
    const [first] = problemsOf(check);
    if (typeof problem === 'string') expect(first).toBe(problem);
    else expect(first).toMatch(problem);
  });
});

describe('keys inside a mapping of several kinds', () => {
  test.each([
    [
      'whenever: { becomes: pump.mode is stopped, for at lest: 5 s }, see: pump.log',
      [
        'a.yaml:8:59: found key "for at lest"; allowed: `becomes`, `for at least`, `for at most`; did you mean `for at least`?',
      ],
    ],
    [
      'whenever: { troughout: pump.mode is stopped }, see: pump.log',
      [
        'a.yaml:8:26: found no `throughout`; allowed: a condition, as in true.rotor is held',
        'a.yaml:8:28: found key "troughout"; allowed: `throughout`; did you mean `throughout`?',
      ],
    ],
    [
      'during: { from: scan }, holds: pump.mode is stopped',
      ['a.yaml:8:24: found no `to`; allowed: a condition, as in true.rotor is held'],
    ],
    [
      'during: [scan, out], holds: pump.mode is stopped',
      [
        'a.yaml:8:24: found "[scan, out]" for `during`; allowed: the name of an entry, or a mapping with `from` and `to`',
      ],
    ],
  ])('are named as those of the nearest kind: %s', (check, problems) => {
    expect(problemsOf(`- { name: a, ${check} }`)).toEqual(problems);
  });
});

test('a sentence tells an event, a beginning, all moments and a part of the run apart', () => {
  const sentenceOf = (asked: string) => explained(`- { name: a, ${asked}, never: pump.mode is stopped }`);
  expect(sentenceOf('whenever: pump.log')).toMatch(/^Whenever pump\.log occurs, /);
  expect(sentenceOf('whenever: true.rotor is held')).toMatch(
    /^Whenever it becomes true, or is true at the start, that /,
  );
  expect(sentenceOf('whenever: { throughout: true.rotor is held }')).toMatch(
    /^At each moment at which true\.rotor is /,
  );
  expect(sentenceOf('during: scan')).toMatch(/^While it is between the entry "scan" and the entry "out", /);
  expect(sentenceOf('before: out')).toMatch(/^While it is not yet after the entry "out", /);
  expect(sentenceOf('during: { from: 5 s, to: 1 min }')).toMatch(
    /^While it is between the time 5 s and the time 1 min, /,
  );
});
