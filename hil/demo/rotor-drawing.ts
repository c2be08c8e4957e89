import { type Line, lineOf, type Style, styled } from './styled-text.ts';

/** Number of columns that are as wide as a row is high. */
const COLUMNS_PER_ROW = 2;
const TRACK = '·';
const HUB = '+';
const ROLLER = '(O)';
const BELIEVED_ROLLER = '( )';
export const INDEX_MARK = '#';

export interface RotorPicture {
  /** Rotor angle: 0 is up, and the rotor turns clockwise. */
  readonly rotorDeg: number;
  readonly rollerCount: number;
  /** Radius of the track circle. */
  readonly radiusRows: number;
  /** True for the see-through view, which marks the arm of the first roller. False for a film. */
  readonly hasIndexMark: boolean;
  /** Angle that the firmware believes, drawn as a second, empty rotor. Absent: not drawn. */
  readonly believedDeg?: number;
}

interface Cell {
  readonly text: string;
  readonly style: Style;
}

/** Returns the width of a drawing: the track, and half a roller on each side. */
export function drawingColumns(radiusRows: number): number {
  return 2 * COLUMNS_PER_ROW * radiusRows + ROLLER.length;
}

/** Draws the roller head in characters: track circle, rollers on their arms, hub, index mark. */
export function rotorDrawing({
  rotorDeg,
  rollerCount,
  radiusRows,
  hasIndexMark,
  believedDeg,
}: RotorPicture): readonly Line[] {
  const canvas = new Canvas(radiusRows);
  for (let deg = 0; deg < 360; deg += TRACK_DOT_DEG) canvas.put(deg, radiusRows, { text: TRACK, style: 'dim' });
  const anglesFrom = (deg: number) => Array.from({ length: rollerCount }, (_, i) => deg + (360 / rollerCount) * i);
  if (believedDeg !== undefined)
    for (const deg of anglesFrom(believedDeg)) canvas.put(deg, radiusRows, { text: BELIEVED_ROLLER, style: 'bad' });
  const rollersDeg = anglesFrom(rotorDeg);
  for (const deg of rollersDeg) {
    for (let row = ARM_STEP_ROWS; row < radiusRows; row += ARM_STEP_ROWS)
      canvas.put(deg, row, { text: armOf(deg), style: 'plain' });
  }
  canvas.put(0, 0, { text: HUB, style: 'plain' });
  if (hasIndexMark) canvas.put(rotorDeg, radiusRows * MARK_AT, { text: INDEX_MARK, style: 'mark' });
  for (const deg of rollersDeg) canvas.put(deg, radiusRows, { text: ROLLER, style: 'bold' });
  return canvas.lines();
}

const TRACK_DOT_DEG = 5;
const ARM_STEP_ROWS = 0.25;
/** Position of the index mark along the first roller's arm, as a share of its length. */
const MARK_AT = 0.55;

/** Returns the character that is nearest to the arm's direction on the screen. */
function armOf(deg: number): string {
  const strokes = ['|', '/', '-', '\\'] as const;
  const leaningDeg = ((deg % 180) + 180) % 180;
  if (leaningDeg < 20 || leaningDeg > 160) return strokes[0];
  if (leaningDeg < 70) return strokes[1];
  return leaningDeg <= 110 ? strokes[2] : strokes[3];
}

class Canvas {
  readonly #rows: Cell[][];
  readonly #radiusRows: number;
  readonly #columns: number;

  constructor(radiusRows: number) {
    this.#radiusRows = radiusRows;
    this.#columns = drawingColumns(radiusRows);
    this.#rows = Array.from({ length: 2 * radiusRows + 1 }, () =>
      Array.from({ length: this.#columns }, () => ({ text: ' ', style: 'plain' as const })),
    );
  }

  /** Puts text, centred, at polar coordinates about the hub. It overwrites earlier text. */
  put(deg: number, rows: number, { text, style }: Cell): void {
    const rad = (deg * Math.PI) / 180;
    const row = this.#radiusRows + roundEvenly(-Math.cos(rad) * rows);
    const middle = (this.#columns - 1) / 2 + roundEvenly(Math.sin(rad) * rows * COLUMNS_PER_ROW);
    const first = middle - (text.length - 1) / 2;
    [...text].forEach((character, i) => {
      const cells = this.#rows[row] as Cell[];
      cells[first + i] = { text: character, style };
    });
  }

  lines(): readonly Line[] {
    return this.#rows.map((cells) => lineOf(...cells.map(({ text, style }) => styled(style, text))));
  }
}

/** Rounds halves towards zero. `Math.round` turns -3.5 into -3 but 3.5 into 4, so the picture would lean. */
function roundEvenly(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value) - 1e-9);
}
