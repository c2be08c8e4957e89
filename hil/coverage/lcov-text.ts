import type { ExecutionCounts } from '../avr/cpu/execution-counts.ts';
import type { CodeOfLines } from './covered-lines.ts';

/** Counted lines of one program, by file and line. */
export type LineHits = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** A line was executed as often as the most executed start of its code. */
export function hitsOf(code: CodeOfLines, { words }: ExecutionCounts): LineHits {
  return new Map(
    [...code].map(([file, lines]) => [
      file,
      new Map([...lines].map(([line, starts]) => [line, Math.max(...starts.map((at) => words[at] ?? 0))])),
    ]),
  );
}

/** Writes hits in the format of geninfo(1), which genhtml reads. A file of several programs adds up. */
export function lcovText(programs: readonly LineHits[]): string {
  const files = new Map<string, Map<number, number>>();
  for (const [file, lines] of programs.flatMap((one) => [...one])) {
    const sums = files.get(file) ?? new Map<number, number>();
    files.set(file, sums);
    for (const [line, count] of lines) sums.set(line, (sums.get(line) ?? 0) + count);
  }
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, lines]) => recordOf(file, lines))
    .join('');
}

function recordOf(file: string, lines: ReadonlyMap<number, number>): string {
  const sorted = [...lines].sort(([a], [b]) => a - b);
  const hit = sorted.filter(([, count]) => count > 0).length;
  const data = sorted.map(([line, count]) => `DA:${line},${count}\n`).join('');
  return `TN:\nSF:${file}\n${data}LF:${sorted.length}\nLH:${hit}\nend_of_record\n`;
}
