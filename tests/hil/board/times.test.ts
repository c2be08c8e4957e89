import { describe, expect, test } from 'vitest';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { noField } from '../../../firmware-sim/plant/magnetic-field.ts';
import { framed } from '../../protocol/bench-pair.ts';
import { runCount } from '../../run-count.ts';
import { BoardOnBench } from './board-on-bench.ts';

const HELLO = framed('>A3.00 HELLO v=1 t=ED12C908');
const FIELD = { ...noField, fieldMt: 40 };
const QUARTER_US = 2 ** 30;
const HALF_US = 2 ** 31;
const WHOLE_US = 2 ** 32;
/** The two boards may differ in what lies across each boundary. */
const OFFSETS_MS = [
  [700, 1700, 7000, 11_000],
  [11_000, 700, 1700, 7000],
];
/** The timer counts half microseconds, so the sign of a 32-bit count changes at each quarter. */
const BOUNDARIES_US = [QUARTER_US, HALF_US, HALF_US + QUARTER_US, WHOLE_US];
const SILENCES_US = [0, HALF_US, WHOLE_US];
/** More than an hour of the board, on a machine that is busy with other tests. */
const LEAP_MS_MAX = 120_000;
/** Ticks of the timer between segments, and an answer that waits for a sensor. */
const TOLERANCE_US = 25_000;

interface Said {
  readonly text: string;
  readonly us: number;
}

/** Sensor readings and times may differ between runs. */
const withoutReadings = (text: string): string =>
  text
    .replace(/\*\w+\n$/, '')
    .replace(/ (?:r|n|f|e|u)=\S+/g, '')
    .replace(/^!A3\.\w\w/, '!A3');

/** All timed functions of the board, from a given time on. */
function saidFrom(bed: BoardOnBench, startUs: number): readonly Said[] {
  const at = (ms: number, ...bodies: readonly string[]): void => {
    bed.to(startUs + ms * 1000);
    for (const body of bodies) bed.say(framed(`>A3.${body}`));
  };
  bed.board.setField(noField);
  bed.to(startUs);
  bed.say(HELLO);
  bed.to(startUs + 40_000);
  const from = bed.heard.length;
  at(50, '01 ZERO c=0', '02 MOVE from=0 to=40 ms=400', '03 MOVE from=40 to=80 ms=400');
  at(1000, '04 STALL mode=back by=-8', '05 STALL mode=none by=0', '06 FIELD trip=5 mode=hold');
  at(1500);
  bed.board.setField(FIELD);
  at(2000);
  bed.board.setField(noField);
  at(9500, '07 ARM cause=lapse', '08 MOVE from=80 to=90 ms=7000');
  at(14_000, '09 HALT');
  at(14_500);
  return bed.heard.slice(from).map(({ text, us }) => ({ text: withoutReadings(text), us: us - startUs }));
}

describe('times on the emulated board', () => {
  test.each(OFFSETS_MS.slice(0, runCount({ quick: 1, long: 2 })))(
    'are the same where they overflow or change sign after %i, %i, %i and %i ms',
    (...afterMs) => {
      const bed = new BoardOnBench();
      const fresh = saidFrom(bed, US_PER_SECOND);
      expect(fresh.map(({ text }) => text)).toEqual(
        expect.arrayContaining([
          expect.stringContaining('DONE to=40 idle=0'),
          expect.stringContaining('DONE to=80 idle=1'),
          expect.stringContaining('TRIP on=1'),
          expect.stringContaining('TRIP on=0'),
          expect.stringContaining('STOPPED cause=lapse'),
          expect.stringContaining('<A3.09 ok'),
        ]),
      );
      for (const [index, baseUs] of BOUNDARIES_US.slice(0, runCount({ quick: 2, long: 4 })).entries()) {
        const later = saidFrom(bed, baseUs - (afterMs[index] ?? 0) * 1000);
        expect(later.map(({ text }) => text)).toEqual(fresh.map(({ text }) => text));
        for (const [line, { text, us }] of later.entries()) {
          expect(Math.abs(us - (fresh[line]?.us ?? Number.NaN)), text).toBeLessThan(TOLERANCE_US);
        }
      }
    },
    LEAP_MS_MAX,
  );

  test.each(SILENCES_US.slice(0, runCount({ quick: 1, long: 3 })))(
    'a field that trips after %i us and 8 s of silence is a lapse',
    (silentUs) => {
      const bed = new BoardOnBench();
      bed.to(US_PER_SECOND);
      bed.say(HELLO);
      bed.to(1.2 * US_PER_SECOND);
      bed.say(framed('>A3.01 FIELD trip=5 mode=hold'));
      const tripUs = silentUs + 8 * US_PER_SECOND;
      bed.to(tripUs);
      bed.board.setField(FIELD);
      bed.to(tripUs + 100_000);
      expect(bed.heard.at(-1)?.text).toMatch(/ STOPPED cause=lapse c=0 .* m=none g=/);
    },
    LEAP_MS_MAX,
  );
});
