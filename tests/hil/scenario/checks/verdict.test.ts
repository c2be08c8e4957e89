import { describe, expect, test } from 'vitest';
import { type Verdict, verdicts, worst } from '../../../../hil/scenario/checks/verdict.ts';

describe('the worst of several verdicts', () => {
  test('is the first that occurs of fail, not decided, never triggered, pass', () => {
    const order: readonly Verdict[] = ['fail', 'not decided', 'never triggered', 'pass'];
    for (const [i, bad] of order.entries())
      for (const good of order.slice(i)) expect([worst([good, bad]), worst([bad, good])]).toEqual([bad, bad]);
  });

  test('does not count skipped checks, and is not decided without any other', () => {
    expect(worst(['skipped', 'pass'])).toBe('pass');
    expect(worst(['fail', 'skipped'])).toBe('fail');
    expect(worst(['skipped'])).toBe('not decided');
    expect(worst([])).toBe('not decided');
    expect(verdicts.at(-1)).toBe('skipped');
  });
});
