import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { handNamed } from '../../../hil/rigs/hand-file.ts';
import { handFieldMt, playHand } from '../../../hil/rigs/hand-profile.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-hand-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(text: string): string {
  const path = join(folder, 'hand.txt');
  writeFileSync(path, text);
  return path;
}

const S = 1_000_000;

describe('a hand profile', () => {
  test('in a file is seconds and millitesla, linear between, with comments and blanks', () => {
    const hand = handNamed(written('# slowly\n\n1 0\n3 50.5 # there\r\n3 -20\n'));
    const at = (s: number): number => handFieldMt(hand, s * S);
    expect([at(0), at(1), at(2), at(2.5), at(3), at(100)]).toEqual([0, 0, 25.25, 37.875, -20, -20]);
  });

  test.each([
    ['1 2 3', ':1: found "1 2 3"; allowed: seconds and millitesla, as in `5.5 60`'],
    ['0 0\nfive 60', ':2: found "five 60"'],
    ['0 0\n\n86401 0', ':3: found "86401" s; allowed: at most 86400 s'],
    ['0 3001', ':1: found "3001" mT; allowed: -3000 to 3000 mT'],
    ['2 0\n1 0', ':2: found "1" s after a later point; allowed: points in order of time'],
    ['1 0\n'.repeat(1001), ':1001: found point 1001; allowed: at most 1000 points'],
  ])('that is invalid is reported with file, line and the allowed form: %j', (text, says) => {
    expect(() => handNamed(written(text))).toThrow(says);
  });

  test('that is unknown or unreadable is reported with the available ones', () => {
    expect(() => handNamed('onec')).toThrow(
      '`--hand`: unknown hand "onec"; allowed: once, touch, never, or the path of a file (with a slash or a dot). Did you mean "once"?',
    );
    expect(() => handNamed('./nowhere.txt')).toThrow('"./nowhere.txt" cannot be read (ENOENT).');
  });

  test('is played smoothly in motion, and sets nothing while it stands', () => {
    const clock = new VirtualClock();
    const set: [us: number, fieldMt: number][] = [];
    playHand(handNamed('once'), clock, (fieldMt) => set.push([clock.nowUs(), fieldMt]));
    clock.advanceTo(60 * S);
    const steps = set.slice(1).map(([, fieldMt], i) => Math.abs(fieldMt - (set[i]?.[1] ?? 0)));
    expect(Math.max(...steps)).toBeLessThan(0.25);
    expect(set.filter(([us]) => us > 6 * S && us < 44 * S)).toEqual([]);
    expect(set.at(-1)).toEqual([45.5 * S, 0]);
  });
});
