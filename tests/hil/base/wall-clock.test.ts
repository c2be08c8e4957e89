import { expect, test } from 'vitest';
import { nextTurn, sleepUntilUs, wallDateIso, wallNowUs, within } from '../../../hil/base/wall-clock.ts';

test('wall time is in whole microseconds and never goes back', () => {
  const first = wallNowUs();
  expect(Number.isSafeInteger(first)).toBe(true);
  expect(wallNowUs()).toBeGreaterThanOrEqual(first);
  expect(wallDateIso()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('waiting for a past time takes none, and an abort ends a wait of a year at once', async () => {
  await sleepUntilUs(wallNowUs() - 1);
  const stop = new AbortController();
  const waiting = sleepUntilUs(wallNowUs() + 365 * 86_400_000_000, stop.signal);
  stop.abort();
  await waiting;
  await sleepUntilUs(wallNowUs() + 365 * 86_400_000_000, stop.signal);
});

test('a bounded wait returns its result or failure, or names the awaited event', async () => {
  await expect(within(Promise.resolve(7), 1000, 'seven')).resolves.toBe(7);
  const ours = new Error('ours');
  await expect(within(Promise.reject(ours), 1000, 'nothing')).rejects.toBe(ours);
  const never = new Promise(() => undefined);
  await expect(within(never, 1, () => 'Godot', 'rig')).rejects.toMatchObject({
    code: 'TIMED_OUT',
    fault: 'rig',
    message: 'Waited 1 ms for Godot.',
  });
});

test('a bounded wait takes a result that was pending when a pause ended', async () => {
  const pending = nextTurn().then(nextTurn);
  const waiting = within(pending, 20, 'two turns');
  for (const endUs = wallNowUs() + 25_000; wallNowUs() < endUs; );
  await expect(waiting).resolves.toBeUndefined();
});
