import { expect, test } from 'vitest';
import { MessageLimit } from '../../../../hil/trainer/server/message-limit.ts';

test('a page may send 500 messages at once and 200 a second after that', () => {
  let nowUs = 0;
  const limit = new MessageLimit(() => nowUs);
  const taken = (count: number): number => Array.from({ length: count }, () => limit.takes(0)).filter(Boolean).length;
  expect(taken(500)).toBe(500);
  expect(limit.takes(0)).toBe(false);
  nowUs += 1e6;
  expect(taken(199)).toBe(199);
  nowUs += 3600e6;
  expect(taken(500)).toBe(500);
  expect(limit.takes(0)).toBe(false);
});

test('a long message counts for more than one', () => {
  const limit = new MessageLimit(() => 0);
  expect(Array.from({ length: 8 }, () => limit.takes(262_144))).toEqual([...Array(7).fill(true), false]);
});
