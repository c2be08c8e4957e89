import { describe, expect, test } from 'vitest';
import {
  beside,
  clipped,
  columnsOf,
  fitted,
  lineOf,
  spread,
  styled,
  terminalText,
  wrapped,
} from '../../../hil/demo/styled-text.ts';

const line = lineOf('one ', styled('bold', 'two'), ' three');

describe('styled text', () => {
  test('neighbours of one style become one span, and empty ones none', () => {
    expect(lineOf('a', '', 'b', styled('bold', ''), styled('bold', 'c'))).toEqual([
      { text: 'ab', style: 'plain' },
      { text: 'c', style: 'bold' },
    ]);
  });

  test('cuts text that is too wide within a span', () => {
    expect(clipped(line, 6)).toEqual([
      { text: 'one ', style: 'plain' },
      { text: 'tw', style: 'bold' },
    ]);
    expect(clipped(line, 0)).toEqual([]);
  });

  test('a fitted line has exactly the columns that were asked for', () => {
    expect(columnsOf(fitted(line, 5))).toBe(5);
    expect(columnsOf(fitted(line, 50))).toBe(50);
  });

  test('both ends of a line, one space apart where they meet', () => {
    expect(terminalText([spread(lineOf('a'), lineOf('b'), 5)], false)).toBe('a   b');
    expect(terminalText([spread(lineOf('aaa'), lineOf('bbb'), 5)], false)).toBe('aaa bbb');
  });

  test('breaks text at spaces, and keeps a long word whole', () => {
    expect(terminalText(wrapped('plain', 'one two three incomprehensible', 9, ' '), false)).toBe(
      ' one two\n three\n incomprehensible',
    );
  });

  test('blocks of unequal height stand beside each other', () => {
    const high = [lineOf('1'), lineOf('22'), lineOf('3')];
    expect(terminalText(beside([high, [lineOf('x')]], ' | '), false)).toBe('1  | x\n22 |\n3  |');
  });

  test('without colours has no control character; with them each span has its own', () => {
    expect(terminalText([line], false)).toBe('one two three');
    expect(terminalText([line], true)).toBe('one \u001b[1mtwo\u001b[22m three');
  });
});
