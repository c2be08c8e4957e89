import { expect, test } from 'vitest';
import { at, judged } from '../patterns/judged-trace.ts';

const rates = [at.rate(0, 1), at.rate(10, 3.123456), at.rate(20, 1), at.rate(30, 0.25), at.rate(40, 1)];

/** Each failed check, the comparison that would have passed, and the check with it. */
test.each([
  ['holds: pump.rateMlPerDay <= 2 mL/day', 'pump.rateMlPerDay <= 3.124 mL/day'],
  ['holds: pump.rateMlPerDay >= 0.5 mL/day', 'pump.rateMlPerDay >= 0.25 mL/day'],
  ['holds: pump.rateMlPerDay > 0.5 mL/day', 'pump.rateMlPerDay > 0.2497 mL/day'],
  ['never: pump.rateMlPerDay > 2 mL/day', 'pump.rateMlPerDay > 3.124 mL/day'],
  ['never: pump.rateMlPerDay <= 0.5 mL/day', 'pump.rateMlPerDay <= 0.2497 mL/day'],
  ['whenever: pump.log, holds: pump.rateMlPerDay < 2 mL/day', 'pump.rateMlPerDay < 3.124 mL/day'],
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
