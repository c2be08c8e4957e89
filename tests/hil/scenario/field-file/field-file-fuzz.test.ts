import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFieldFile } from '../../../../hil/scenario/field-file/read-field-file.ts';
import { problemText } from '../../../../hil/yaml/problem.ts';

const bit = fc.constantFrom(
  ...[
    'time s',
    'field mT',
    'angle deg',
    'time',
    ',',
    ',',
    '\n',
    '\n',
    '\r\n',
    '"',
    '#',
    ';',
    '\t',
    '0',
    '1',
    '2',
    '3',
    '10',
  ],
  ...['-1', '0,5', '1e3', 'NaN', 'inf', '1e999', '\uFEFF', '\u0000', '\u2028', '\ud800', ' '],
);
const lines = fc
  .array(fc.tuple(fc.nat(100), fc.oneof(fc.nat(3000).map(String), bit)), { maxLength: 8 })
  .map((rows) => `time s,field mT\n${rows.map(([time, cell]) => `${time},${cell}`).join('\n')}`);
const text = fc.oneof(
  fc.array(bit, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  lines,
);

test('any text is read as samples in order, or refused with a place inside it', () => {
  const seen = { ok: 0, refused: 0 };
  fc.assert(
    fc.property(text, (any) => {
      const read = readFieldFile(any, 'f.csv');
      seen[read.ok ? 'ok' : 'refused'] += 1;
      if (read.ok) {
        expect(read.samples[0]?.afterUs).toBe(0);
        const times = read.samples.map(({ afterUs }) => afterUs);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
        expect(read.samples.every(({ fieldMt }) => fieldMt >= 0 && Number.isFinite(fieldMt))).toBe(true);
        return;
      }
      const lineCount = any.split('\n').length;
      expect(read.problems.length).toBeGreaterThan(0);
      for (const problem of read.problems) {
        expect(problem.line).toBeLessThanOrEqual(lineCount);
        expect(problemText(problem)).toMatch(/^f\.csv:\d+:\d+: [^\n]+$/);
      }
    }),
    { numRuns: 2000, seed: 20260104 },
  );
  expect(seen.ok).toBeGreaterThan(10);
  expect(seen.refused).toBeGreaterThan(500);
});

test('the longest text is read in bounded time, whatever its rows', () => {
  for (const row of ['1,1\n', ',\n', '"\n', '\n', '#,\n', '1;2\n']) {
    const long = `time s,field mT\n${row.repeat(Math.floor(1_000_000 / row.length))}`;
    const read = readFieldFile(long, 'f.csv');
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.problems.length).toBeLessThanOrEqual(50);
  }
});
