import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { bytesOfDenseText, denseText } from '../../../hil/base/dense-text.ts';

describe('dense text', () => {
  test('gives back its bytes at every length, and only those', () => {
    const random = new RandomStream(7, 'dense text');
    for (let length = 0; length < 200; length += 1) {
      const bytes = Uint8Array.from({ length }, () => Math.floor(256 * random.uniform()));
      expect([...bytesOfDenseText(`\n${denseText(bytes)}\n`)]).toEqual([...bytes]);
      expect([...bytesOfDenseText(denseText(bytes.fill(255)))]).toEqual([...bytes]);
      expect([...bytesOfDenseText(denseText(bytes.fill(0)))]).toEqual([...bytes]);
    }
  });

  test('has letters that HTML leaves alone, and 16 of them for 13 bytes', () => {
    const text = denseText(Uint8Array.from({ length: 13_000 }, (_, index) => (index * 7919) >> 3));
    expect(text).toMatch(/^[!-~]+$/);
    expect(text).not.toMatch(/[<>&]/);
    expect(text.length).toBe(16_000);
  });

  test('refuses a letter that it does not have', () => {
    expect(() => bytesOfDenseText('ab<d')).toThrow('Dense text has no letter "<".');
  });
});
