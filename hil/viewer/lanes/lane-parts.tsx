import type { JSX } from 'preact';
import type { TimeSpan, VerdictName } from '../check-view.ts';
import type { StateRow, Tone } from '../lane-view.ts';
import { Band, TimeAxis, ValueAxis } from './lane-axes.tsx';
import { INK } from './lane-colours.ts';
import { type LaneFrame, STATE_HEIGHT, VERDICT_HEIGHT, xOf } from './lane-frame.ts';
import { Mark, marksInView } from './lane-marks.tsx';
import { type ShownVerdict, WORST_FIRST } from './shown-verdicts.ts';

const toneColours: Readonly<Record<Tone, string>> = { plain: '#c3cbcb', good: '#bfe0c1', bad: '#f3b8b2' };

const verdictColours: Readonly<Record<VerdictName, string>> = {
  pass: '#2c6e31',
  fail: '#b3261e',
  'not decided': '#7a5b00',
  'never triggered': '#5a676b',
  skipped: '#c3cbcb',
};

export interface LanePartsProps {
  readonly frame: LaneFrame;
  readonly verdicts: readonly ShownVerdict[];
}

/** Draws what lies behind the signals: verdicts, bands, grid. The corner of the plot is at 0, `topHeight`. */
export function LaneBack({ frame, verdicts }: LanePartsProps): JSX.Element {
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
      {verdicts.map((verdict) => (
        <Verdict key={verdict.name} frame={frame} verdict={verdict} />
      ))}
      {frame.lane.states.map((row, index) => (
        <States key={row.name} frame={frame} row={row} top={VERDICT_HEIGHT + index * STATE_HEIGHT} />
      ))}
      {marksInView(frame).map((mark) => (
        <Mark key={mark.x} mark={mark} height={topHeight + plotHeight} />
      ))}
    </g>
  );
}

function Verdict({ frame, verdict }: { readonly frame: LaneFrame; readonly verdict: ShownVerdict }): JSX.Element {
  const { name, deciding } = verdict;
  const bottom = frame.topHeight + frame.plotHeight;
  return (
    <g>
      {joined(
        frame,
        inView(frame, verdict.alongTime),
        (one, other) => WORST_FIRST.indexOf(one.verdict) < WORST_FIRST.indexOf(other.verdict),
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
          class={`lane-deciding verdict-${verdict.verdict.replace(' ', '-')}`}
          fill={verdictColours[verdict.verdict]}
          fill-opacity={0.16}
          y={0}
          height={bottom}
          {...stretch(frame, deciding)}
        >
          <title>{`${name}: ${verdict.verdict}`}</title>
        </rect>
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

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
