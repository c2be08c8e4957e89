import { expect, test } from 'vitest';
import { wrapped } from '../../../hil/viewer/wrapped-text.ts';

test('breaks a text between words, and never inside one', () => {
  expect(wrapped('the rotor stalls from here on', 12)).toEqual(['the rotor', 'stalls from', 'here on']);
  expect(wrapped('a disproportionately long word', 8)).toEqual(['a', 'disproportionately', 'long', 'word']);
  expect(wrapped('short', 80)).toEqual(['short']);
});
