import { describe, expect, test } from 'vitest';
import { KeyReader } from '../../../../hil/demo/play/keys.ts';

const ESC = '\u001b';

describe('keys of a terminal', () => {
  test.each([
    [' sSqQ\r\n', ['space', 'step', 'step', 'quit', 'quit', 'step', 'step']],
    [`${ESC}[A${ESC}[B${ESC}[C${ESC}[D`, ['up', 'down', 'right', 'left']],
    [`${ESC}OA${ESC}OD`, ['up', 'left']],
    ['\u0003\u0004\u001a', ['interrupt', 'quit', 'suspend']],
    [`x${ESC}[5~${ESC}xé `, ['space']],
    [`${ESC}[1;5C`, ['right']],
    ['', []],
  ])('%j', (text, keys) => {
    expect(new KeyReader().read(text)).toEqual(keys);
  });

  test('joins a sequence that comes in pieces', () => {
    const reader = new KeyReader();
    expect([ESC, '[', 'C', ' '].map((piece) => reader.read(piece))).toEqual([[], [], ['right'], ['space']]);
  });

  test('keeps no sequence without an end', () => {
    const reader = new KeyReader();
    expect(reader.read(`${ESC}[${'1'.repeat(100_000)}`)).toEqual([]);
    expect(reader.read('q')).toEqual(['quit']);
  });
});
