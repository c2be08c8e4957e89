import { describe, expect, test } from 'vitest';
import { at, judged, verdicts } from './judged-trace.ts';

describe('for at most', () => {
  const HIGH = 'pump.rateMlPerDay > 2 mL/day';
  const highFor = (seconds: number) => [
    at.rate(0, 1),
    at.log(5, 'motor stall'),
    at.rate(6, 3),
    at.rate(6 + seconds, 1),
  ];
  const forms = [
    `whenever: pump.log, see: ${HIGH}, for at most: 4 s`,
    `whenever: pump.log, within: 30 s, see: ${HIGH}, for at most: 4 s`,
    `whenever: pump.log, within: 30 s, see: ${HIGH}, for at least: 1 s, for at most: 4 s`,
    `whenever: pump.log, within: 30 s, holds: ${HIGH}, for at most: 4 s`,
    `see: ${HIGH}, for at most: 4 s`,
    `during: { from: pump.log, to: end }, see: ${HIGH}, for at most: 4 s`,
  ];

  test.each(forms)('counts from the begin of the response, and not from a later moment: %s', (form) => {
    const check = `- { name: a, ${form} }`;
    expect(verdicts(check, highFor(3))).toEqual(['pass']);
    expect(verdicts(check, highFor(20))).toEqual(['fail']);
  });

  test('counts from the occurrence if the response lasts already', () => {
    const check = `- { name: a, whenever: pump.log, see: ${HIGH}, for at most: 4 s }`;
    const already = (end: number) => [at.rate(0, 3), at.log(5, 'motor stall'), at.rate(end, 1)];
    expect(verdicts(check, already(8))).toEqual(['pass']);
    expect(verdicts(check, already(10))).toEqual(['fail']);
    const within = check.replace('see', 'within: 5 s, see');
    expect(judged(within, already(8), 60)[0]).toMatchObject({ verdict: 'pass', value: 0, margin: 5, marginS: 1 });
    expect(judged(within, highFor(3), 60)[0]).toMatchObject({ verdict: 'pass', value: 1, margin: 4, marginS: 1 });
  });
});

test('until counts from the time of `from` on', () => {
  const check = '- { name: a, whenever: pump.log, from: 2 s, holds: pump.rateMlPerDay > 2 mL/day, until: pump.tone }';
  const tone = at.event(9, 'pump.tone', { tone: 'critical' });
  const late = [at.rate(0, 1), at.log(2, 'motor stall'), at.rate(3, 3), tone];
  expect(verdicts(check, late)).toEqual(['pass']);
  expect(verdicts(check.replace('from: 2 s, ', ''), late)).toEqual(['fail']);
  expect(verdicts(check.replace('until', 'within: 8 s, until'), late)).toEqual(['pass']);
  expect(verdicts(check.replace('until', 'within: 6 s, until'), late)).toEqual(['fail']);
  expect(judged(check.replace('until', 'within: 8 s, until'), late, 60)[0]).toMatchObject({ marginS: 1 });
});
