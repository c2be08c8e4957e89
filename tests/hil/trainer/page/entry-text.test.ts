import { describe, expect, test } from 'vitest';
import { entryOf } from '../../../../hil/trainer/page/panels/entry-text.ts';

describe('an action as text', () => {
  test('is read with and without braces, and as a line of a timeline', () => {
    const entry = { field: '1.5 T', azimuth: '40 deg' };
    expect(entryOf('field: 1.5 T, azimuth: 40 deg')).toEqual(entry);
    expect(entryOf(' { field: 1.5 T, azimuth: 40 deg } ')).toEqual(entry);
    expect(entryOf('- { field: 1.5 T, azimuth: 40 deg }')).toEqual(entry);
  });

  test('keeps mappings and lists inside, numbers and quotes', () => {
    expect(entryOf('program: { mode: simple continuous, rate: 0.5 mL/day }')).toEqual({
      program: { mode: 'simple continuous', rate: '0.5 mL/day' },
    });
    expect(entryOf('field: phone, times: 3')).toEqual({ field: 'phone', times: 3 });
    expect(entryOf('refill: 18 mL, omit: [check, log]')).toEqual({ refill: '18 mL', omit: ['check', 'log'] });
    expect(entryOf('name: "a, b"')).toBeUndefined();
  });

  test.each(['', '   ', 'field', 'field:', ': 1 T', '{', 'a: { b', 'a: [1', 'a: 1, a: 2', `${'a: {'.repeat(9)}`])(
    'refuses %j',
    (text) => expect(entryOf(text)).toBeUndefined(),
  );
});
