import { expect, test } from 'vitest';
import { forTerminal } from '../../../hil/base/terminal-text.ts';

const LINE = '      rests on 3 assumed constants: boreMm = 0.65 mm; detectMl = 0.01 mL; csfKpa = 1.2 kPa';

test('wraps a long line at the columns of a terminal and indents the rest', () => {
  const text = forTerminal(`short\n${LINE}`, { isTTY: true, columns: 40 });
  expect(text.split('\n')).toEqual([
    'short',
    '      rests on 3 assumed constants:',
    '        boreMm = 0.65 mm; detectMl =',
    '        0.01 mL; csfKpa = 1.2 kPa',
  ]);
});

test('leaves text for a pipe or a file as it is', () => {
  expect(forTerminal(LINE, {})).toBe(LINE);
  expect(forTerminal(LINE, { columns: 40 })).toBe(LINE);
});

test('does not count the columns of colour sequences', () => {
  const red = '\u001b[31mone two three four\u001b[39m five six';
  expect(forTerminal(red, { isTTY: true, columns: 27 })).toBe(red);
});

test('hangs a coloured line by its indent', () => {
  const dim = '\u001b[2m      one two three four\u001b[22m';
  expect(forTerminal(dim, { isTTY: true, columns: 20 })).toBe('\u001b[2m      one two three\n        four\u001b[22m');
});

test('keeps the gaps of a table, and hangs its last column', () => {
  const row = 'mri-30-min    A scan of half an hour in a field that holds the rotor.';
  expect(forTerminal(row, { isTTY: true, columns: 40 }, 14).split('\n')).toEqual([
    'mri-30-min    A scan of half an hour in',
    '              a field that holds the',
    '              rotor.',
  ]);
});

test('leaves a word that is longer than the line whole', () => {
  const word = 'x'.repeat(50);
  expect(forTerminal(`see ${word}`, { isTTY: true, columns: 30 }).split('\n')).toEqual(['see', `  ${word}`]);
});
