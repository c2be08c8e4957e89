import type { JSX } from 'preact';
import type { TimeSpan, VerdictName, VerdictSpan } from '../check-view.ts';
import type { BandView, Role, StateRow, Tone } from '../lane-view.ts';
import { type LaneFrame, STATE_HEIGHT, VERDICT_HEIGHT, xOf, yOf } from './lane-frame.ts';
import { logTicks, timeTicks, valueTicks } from './ticks.ts';

/** Colours as attributes, for a lane without the style sheet. The style sheet overrides them by class. */
export const roleColours: Readonly<Record<Role, string>> = {
  truth: '#6a4c93',
  belief: '#0b7a75',
  command: '#0b7a75',
  rig: '#7a5b00',
  input: '#1d2528',
};

/** Dashes of each role, so that lines keep apart in grey. */
export const roleDashes: Readonly<Record<Role, string>> = {
  truth: '',
  belief: '6 4',
  command: '2 3',
  rig: '1 2',
  input: '',
};

const toneColours: Readonly<Record<Tone, string>> = { plain: '#c3cbcb', good: '#bfe0c1', bad: '#f3b8b2' };

const verdictColours: Readonly<Record<VerdictName, string>> = {
  pass: '#2c6e31',
  fail: '#b3261e',
  'not decided': '#7a5b00',
  'never triggered': '#5a676b',
  skipped: '#c3cbcb',
};

/** Verdict of a check along time, and the stretch that decided. */
export interface ShownVerdict {
  readonly alongTime: readonly VerdictSpan[];
  readonly deciding: TimeSpan | null;
}

export interface LanePartsProps {
  readonly frame: LaneFrame;
  readonly verdict: ShownVerdict | null;
}

const INK = { fill: '#1d2528', 'font-size': 11 } as const;
const GRID = { stroke: '#d5dad6', 'stroke-width': 1 } as const;
/** Room that a text on the axis of time takes. */
const TIME_TICK_WIDTH = 92;

/** Draws what lies behind the signals: verdicts, bands, grid. The corner of the plot is at 0, `topHeight`. */
export function LaneBack({ frame, verdict }: LanePartsProps): JSX.Element {
  const { topHeight, plotHeight } = frame;
  return (
    <g>
      <g transform={`translate(0 ${topHeight})`}>
        {frame.lane.bands.map((band) => (
          <Band key={`${band.label} ${band.from}`} frame={frame} band={band} />
        ))}
        <ValueAxis frame={frame} />
      </g>
      <TimeAxis frame={frame} />
      {verdict !== null && <Verdicts frame={frame} verdict={verdict} />}
      {frame.lane.states.map((row, index) => (
        <States key={row.name} frame={frame} row={row} top={VERDICT_HEIGHT + index * STATE_HEIGHT} />
      ))}
      {marksInView(frame).map((mark) => (
        <Mark key={mark.x} mark={mark} height={topHeight + plotHeight} />
      ))}
    </g>
  );
}

