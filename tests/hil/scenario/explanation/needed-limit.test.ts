import { expect, test } from 'vitest';
import { at, judged } from '../patterns/judged-trace.ts';

const rates = [at.rate(0, 1), at.rate(10, 3.123456), at.rate(20, 1), at.rate(30, 0.25), at.rate(40, 1)];

/** Each failed check, the comparison that would have passed, and the check with it. */
test.each([
  ['holds: pump.rateMlPerDay <= 2 mL/day', 'pump.rateMlPerDay <= 3.124 mL/day'],
  ['holds: pump.rateMlPerDay >= 0.5 mL/day', 'pump.rateMlPerDay >= 0.25 mL/day'],
  ['holds: pump.rateMlPerDay > 0.5 mL/day', 'pump.rateMlPerDay >= 0.25 mL/day'],
  ['never: pump.rateMlPerDay > 2 mL/day', 'pump.rateMlPerDay > 3.124 mL/day'],
  ['never: pump.rateMlPerDay <= 0.5 mL/day', 'pump.rateMlPerDay < 0.25 mL/day'],
  ['whenever: pump.log, holds: pump.rateMlPerDay < 2 mL/day', 'pump.rateMlPerDay < 3.124 mL/day'],
  ['never: pump.rateMlPerDay >= 3.123456 mL/day', 'pump.rateMlPerDay >= 3.124 mL/day'],
  ['holds: "pump.rateMlPerDay in [0.5 mL/day, 2 mL/day]"', 'pump.rateMlPerDay in [0.25 mL/day, 3.124 mL/day]'],
  ['holds: "pump.rateMlPerDay in [0.1 mL/day, 2 mL/day]"', 'pump.rateMlPerDay in [0.1 mL/day, 3.124 mL/day]'],
  [
    'whenever: pump.log, from: 1 s, within: 4 s, holds: "pump.rateMlPerDay in [5 mL/day, 6 mL/day]"',
    'pump.rateMlPerDay in [3.123 mL/day, 6 mL/day]',
  ],
])('%s would pass with %s', (check, needed) => {
  const records = [...rates, at.log(15, 'motor stall')];
  const found = judged(`- { name: a, ${check} }`, records, 60)[0];
  expect(found?.verdict).toBe('fail');
  expect(found?.explanation?.wouldPass).toBe(needed);
  const key = /^never/.test(check) ? 'never' : 'holds';
  const met = check.replace(/\b(holds|never): .*$/, `${key}: "${needed}"`);
  expect(judged(`- { name: a, ${met} }`, records, 60)[0]?.verdict).toBe('pass');
});

test('gives no time that would have passed where a check asks at all moments', () => {
  const records = [at.event(0, 'pump.mode', { mode: 'flex' }), at.rate(0, 3), at.rate(20, 1), at.log(9, 'motor stall')];
  const wouldPass = (trigger: string) => {
    const check = `- { name: a, whenever: ${trigger}, see: pump.log "motor stall", within: 5 s }`;
    return judged(check, records, 60)[0]?.explanation?.wouldPass;
  };
  expect(wouldPass('pump.rateMlPerDay > 2 mL/day')).toBe('within 9 s');
  expect(wouldPass('{ throughout: pump.rateMlPerDay > 2 mL/day }')).toBeUndefined();
});

const HIGH = 'pump.rateMlPerDay > 2 mL/day';

/** Each check with its limit in time in place of LIMIT, and the limit that would have passed. */
test.each([
  ['see: pump.log, LIMIT', 'within 5 s', 'within 9 s'],
  ['see: pump.log, from: 2 s, LIMIT', 'within 5 s', 'within 9 s'],
  ['never see: pump.log, LIMIT', 'within 20 s', 'within 8.999 s'],
  [`holds: ${HIGH}, LIMIT`, 'for at least 9 s', 'for at least 5.999 s'],
  [`holds: ${HIGH}, from: 1 s, LIMIT`, 'for at least 9 s', 'for at least 4.999 s'],
  [`holds: ${HIGH}, LIMIT`, 'for at most 5 s', 'for at most 6 s'],
  [`holds: ${HIGH}, from: 1 s, LIMIT`, 'for at most 3 s', 'for at most 5 s'],
  ['in order: [pump.tone, pump.log], LIMIT', 'within 5 s', 'within 9 s'],
])('%s with %s would pass with %s', (check, limit, needed) => {
  const records = [at.event(5, 'in.program'), at.rate(0, 3), at.rate(11, 1), at.event(6, 'pump.tone'), at.log(14, 'x')];
  const judgedWith = (one: string) => {
    const keyed = check.replace('LIMIT', one.replace(/ (?=[\d.]+ s$)/, ': '));
    return judged(`- { name: a, whenever: in.program, ${keyed} }`, records, 60)[0];
  };
  expect(judgedWith(limit)).toMatchObject({ verdict: 'fail', explanation: { wouldPass: needed } });
  expect(judgedWith(needed)?.verdict).toBe('pass');
});

test('gives the difference of two signals that would have passed', () => {
  const records = [at.line(0, 'true.deliveredMl', 1, 0), at.line(0, 'pump.programmedMl', 1.25, 0)];
  const check = (condition: string) => judged(`- { name: a, holds: ${condition} }`, records, 60)[0];
  const needed = 'true.deliveredMl - pump.programmedMl >= -0.25 mL';
  expect(check('true.deliveredMl >= pump.programmedMl')?.explanation?.wouldPass).toBe(needed);
  expect(check(needed)?.verdict).toBe('pass');
});

test('ends the window of `before` at its moment', () => {
  const records = [at.log(15, 'motor stall'), at.rate(0, 3)];
  const found = judged(`- { name: a, before: pump.log, never: ${HIGH} }`, records, 60)[0];
  expect(found?.explanation?.window).toEqual({ fromUs: 0, toUs: 15_000_000 });
});
