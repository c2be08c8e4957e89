import { describe, expect, test } from 'vitest';
import { during } from '../../../../hil/builders/scopes.ts';
import { signal } from '../../../../hil/builders/signal.ts';
import { at, judged, problemsOf } from './judged-trace.ts';

const RATE = 'pump.rateMlPerDay';
const rates = [at.rate(0, 1), at.rate(12, 2), at.rate(18, 1.5)];
const logs = [3, 4, 40].map((seconds) => at.log(seconds, 'motor stall'));

/** Returns whether a check that passes is marginal. */
function isMarginal(check: string, records = rates): boolean | undefined {
  const [found] = judged(`- { name: a, ${check} }`, records, 60);
  expect(found?.verdict).toBe('pass');
  return found?.isMarginal;
}

describe('a marginal band in the unit of a signal', () => {
  test.each([
    // A value where the band begins is marginal.
    [`holds: ${RATE} <= 3 mL/day`, '2 mL/day', '2.1 mL/day'],
    [`holds: ${RATE} < 3 mL/day`, '2 mL/day', '2.1 mL/day'],
    [`holds: ${RATE} >= 0.5 mL/day`, '1 mL/day', '0.9 mL/day'],
    [`holds: 0.5 mL/day <= ${RATE}`, '1 mL/day', '0.9 mL/day'],
    [`never: ${RATE} > 3 mL/day`, '2 mL/day', '2.1 mL/day'],
    [`never: ${RATE} < 0.5 mL/day`, '1 mL/day', '0.9 mL/day'],
    [`during: scan, holds: ${RATE} <= 3 mL/day`, '2 mL/day', '2.1 mL/day'],
    [`before: 10 s, holds: ${RATE} <= 3 mL/day`, '1 mL/day', '1.1 mL/day'],
    [`when: ${RATE} >= 2 mL/day, holds: ${RATE} <= 3 mL/day, for at least: 2 s`, '2 mL/day', '2.1 mL/day'],
  ])('of %s begins at %s, and not at %s', (check, inside, outside) => {
    expect(isMarginal(`${check}, marginal from: ${inside}`)).toBe(true);
    expect(isMarginal(`${check}, marginal from: ${outside}`)).toBe(false);
  });

  test('of a count is a number of occurrences', () => {
    expect(isMarginal('count: pump.log, per: 10 s, at most: 3, marginal from: 2', logs)).toBe(true);
    expect(isMarginal('count: pump.log, per: 10 s, at most: 3, marginal from: 3', logs)).toBe(false);
    expect(
      isMarginal('during: { from: 0 s, to: 5 s }, count: pump.log, per: 4 s, at least: 1, marginal from: 2', logs),
    ).toBe(true);
    expect(
      isMarginal('during: { from: 0 s, to: 5 s }, count: pump.log, per: 4 s, at least: 1, marginal from: 1', logs),
    ).toBe(false);
  });

  test('is written by the library in the same words', () => {
    const check = during('scan').holds(signal(RATE).atMost('3 mL/day'), { name: 'a', 'marginal from': '2 mL/day' });
    expect(check).toMatchObject({ holds: expect.anything(), 'marginal from': '2 mL/day' });
  });
});

test.each([
  [
    `holds: ${RATE} <= 3 mL/day, marginal from: 4 mL/day`,
    '`marginal from` of 4 mL/day; allowed: at most 3 mL/day, the limit',
  ],
  [
    `never: ${RATE} < 3 mL/day, marginal from: 2 mL/day`,
    '`marginal from` of 2 mL/day; allowed: at least 3 mL/day, the limit',
  ],
  [`holds: ${RATE} <= 3 mL/day, marginal from: 2 mL`, '`marginal from` of "2 mL"; allowed: a rate with a unit'],
  [
    'holds: pump.mode is stopped, marginal from: 2 mL',
    '`marginal from` in the unit of a signal, with a condition of another kind; allowed:',
  ],
  [
    `holds: ${RATE} <= 3 mL/day, marginal from: 2`,
    '"2" for `marginal from`; allowed: a time, or a number in the unit of the signal',
  ],
  [
    `whenever: pump.log, within: 5 min, holds: ${RATE} <= 3 mL/day, marginal from: 4 Min`,
    '"4 Min" for `marginal from`; allowed: a time, or a number in the unit of the signal; did you mean 4 min?',
  ],
  [
    'count: pump.log, per: 9 s, at most: 3, marginal from: 4',
    '`marginal from` of 4; allowed: at most 3, the number of `at most`',
  ],
  [
    'count: pump.log, per: 9 s, at least: 3, marginal from: 2',
    '`marginal from` of 2; allowed: at least 3, the number of `at least`',
  ],
  ['count: pump.log, per: 9 s, at most: 3, at least: 1, marginal from: 2', '`marginal from` with two limits; allowed:'],
])('refuses %s', (check, problem) => {
  expect(problemsOf(`- { name: a, ${check} }`)[0]).toContain(`found ${problem}`);
});
