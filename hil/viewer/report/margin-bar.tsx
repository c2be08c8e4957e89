import type { JSX } from 'preact';
import type { CheckView } from '../check-view.ts';
import { shownNumber, withSmallVolumes } from '../shown-number.ts';
import { marginScale } from './margin-scale.ts';
import { classOf } from './verdict-badge.tsx';

const WIDTH = 180;
const HEIGHT = 18;
const BAR_Y = 5;
const BAR_HEIGHT = 8;
/** Narrowest mark of an allowed range, so that a single allowed value stays visible. */
const ALLOWED_WIDTH_MIN = 2;

/** Draws a value against its limits. The attributes give the colours where a page drops its styles. */
export function MarginBar({ check }: { check: CheckView }): JSX.Element | null {
  const { value, bounds, unit, limits, verdict, margin } = check;
  const scale = typeof value === 'number' && bounds !== null ? marginScale(value, bounds) : null;
  if (scale === null || typeof value !== 'number') return null;
  const x = (share: number): number => Math.round(10 * (2 + share * (WIDTH - 4))) / 10;
  const [from, to] = [x(scale.allowedFrom), x(scale.allowedTo)];
  const width = Math.max(ALLOWED_WIDTH_MIN, to - from);
  return (
    <svg
      class={`margin-bar ${classOf(verdict)}`}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${shownNumber(value, unit, margin)}; limits: ${withSmallVolumes(limits)}`}
    >
      <rect class="scale" x="2" y={BAR_Y} width={WIDTH - 4} height={BAR_HEIGHT} fill="#e4e7eb" />
      <rect class="allowed" x={from} y={BAR_Y} width={Math.round(10 * width) / 10} height={BAR_HEIGHT} fill="#9ccfae" />
      {bounds?.atLeast == null ? null : <Limit x={from} />}
      {bounds?.atMost == null ? null : <Limit x={Math.max(to, from + width)} />}
      <path
        class="value"
        d={markPath(x(scale.value), scale.isBeyond, scale.value === 0)}
        fill="#1c2430"
        stroke="#1c2430"
      />
    </svg>
  );
}

function Limit({ x }: { x: number }): JSX.Element {
  return (
    <line class="limit" x1={x} x2={x} y1={BAR_Y - 3} y2={BAR_Y + BAR_HEIGHT + 3} stroke="#5b6675" stroke-width="1.5" />
  );
}

/** Returns a diamond at the value, or an arrow at the end of the scale. */
function markPath(x: number, isBeyond: boolean, isLeft: boolean): string {
  const middle = BAR_Y + BAR_HEIGHT / 2;
  if (!isBeyond) return `M${x} ${middle - 7}l4 7l-4 7l-4 -7z`;
  return isLeft ? `M${x - 2} ${middle}l9 -7v14z` : `M${x + 2} ${middle}l-9 -7v14z`;
}
