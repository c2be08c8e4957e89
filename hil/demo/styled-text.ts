import pc from 'picocolors';

/** Width for which the demo is drawn. */
export const COLUMNS = 80;

export type Style = 'plain' | 'bold' | 'dim' | 'good' | 'bad' | 'mark';

export interface StyledSpan {
  readonly text: string;
  readonly style: Style;
}

/** One line of a terminal. Every character is one column wide. */
export type Line = readonly StyledSpan[];

/** Builds a span. */
export function styled(style: Style, text: string): StyledSpan {
  return { text, style };
}

/** Joins texts and spans to a line. Adjacent spans of the same style become one. */
export function lineOf(...parts: readonly (string | StyledSpan)[]): Line {
  const line: StyledSpan[] = [];
  for (const part of parts) {
    const { text, style } = typeof part === 'string' ? styled('plain', part) : part;
    const last = line.at(-1);
    if (last?.style === style) line[line.length - 1] = { text: last.text + text, style };
    else if (text !== '') line.push({ text, style });
  }
  return line;
}

export const BLANK: Line = [];

/** Returns the width of a line. */
export function columnsOf(line: Line): number {
  return line.reduce((columns, { text }) => columns + text.length, 0);
}

/** Cuts a line off at `columns`. */
export function clipped(line: Line, columns: number): Line {
  let left = columns;
  return line.flatMap(({ text, style }) => {
    const shown = text.slice(0, Math.max(0, left));
    left -= shown.length;
    return shown === '' ? [] : [{ text: shown, style }];
  });
}

/** Cuts off or pads a line to exactly `columns`. */
export function fitted(line: Line, columns: number): Line {
  const shown = clipped(line, columns);
  return lineOf(...shown, ' '.repeat(columns - columnsOf(shown)));
}

/** Puts text at both ends of a line, with at least one space between. */
export function spread(left: Line, right: Line, columns: number): Line {
  return lineOf(...left, ' '.repeat(Math.max(1, columns - columnsOf(left) - columnsOf(right))), ...right);
}

/** Wraps text at spaces. Each line begins with `indent`. */
export function wrapped(style: Style, text: string, columns: number, indent = ''): readonly Line[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && indent.length + current.length + 1 + word.length > columns) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current].map((line) => lineOf(indent, styled(style, line)));
}

/** Puts blocks next to each other, each as wide as its widest line. */
export function beside(blocks: readonly (readonly Line[])[], gap: string): readonly Line[] {
  const widths = blocks.map((block) => Math.max(0, ...block.map(columnsOf)));
  const rows = Math.max(0, ...blocks.map((block) => block.length));
  return Array.from({ length: rows }, (_, row) =>
    lineOf(...blocks.flatMap((block, i) => [i === 0 ? '' : gap, ...fitted(block[row] ?? BLANK, widths[i] ?? 0)])),
  );
}

/** Centres a line in `columns`. */
export function centred(line: Line, columns: number): Line {
  return lineOf(' '.repeat(Math.max(0, Math.floor((columns - columnsOf(line)) / 2))), ...line);
}

/** Returns text for a terminal, with or without colours, without spaces at line ends. */
export function terminalText(lines: readonly Line[], hasColours: boolean): string {
  const colour = pc.createColors(hasColours);
  const paint: Readonly<Record<Style, (text: string) => string>> = {
    plain: (text) => text,
    bold: colour.bold,
    dim: colour.dim,
    good: colour.green,
    bad: colour.red,
    mark: colour.cyan,
  };
  return lines
    .map((line) =>
      withoutTail(line)
        .map(({ text, style }) => paint[style](text))
        .join(''),
    )
    .join('\n');
}

/** Removes the spaces at the end of a line. */
export function withoutTail(line: Line): Line {
  const columns = line
    .map(({ text }) => text)
    .join('')
    .trimEnd().length;
  return clipped(line, columns);
}
