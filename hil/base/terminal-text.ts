const ESCAPE = String.fromCodePoint(0x1b);
/** Colour sequences of a terminal, which take no columns. */
const COLOUR = new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g');
/** Spaces before the first word of a line, which may have a colour. */
const LEADING = new RegExp(`^(?:${ESCAPE}\\[[\\d;]*m| )*`);
const INDENT_COLUMNS = 2;
/** A terminal narrower than this gets lines of this width. */
const COLUMNS_MIN = 20;

/** Stream of a terminal, or of a pipe or file without columns. */
export interface TextStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * Wraps text at the columns of a terminal. A wrapped line is indented by two columns more than its first line, or by
 * `hangColumns` more. Text for a pipe or a file stays as it is.
 */
export function forTerminal(text: string, { isTTY, columns }: TextStream, hangColumns = INDENT_COLUMNS): string {
  if (isTTY !== true || columns === undefined || columns <= 0) return text;
  const width = Math.max(COLUMNS_MIN, columns);
  return text
    .split('\n')
    .map((line) => wrappedLine(line, width, hangColumns))
    .join('\n');
}

/** Breaks one line at spaces. A word longer than the line stays whole. */
function wrappedLine(line: string, columns: number, hangColumns: number): string {
  if (shownColumns(line) <= columns) return line;
  const leading = LEADING.exec(line)?.[0] ?? '';
  const indent = ' '.repeat(Math.min(shownColumns(leading) + hangColumns, Math.floor(columns / 2)));
  const lines: string[] = [];
  let current = leading;
  let isEmpty = true;
  for (const [, gap = '', word = ''] of line.slice(leading.length).matchAll(/( *)([^ ]+)/g)) {
    const isFull = shownColumns(current) + gap.length + shownColumns(word) > columns;
    if (isFull && !isEmpty) {
      lines.push(current);
      current = `${indent}${word}`;
    } else current += `${gap}${word}`;
    isEmpty = false;
  }
  return [...lines, current].join('\n');
}

function shownColumns(text: string): number {
  return [...text.replace(COLOUR, '')].length;
}
