import { expect, test } from 'vitest';
import { skippedText } from './closing-line-reporter.ts';

test('names each skipped suite, and the packages that bring the missing tools', () => {
  const skipped = [
    'the index (needs g++) > turns',
    'the index (needs g++) > is kept',
    'two emulators (needs simavr) > agree',
    'a FIFO is refused',
  ];
  expect(skippedText(skipped.map((fullName) => ({ fullName })))).toBe(`skipped, 2 tests: the index (needs g++)
skipped, 1 test: two emulators (needs simavr)
skipped, 1 test: a FIFO is refused
to run what was skipped: apt-get install g++ simavr
`);
});

test('is silent where every test ran', () => {
  expect(skippedText([])).toBe('');
});
