import { describe, expect, test } from 'vitest';
import { said } from './said.ts';

describe('options of the demo', () => {
  test.each([
    [['--scenario', 'roler-study'], /Unknown scenario "roler-study"; .*Did you mean "roller-study"\?/s],
    [['--scenario', './none.yaml'], /none\.yaml/],
    [['--scenario', 'roller-study', '--speed', '0'], /'0' is invalid.*a number from 0\.001 to 1000000/s],
    [['--scenario', 'roller-study', '--speed', 'NaN'], /'NaN' is invalid.*a number from 0\.001/s],
    [['--scenario', 'roller-study', '--speed', '1000001'], /'1000001' is invalid.*to 1000000/s],
    [
      ['--scenario', 'roller-study', '--step'],
      /`--step` without keys: .* no terminal.*; allowed: `--step` on a terminal/s,
    ],
    [['--step'], /`--step` without `--scenario`; allowed: /],
    [['--speed', '10'], /`--speed` without `--scenario`; allowed: /],
  ])('%j is refused with what is allowed, and shows nothing', async (options, message) => {
    const { status, stdout, stderr } = await said('demo', ...options);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
