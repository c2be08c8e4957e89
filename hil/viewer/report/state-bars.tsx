import type { JSX } from 'preact';
import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import type { StateRow, StateSpan } from '../lane-view.ts';
import { PLOT_WIDTH } from './static-plot.tsx';

const BAR_HEIGHT = 14;
/** Spans of a row that are named below it. */
const NAMED_MAX = 4;
/** Spans that are drawn; a rotor that loses turns has thousands, which no eye tells apart. */
const DRAWN_MAX = 1500;

const COLOURS: Readonly<Record<StateSpan['tone'], string>> = { plain: '#b9c4d1', good: '#9ccfae', bad: '#d98880' };

/** Draws states over time, a row each, with the first spans named. */
export function StateBars({ rows, endUs }: { rows: readonly StateRow[]; endUs: number }): JSX.Element {
  return (
    <dl class="states">
      {rows.map((row) => (
        <div key={row.name}>
          <dt>{row.label}</dt>
          <dd>
            <Bar row={row} endUs={endUs} />
            <p class="quiet">{spansText(row)}</p>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Bar({ row, endUs }: { row: StateRow; endUs: number }): JSX.Element {
  const x = (atUs: number): number => Math.round((10 * atUs * PLOT_WIDTH) / Math.max(1, endUs)) / 10;
  return (
    <svg
      class="state-bar"
      width={PLOT_WIDTH}
      height={BAR_HEIGHT}
      viewBox={`0 0 ${PLOT_WIDTH} ${BAR_HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${row.label}: ${spansText(row)}`}
    >
      {row.spans.slice(0, DRAWN_MAX).map(({ fromUs, toUs, text, tone }) => (
        <rect
          key={fromUs}
          class={`span is-${tone}`}
          x={x(fromUs)}
          width={Math.round(10 * Math.max(1, x(toUs) - x(fromUs))) / 10}
          height={BAR_HEIGHT}
          fill={COLOURS[tone]}
        >
          <title>{`${text} from ${pumpTimeText(fromUs)} to ${pumpTimeText(toUs)}`}</title>
        </rect>
      ))}
    </svg>
  );
}

function spansText({ spans }: StateRow): string {
  const named = spans
    .slice(0, NAMED_MAX)
    .map(({ fromUs, toUs, text }) => `${text} ${pumpTimeText(fromUs)} to ${pumpTimeText(toUs)}`);
  const rest = spans.length - named.length;
  return `${named.join('; ')}${rest === 0 ? '' : `; and ${rest} more`}`;
}
