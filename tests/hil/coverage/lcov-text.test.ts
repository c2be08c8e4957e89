import { expect, test } from 'vitest';
import { ExecutionCounts } from '../../../hil/avr/cpu/execution-counts.ts';
import { hitsOf, lcovText } from '../../../hil/coverage/lcov-text.ts';

const code = new Map([
  ['/b.cpp', new Map([[7, [4]]])],
  [
    '/a.cpp',
    new Map([
      [12, [0]],
      [3, [1, 2]],
    ]),
  ],
]);

test('a line counts its most executed start, and a file of two programs adds up', () => {
  const counts = new ExecutionCounts(8);
  counts.prefix([1, 2], 1);
  counts.prefix([2, 2, 2], 3);
  const hits = hitsOf(code, counts);
  expect(lcovText([hits, hits])).toBe(
    'TN:\nSF:/a.cpp\nDA:3,6\nDA:12,0\nLF:2\nLH:1\nend_of_record\nTN:\nSF:/b.cpp\nDA:7,0\nLF:1\nLH:0\nend_of_record\n',
  );
});
