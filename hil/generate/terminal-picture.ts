import { columnsOf, type Line, type Style, type StyledSpan, withoutTail } from '../demo/styled-text.ts';

/** Width of a character, six tenths of its size. Whole pixels keep the picture the same on every machine. */
const CELL_PX = 9;
const ROW_PX = 18;
const FONT_PX = 15;
const MARGIN_PX = 18;
const BASELINE_PX = 14;
const FONTS = 'ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace';

const looks: Readonly<Record<Style, string>> = {
  plain: 'fill="#d7dde4"',
  bold: 'fill="#ffffff" font-weight="600"',
  dim: 'fill="#8d97a3"',
  good: 'fill="#4cc26a" font-weight="600"',
  bad: 'fill="#ff6b61" font-weight="600"',
  mark: 'fill="#56b6f7" font-weight="600"',
};

/** Draws lines of a terminal as an SVG image. Each span is stretched to its columns, so that any font keeps the layout. */
export function terminalPicture(lines: readonly Line[], columns: number, title: string): string {
  const width = columns * CELL_PX + 2 * MARGIN_PX;
  const height = lines.length * ROW_PX + 2 * MARGIN_PX;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" xml:space="preserve" font-family="${FONTS}" font-size="${FONT_PX}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#12171d"/>`,
    ...lines.flatMap((line, row) => textsOf(withoutTail(line), MARGIN_PX + row * ROW_PX + BASELINE_PX)),
    '</svg>',
    '',
  ].join('\n');
}

function textsOf(line: Line, y: number): readonly string[] {
  return line
    .flatMap((span, i) => pieces(span, columnsOf(line.slice(0, i))))
    .map(({ text, style, column }) => {
      const x = MARGIN_PX + column * CELL_PX;
      const stretch = `textLength="${text.length * CELL_PX}" lengthAdjust="spacingAndGlyphs"`;
      return `<text x="${x}" y="${y}" ${stretch} ${looks[style]}>${escaped(text)}</text>`;
    });
}

/** Splits a span at wide gaps, which SVG viewers treat differently. */
function pieces({ text, style }: StyledSpan, column: number): readonly (StyledSpan & { readonly column: number })[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map((match) => ({ text: match[0], style, column: column + match.index }));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
