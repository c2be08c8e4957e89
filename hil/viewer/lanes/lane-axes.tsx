import type { JSX } from 'preact';
import type { BandView } from '../lane-view.ts';
import { wrapped } from '../wrapped-text.ts';
import { INK } from './lane-colours.ts';
import { type LaneFrame, xOf, yOf } from './lane-frame.ts';
import { logTicks, timeTicks, valueTicks } from './ticks.ts';

const GRID = { stroke: '#d5dad6', 'stroke-width': 1 } as const;
/** Room that a text on the axis of time takes. */
const TIME_TICK_WIDTH = 92;

/** Draws the grid of values. */
export function ValueAxis({ frame }: { readonly frame: LaneFrame }): JSX.Element | null {
  const { lane, low, high, plotHeight, width } = frame;
  if (plotHeight === 0) return null;
  const ticks = lane.scale === 'log' ? logTicks(low, high) : valueTicks(low, high, plotHeight / 28);
  return (
    <g>
      {ticks.map(({ at, text }) => {
        const y = yOf(frame, at);
        return (
          <g key={at}>
            <path class="lane-grid" {...GRID} d={`M 0 ${y} H ${width}`} />
            <text class="lane-text" {...INK} x={-6} y={y + 4} text-anchor="end">
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** Draws the grid of times. */
export function TimeAxis({ frame }: { readonly frame: LaneFrame }): JSX.Element {
  const { shown, width, topHeight, plotHeight } = frame;
  const bottom = topHeight + plotHeight;
  return (
    <g>
      {timeTicks(shown.fromUs, shown.toUs, width / TIME_TICK_WIDTH).map(({ at, text }) => {
        const x = xOf(frame, at);
        const anchor = x < 24 ? 'start' : x > width - 24 ? 'end' : 'middle';
        return (
          <g key={at}>
            <path class="lane-grid" {...GRID} d={`M ${x} ${topHeight} V ${bottom + 4}`} />
            <text class="lane-text" {...INK} x={x} y={bottom + 16} text-anchor={anchor}>
              {text}
            </text>
          </g>
        );
      })}
      <path class="lane-edge" stroke="#7f8b8c" d={`M 0 ${bottom} H ${width}`} />
    </g>
  );
}

/** Width of a character of a label, with some to spare. */
const LABEL_CHARACTER_WIDTH = 6.2;

/** Draws a band of values; an assumed one is hatched. */
export function Band({ frame, band }: { readonly frame: LaneFrame; readonly band: BandView }): JSX.Element {
  const top = band.to === null ? 0 : Math.max(0, yOf(frame, band.to));
  const bottom = band.from === null ? frame.plotHeight : Math.min(frame.plotHeight, yOf(frame, band.from));
  const height = Math.max(1, bottom - top);
  return (
    <g class={`lane-band band-${band.kind}`}>
      <rect
        y={top}
        width={frame.width}
        height={height}
        fill={band.kind === 'limit' ? '#0b7a75' : '#b3261e'}
        fill-opacity={0.1}
      />
      {band.kind === 'assumed' && <Hatch width={frame.width} top={top} height={height} />}
      <text class="lane-text" {...INK} font-size={10} text-anchor="end">
        {wrapped(band.label, frame.width / LABEL_CHARACTER_WIDTH).map((line, index) => (
          <tspan key={line} x={frame.width - 4} y={top + 11 + index * 12}>
            {line}
          </tspan>
        ))}
      </text>
    </g>
  );
}

const HATCH_GAP = 9;

interface HatchProps {
  readonly width: number;
  readonly top: number;
  readonly height: number;
}

/** Draws slanted lines, cut at the edges of their band. */
function Hatch({ width, top, height }: HatchProps): JSX.Element {
  const count = Math.ceil((width + height) / HATCH_GAP);
  const lines = Array.from(
    { length: count },
    (_, index) => `M ${index * HATCH_GAP - height} ${height} l ${height} ${-height}`,
  );
  return (
    <svg x={0} y={top} width={width} height={height} overflow="hidden" aria-hidden="true">
      <path class="lane-hatch" d={lines.join(' ')} stroke="#b3261e" stroke-opacity={0.28} fill="none" />
    </svg>
  );
}
