import { describe, expect, test } from 'vitest';
import { quoted } from '../../../hil/base/quoted-text.ts';

describe('quoted text', () => {
  test.each([
    ['0.5 mL/day', '"0.5 mL/day"'],
    ['0.5\u00a0mL/day', '"0.5<U+00A0>mL/day"'],
    ['0.5\u202fmL', '"0.5<U+202F>mL"'],
    ['\u200b5 mL\ufeff', '"<U+200B>5 mL<U+FEFF>"'],
    ['a\n\u001b[31m', '"a<U+000A><U+001B>[31m"'],
    ['\u22125 mL', '"\u2212<U+2212>5 mL"'],
    ['\uff15 mL', '"\uff15<U+FF15> mL"'],
    ['5 \u043cL', '"5 \u043c<U+043C>L"'],
    ['5 m\u0301L', '"5 m<U+0301>L"'],
    ['\u{1f600}\ud800', '"\u{1f600}<U+1F600><U+D800>"'],
    ['37 \u00b0C, 5 \u00b5L, Z\u00fcrich', '"37 \u00b0C, 5 \u00b5L, Z\u00fcrich"'],
    ['5 \u03bcL', '"5 \u03bc<U+03BC>L"'],
  ])('of %j shows invisible and look-alike characters', (text, shown) => {
    expect(quoted(text)).toBe(shown);
  });

  test('with double quotes stands in single ones, if it has none of those', () => {
    expect(quoted('pump.log "motor stal"')).toBe('\'pump.log "motor stal"\'');
    expect(quoted(`"it's"`)).toBe(`""it's""`);
  });

  test('is cut after 60 characters', () => {
    expect(quoted('x'.repeat(61))).toBe(`"${'x'.repeat(60)}..."`);
  });
});
