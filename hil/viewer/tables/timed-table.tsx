import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import type { Tone } from '../lane-view.ts';
import type { TimeView } from '../time-view.ts';
import { HeadRow } from './head-row.tsx';

/** One row of a table over time. */
export interface TimedRow {
  readonly atUs: number;
  readonly cells: readonly string[];
  readonly tone: Tone;
}

export interface TimedTableProps {
  readonly title: string;
  /** Head of the column of times. */
  readonly timeHead: string;
  readonly heads: readonly string[];
  /** In order of time. */
  readonly rows: readonly TimedRow[];
  /** Shown in place of rows, if there are none. */
  readonly none: string;
  /** Cursor of the page; null in a table without script, which shows all rows. */
  readonly time: TimeView | null;
}

/** Rows on either side of the cursor's row. A run of years has many thousands, which no browser lays out at once. */
const ROWS_ASIDE = 150;

/** A table whose rows are tied to the time cursor: arrow keys go from row to row, and a click on a time moves the cursor there. */
export function TimedTable({ title, timeHead, heads, rows, none, time }: TimedTableProps): JSX.Element {
  const region = useRef<HTMLDivElement>(null);
  const current = time === null ? -1 : lastAt(rows, time.cursorUs.value);
  const first = time === null ? 0 : Math.max(0, current - ROWS_ASIDE);
  const shown = time === null ? rows : rows.slice(first, Math.max(0, current) + ROWS_ASIDE);
  useLayoutEffect(() => keepInView(region.current), [current, rows]);
  return (
    <div
      ref={region}
      class={time === null ? 'timed-table is-static' : 'timed-table'}
      {...(time === null
        ? {}
        : {
            role: 'region',
            'aria-label': title,
            tabIndex: 0,
            onKeyDown: (event: KeyboardEvent) => {
              if (moveByKey(event.key, rows, time)) event.preventDefault();
            },
          })}
    >
      <table>
        <caption>{title}</caption>
        <HeadRow heads={[timeHead, ...heads]} />
        <tbody>
          {shown.map((row, index) => (
            <Row key={first + index} row={row} isCurrent={first + index === current} time={time} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p>{none}</p>}
    </div>
  );
}

interface RowProps {
  readonly row: TimedRow;
  readonly isCurrent: boolean;
  readonly time: TimeView | null;
}

function Row({ row, isCurrent, time }: RowProps): JSX.Element {
  const text = pumpTimeText(row.atUs);
  return (
    <tr class={`row-${row.tone}`} aria-current={isCurrent ? 'time' : undefined}>
      <td>
        {time === null ? (
          <time>{text}</time>
        ) : (
          <button type="button" class="time-link" tabIndex={-1} onClick={() => time.moveTo(row.atUs)}>
            {text}
          </button>
        )}
      </td>
      {row.cells.map((cell, index) => (
        <td key={index}>{cell}</td>
      ))}
    </tr>
  );
}

/** Returns the index of the last row at or before a time; -1 before the first. */
function lastAt(rows: readonly TimedRow[], atUs: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] as TimedRow).atUs <= atUs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function moveByKey(key: string, rows: readonly TimedRow[], time: TimeView): boolean {
  const atUs = time.cursorUs.value;
  const targets: Readonly<Record<string, () => TimedRow | undefined>> = {
    ArrowDown: () => rows[lastAt(rows, atUs) + 1],
    ArrowUp: () => rows[lastAt(rows, atUs - 1)],
    Home: () => rows[0],
    End: () => rows.at(-1),
  };
  const target = targets[key];
  if (target === undefined) return false;
  const row = target();
  if (row !== undefined) time.moveTo(row.atUs);
  return true;
}

/** Scrolls the table, and not the page, until its current row is in view. */
function keepInView(region: HTMLElement | null): void {
  const row = region?.querySelector<HTMLElement>('[aria-current]');
  if (region == null || row == null) return;
  const headHeight = region.querySelector('thead')?.offsetHeight ?? 0;
  const top = row.offsetTop - headHeight;
  const bottom = row.offsetTop + row.offsetHeight - region.clientHeight;
  if (region.scrollTop > top) region.scrollTop = top;
  else if (region.scrollTop < bottom) region.scrollTop = bottom;
}