function ValueAxis({ frame }: { readonly frame: LaneFrame }): JSX.Element | null {
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

function TimeAxis({ frame }: { readonly frame: LaneFrame }): JSX.Element {
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

function Band({ frame, band }: { readonly frame: LaneFrame; readonly band: BandView }): JSX.Element {
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
      <text class="lane-text" {...INK} font-size={10} x={frame.width - 4} y={top + 11} text-anchor="end">
        {band.label}
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

function Verdicts({ frame, verdict }: { readonly frame: LaneFrame; readonly verdict: ShownVerdict }): JSX.Element {
  const { deciding } = verdict;
  const bottom = frame.topHeight + frame.plotHeight;
  return (
    <g>
      {joined(
        frame,
        inView(frame, verdict.alongTime),
        (one, other) => worstFirst.indexOf(one.verdict) < worstFirst.indexOf(other.verdict),
      ).map((span) => (
        <rect
          key={span.fromUs}
          class={`verdict-${span.verdict.replace(' ', '-')}`}
          fill={verdictColours[span.verdict]}
          y={0}
          height={VERDICT_HEIGHT - 2}
          {...stretch(frame, span)}
        />
      ))}
      {deciding !== null && inView(frame, [deciding]).length > 0 && (
        <rect
          class="lane-deciding"
          fill="#7a5b00"
          fill-opacity={0.16}
          y={0}
          height={bottom}
          {...stretch(frame, deciding)}
        />
      )}
    </g>
  );
}

const CHARACTER_WIDTH = 6.2;

function States({
  frame,
  row,
  top,
}: {
  readonly frame: LaneFrame;
  readonly row: StateRow;
  readonly top: number;
}): JSX.Element {
  return (
    <g transform={`translate(0 ${top})`}>
      <text class="lane-text" {...INK} x={-6} y={STATE_HEIGHT - 6} text-anchor="end">
        {row.label}
      </text>
      {joined(frame, inView(frame, row.spans), (one) => one.tone === 'bad').map((span) => {
        const place = stretch(frame, span);
        const fits = span.text.length * CHARACTER_WIDTH + 8 < place.width;
        return (
          <g key={span.fromUs}>
            <rect class={`tone-${span.tone}`} fill={toneColours[span.tone]} height={STATE_HEIGHT - 3} rx={2} {...place}>
              <title>{span.text}</title>
            </rect>
            {fits && (
              <text class="lane-text" {...INK} x={place.x + 5} y={STATE_HEIGHT - 6.5}>
                {span.text}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

/** A mark at its place; `text` names all events that share the place. */
interface PlacedMark {
  readonly x: number;
  readonly text: string;
  readonly tone: Tone;
}

/** Places the marks of a frame. Marks that share a pixel are one, so that a lane never has more than it has columns. */
function marksInView(frame: LaneFrame): readonly PlacedMark[] {
  const placed = new Map<number, PlacedMark>();
  for (const mark of frame.lane.marks) {
    const x = Math.round(xOf(frame, mark.atUs));
    if (x < 0 || x > frame.width) continue;
    const before = placed.get(x);
    const text = before === undefined ? mark.text : `${before.text}, ${mark.text}`.slice(0, MARK_TEXT_MAX);
    placed.set(x, { x, text, tone: before?.tone === 'bad' ? 'bad' : mark.tone });
  }
  return [...placed.values()];
}

/** Longest text of one mark, in characters. */
const MARK_TEXT_MAX = 400;

function Mark({ mark, height }: { readonly mark: PlacedMark; readonly height: number }): JSX.Element {
  const { x, text, tone } = mark;
  const colour = tone === 'bad' ? '#b3261e' : '#5a676b';
  return (
    <g class={`lane-mark mark-${tone}`}>
      <path d={`M ${x} 0 V ${height}`} stroke={colour} stroke-dasharray="3 3" />
      <path d={`M ${x} ${height} l -4 7 h 8 Z`} fill={colour}>
        <title>{text}</title>
      </path>
    </g>
  );
}

function stretch(frame: LaneFrame, { fromUs, toUs }: TimeSpan): { readonly x: number; readonly width: number } {
  const x = Math.max(0, xOf(frame, fromUs));
  return { x: rounded(x), width: rounded(Math.max(1.5, Math.min(frame.width, xOf(frame, toUs)) - x)) };
}

function inView<Span extends TimeSpan>({ shown }: LaneFrame, spans: readonly Span[]): readonly Span[] {
  return spans.filter(({ fromUs, toUs }) => toUs >= shown.fromUs && fromUs <= shown.toUs);
}

/** Joins spans that share a pixel, so that a lane never has more than it has columns. The worst one stays. */
function joined<Span extends TimeSpan>(
  frame: LaneFrame,
  spans: readonly Span[],
  isWorse: (one: Span, other: Span) => boolean,
): readonly Span[] {
  const kept: Span[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    const isClose = last !== undefined && xOf(frame, span.toUs) - xOf(frame, last.fromUs) < 2;
    if (last === undefined || !isClose) kept.push(span);
    else kept[kept.length - 1] = { ...(isWorse(span, last) ? span : last), fromUs: last.fromUs, toUs: span.toUs };
  }
  return kept;
}

const worstFirst: readonly VerdictName[] = ['fail', 'not decided', 'never triggered', 'pass', 'skipped'];

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
