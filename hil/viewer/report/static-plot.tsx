import type { JSX } from 'preact';
import type { VerdictSpan } from '../check-view.ts';
import type { BandView, LaneView, MarkView, Role, SignalView } from '../lane-view.ts';
import { type Point, pointsOf } from './lane-path.ts';
import { type ValueRange, valueRange } from './value-range.ts';
import { classOf } from './verdict-badge.tsx';

/** Units of the drawing across and up. The page stretches it, and lines keep their width. */
export const PLOT_WIDTH = 600;
const PLOT_HEIGHT = 96;
/** Columns in which a long signal is drawn. */
const COLUMNS = 400;

/** Colours of the roles where a page drops its styles. */
export const ROLE_COLOURS: Readonly<Record<Role, string>> = {
  truth: '#6a4c93',
  belief: '#0b6e99',
  command: '#0b6e99',
  rig: '#9a5b00',
  input: '#b3261e',
};

export interface PlotProps {
  readonly lane: LaneView;
  readonly endUs: number;
  readonly marks: readonly MarkView[];
  /** Stretches in which checks of this lane decided. */
  readonly deciding: readonly VerdictSpan[];
  readonly label: string;
}

/** A drawn lane, and the range of its values for the labels beside it. */
export interface Plot {
  readonly picture: JSX.Element;
  readonly range: ValueRange;
}

/** Draws the signals of a lane without a script. */
export function plotOf({ lane, endUs, marks, deciding, label }: PlotProps): Plot {
  const lines = lane.signals.map((signal) => ({ signal, points: pointsOf(signal, endUs, COLUMNS) }));
  const range = valueRange(
    lane,
    lines.flatMap(({ points }) => points),
  );
  const x = (atUs: number): number => tenths((atUs / Math.max(1, endUs)) * PLOT_WIDTH);
  const y = (value: number): number | undefined => {
    const place = range.placeOf(value);
    return place === undefined ? undefined : tenths((1 - place) * PLOT_HEIGHT);
  };
  const picture = (
    <svg
      class="plot"
      width={PLOT_WIDTH}
      height={PLOT_HEIGHT}
      viewBox={`0 0 ${PLOT_WIDTH} ${PLOT_HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <rect class="frame" width={PLOT_WIDTH} height={PLOT_HEIGHT} fill="none" stroke="#c9d0d9" />
      {[1, 2, 3].map((part) => (
        <line
          key={part}
          class="grid"
          x1={(part * PLOT_WIDTH) / 4}
          x2={(part * PLOT_WIDTH) / 4}
          y2={PLOT_HEIGHT}
          stroke="#e4e7eb"
          vector-effect="non-scaling-stroke"
        />
      ))}
      {lane.bands.map((band) => (
        <Band key={band.label} band={band} y={y} />
      ))}
      {deciding.map((span) => (
        <rect
          key={`${span.fromUs} ${span.toUs}`}
          class={`deciding ${classOf(span.verdict)}`}
          x={x(span.fromUs)}
          width={tenths(Math.max(1, x(span.toUs) - x(span.fromUs)))}
          height={PLOT_HEIGHT}
          fill="#8a94a3"
          fill-opacity="0.2"
        />
      ))}
      {marks.map(({ atUs, text, tone }) => (
        <line
          key={`${atUs} ${text}`}
          class={`mark is-${tone}`}
          x1={x(atUs)}
          x2={x(atUs)}
          y2={PLOT_HEIGHT}
          stroke="#9aa5b4"
          stroke-dasharray="2 3"
          vector-effect="non-scaling-stroke"
        >
          <title>{text}</title>
        </line>
      ))}
      {lines.map(({ signal, points }) => (
        <Line key={signal.name} signal={signal} points={points} x={x} y={y} />
      ))}
    </svg>
  );
  return { picture, range };
}

interface LineProps {
  readonly signal: SignalView;
  readonly points: readonly Point[];
  readonly x: (atUs: number) => number;
  readonly y: (value: number) => number | undefined;
}

function Line({ signal, points, x, y }: LineProps): JSX.Element {
  const { role } = signal;
  return (
    <path
      class={`line is-${role}`}
      d={pathOf(points, x, y)}
      fill="none"
      stroke={ROLE_COLOURS[role]}
      stroke-width="1.5"
      stroke-dasharray={role === 'belief' ? '5 3' : undefined}
      vector-effect="non-scaling-stroke"
    />
  );
}

/** Returns the path through points; a point without a place interrupts it. */
function pathOf(points: readonly Point[], x: LineProps['x'], y: LineProps['y']): string {
  const parts: string[] = [];
  let [isDown, last] = [false, ''];
  for (const { atUs, value } of points) {
    const height = y(value);
    const place = height === undefined ? '' : `${x(atUs)} ${height}`;
    if (place !== '' && place !== last) parts.push(`${isDown ? 'L' : 'M'}${place}`);
    isDown = place !== '';
    last = place;
  }
  return parts.join('');
}

function Band({ band: { from, to, label, kind }, y }: { band: BandView; y: LineProps['y'] }): JSX.Element {
  const top = to === null ? 0 : (y(to) ?? 0);
  const bottom = from === null ? PLOT_HEIGHT : (y(from) ?? PLOT_HEIGHT);
  return (
    <rect
      class={`band is-${kind}`}
      y={top}
      width={PLOT_WIDTH}
      height={tenths(Math.max(1, bottom - top))}
      fill="#b3261e"
      fill-opacity="0.12"
    >
      <title>{label}</title>
    </rect>
  );
}

function tenths(value: number): number {
  return Math.round(10 * value) / 10;
}
