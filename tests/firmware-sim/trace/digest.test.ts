import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf, LineDigest } from '../../../firmware-sim/trace/digest.ts';

function nodeDigestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

describe('a digest', () => {
  test('of three letters is the published one', () => {
    expect(digestOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('of lines is that of the newline-ended text, in pieces of any size', () => {
    const line = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constant('x'.repeat(9_000)));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.nat({ max: 30 }), (lines, lookAfter) => {
        const digest = new LineDigest();
        for (const [i, text] of lines.entries()) {
          digest.add(text);
          if (i === lookAfter) digest.hex();
        }
        expect(digest.hex()).toBe(nodeDigestOf(lines.map((text) => `${text}\n`).join('')));
        expect(digest.hex()).toBe(digest.hex());
      }),
    );
  });
});
