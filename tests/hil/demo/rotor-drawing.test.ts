import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawingColumns, INDEX_MARK, type RotorPicture, rotorDrawing } from '../../../hil/demo/rotor-drawing.ts';
import { columnsOf, terminalText } from '../../../hil/demo/styled-text.ts';

function drawn(rotorDeg: number, options: Partial<RotorPicture> = {}): string {
  const picture = { rotorDeg, rollerCount: 2, radiusRows: 4, hasIndexMark: false, ...options };
  return terminalText(rotorDrawing(picture), false);
}

/** Row and column of each roller's middle, row by row. */
function rollersIn(text: string): readonly (readonly [number, number])[] {
  return text
    .split('\n')
    .flatMap((line, row) => [...line.matchAll(/\(O\)/g)].map((found) => [row, found.index + 1] as const));
}

describe('a roller head in characters', () => {
  test('at 0 deg the first roller is up', () => {
    expect(`\n${drawn(0)}`).toBe(`
      ··(O)··
   ···   |   ···
  ·      |      ·
 ·       |       ·
 ·       +       ·
 ·       |       ·
  ·      |      ·
   ···   |   ···
      ··(O)··`);
  });

  test('at 90 deg the rollers lie level', () => {
    expect(`\n${drawn(90)}`).toBe(`
      ·······
   ···       ···
  ·             ·
 ·               ·
(O)------+------(O)
 ·               ·
  ·             ·
   ···       ···
      ·······`);
  });

  test('the see-through view has the index mark on the arm of the first roller', () => {
    expect(`\n${drawn(60, { hasIndexMark: true })}`).toBe(`
      ·······
   ···       ···
  ·            (O)
 ·         //#/  ·
 ·     //+//     ·
 ·  ////         ·
 (O)            ·
   ···       ···
      ·······`);
  });

  test.each([
    [
      0,
      [
        [0, 9],
        [8, 9],
      ],
    ],
    [
      30,
      [
        [1, 13],
        [7, 5],
      ],
    ],
    [
      60,
      [
        [2, 16],
        [6, 2],
      ],
    ],
    [
      90,
      [
        [4, 1],
        [4, 17],
      ],
    ],
    [
      120,
      [
        [2, 2],
        [6, 16],
      ],
    ],
    [
      150,
      [
        [1, 5],
        [7, 13],
      ],
    ],
    [
      180,
      [
        [0, 9],
        [8, 9],
      ],
    ],
    [
      210,
      [
        [1, 13],
        [7, 5],
      ],
    ],
    [
      300,
      [
        [2, 2],
        [6, 16],
      ],
    ],
    [
      -60,
      [
        [2, 2],
        [6, 16],
      ],
    ],
  ])('at %i deg the rollers are in the cells %j', (rotorDeg, cells) => {
    expect(rollersIn(drawn(rotorDeg))).toEqual(cells);
  });

  test.each([
    [0, [2, 9]],
    [90, [4, 13]],
    [180, [6, 9]],
    [270, [4, 5]],
  ])('clockwise: at %i deg the index mark is in the cell %j', (rotorDeg, [row, column]) => {
    const lines = drawn(rotorDeg, { hasIndexMark: true }).split('\n');
    expect(lines.findIndex((line) => line.includes(INDEX_MARK))).toBe(row);
    expect(lines[row as number]?.indexOf(INDEX_MARK)).toBe(column);
  });

  test('on films of two rollers +120 and -60 deg look alike, in the view they do not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3599 }), (tenths) => {
        const beforeDeg = tenths / 10;
        expect(drawn(beforeDeg + 120)).toBe(drawn(beforeDeg - 60));
        const through = { hasIndexMark: true };
        expect(drawn(beforeDeg + 120, through)).not.toBe(drawn(beforeDeg - 60, through));
      }),
    );
  });

  test('stays inside the picture at any angle, roller count and size', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 3, max: 12 }),
        (rotorDeg, rollerCount, radiusRows) => {
          const lines = rotorDrawing({ rotorDeg, rollerCount, radiusRows, hasIndexMark: true });
          expect(lines).toHaveLength(2 * radiusRows + 1);
          for (const line of lines) expect(columnsOf(line)).toBe(drawingColumns(radiusRows));
          expect(rollersIn(terminalText(lines, false))).toHaveLength(rollerCount);
        },
      ),
    );
  });
});
