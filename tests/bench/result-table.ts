import pc from 'picocolors';
import { type Figure, isMet } from './figure.ts';

const HEAD = ['name', 'figure', 'unit', 'baseline', 'ratio', 'limit', ''] as const;

/** Returns the figures as aligned text. The verdict has a colour if the terminal has colours. */
export function resultTable(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) => row.map((cell, column) => coloured(cell, widths[column] ?? 0)).join('  '));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function cells(one: Figure): readonly string[] {
  const { name, figure, unit, baseline, ratio, limit } = one;
  return [
    name,
    shown(figure),
    unit,
    baseline === undefined ? '' : `${shown(baseline.figure)} ${baseline.name}`,
    ratio === undefined ? '' : ratio.toFixed(3),
    limit === undefined ? '' : `${limit.of} ${limit.bound} ${limit.value}`,
    { true: 'met', false: 'NOT MET', undefined: '' }[String(isMet(one))] ?? '',
  ];
}

function shown(value: number): string {
  return Number.isInteger(value) || value >= 1000 ? String(Math.round(value)) : value.toPrecision(4);
}

function coloured(cell: string, width: number): string {
  const padded = cell.padEnd(width);
  if (cell === 'met') return pc.green(padded);
  return cell === 'NOT MET' ? pc.red(padded) : padded;
}
