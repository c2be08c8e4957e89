import type { JSX } from 'preact';
import type { SignalView } from '../lane-view.ts';
import { roleColours, roleDashes } from './lane-colours.ts';
import { heightOf, type LaneFrame, LEFT_WIDTH, pointUs, RIGHT_WIDTH, xOf, yOf } from './lane-frame.ts';
import { LaneBack } from './lane-parts.tsx';
import type { ShownVerdict } from './shown-verdicts.ts';

/** Width of a static lane, in units that are pixels on a screen and share 180 mm in print. */
export const LANE_WIDTH = 720;
const TITLE_HEIGHT = 20;

export interface StaticLaneProps {
  readonly frame: LaneFrame;
  readonly verdicts: readonly ShownVerdict[];
}

/** Draws a lane without a canvas, for a page without script or style sheet and for print. */
export function StaticLane({ frame, verdicts }: StaticLaneProps): JSX.Element {
  const { lane, topHeight, width } = frame;
  const wholeWidth = width + LEFT_WIDTH + RIGHT_WIDTH;
  const unit = lane.unit === '' ? '' : `, ${lane.unit}`;
  return (
    <svg
      class="lane-static"
      xmlns="http://www.w3.org/2000/svg"
      width={wholeWidth}
      height={heightOf(frame) + TITLE_HEIGHT}
      viewBox={`0 0 ${wholeWidth} ${heightOf(frame) + TITLE_HEIGHT}`}
      role="img"
      aria-label={`${lane.title}${unit}`}
      font-family="system-ui, 'DejaVu Sans', sans-serif"
    >
      <text class="lane-text" x={0} y={14} font-size={13} font-weight={600} fill="#1d2528">
        {lane.title}
        {unit}
      </text>
      <Legend signals={lane.signals} right={wholeWidth - RIGHT_WIDTH} />
      <g transform={`translate(${LEFT_WIDTH} ${TITLE_HEIGHT})`}>
        <LaneBack frame={frame} verdicts={verdicts} />
        <g transform={`translate(0 ${topHeight})`}>
          {lane.signals.map((signal, index) => (
            <path
              key={signal.name}
              class={`line role-${signal.role}`}
              d={pathOf(frame, frame.values[index] ?? [])}
              fill="none"
              stroke={roleColours[signal.role]}
              stroke-width={1.6}
              stroke-dasharray={roleDashes[signal.role] || undefined}
            />
          ))}
        </g>
      </g>
    </svg>
  );
}

const LEGEND_CHARACTER = 6.8;

function Legend({ signals, right }: { readonly signals: readonly SignalView[]; readonly right: number }): JSX.Element {
  const ends = signals.map((_, index) =>
    signals.slice(index).reduce((sum, { label }) => sum + label.length * LEGEND_CHARACTER + 40, 0),
  );
  return (
    <g>
      {signals.map(({ name, role, label }, index) => (
        <g key={name} transform={`translate(${Math.round(right - (ends[index] ?? 0))} 10)`}>
          <path
            class={`line role-${role}`}
            d="M 0 0 H 22"
            stroke={roleColours[role]}
            stroke-width={2}
            stroke-dasharray={roleDashes[role] || undefined}
          />
          <text class="lane-text" x={27} y={4} font-size={12} fill="#1d2528">
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Returns the path of a signal; points in the middle of a straight line are left out. */
function pathOf(frame: LaneFrame, values: readonly (number | null)[]): string {
  let path = '';
  let run: Point[] = [];
  const end = (): void => {
    if (run.length > 0)
      path += `M ${straightened(run)
        .map(([x, y]) => `${tenth(x)} ${tenth(y)}`)
        .join(' L ')} `;
    run = [];
  };
  values.forEach((value, index) => {
    if (value === null) end();
    else run.push([xOf(frame, pointUs(frame, index)), yOf(frame, value)]);
  });
  // The last sample lies a quarter of a pixel before the end.
  end();
  return path.trim();
}

/** Largest distance of a point that is left out from the line, in pixels. */
const STRAIGHT_PX = 0.15;

type Point = readonly [number, number];

/** Leaves out points as long as one line passes all of them closely: the slopes that still do so are kept as an interval. */
function straightened(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  let from: Point | undefined;
  let before: Point | undefined;
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const point of points) {
    if (from !== undefined && before !== undefined && !isWithin(from, point, low, high)) {
      kept.push(before);
      from = before;
      [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    }
    if (from === undefined) {
      kept.push(point);
      from = point;
    } else {
      const width = point[0] - from[0];
      low = Math.max(low, (point[1] - STRAIGHT_PX - from[1]) / width);
      high = Math.min(high, (point[1] + STRAIGHT_PX - from[1]) / width);
    }
    before = point;
  }
  return before === undefined || before === kept.at(-1) ? kept : [...kept, before];
}

function isWithin(from: Point, point: Point, low: number, high: number): boolean {
  const slope = (point[1] - from[1]) / (point[0] - from[0]);
  return slope >= low && slope <= high;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
