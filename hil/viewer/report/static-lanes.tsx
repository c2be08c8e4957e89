import type { JSX } from 'preact';
import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import type { TimeSpan } from '../check-view.ts';
import type { LaneView, MarkView, SignalView, StateRow } from '../lane-view.ts';
import { LaneSampler, LEFT_WIDTH, RIGHT_WIDTH } from '../lanes/lane-frame.ts';
import { LANE_WIDTH, StaticLane } from '../lanes/lane-svg.tsx';
import { lanesWithEntries, verdictsOn } from '../lanes/shown-verdicts.ts';
import { shortNumber } from '../lanes/ticks.ts';
import { signalValueAt } from '../piece-value.ts';
import type { RunView } from '../run-view.ts';

/** Spans of a row and entries that are named below their lane. */
const SPANS_NAMED_MAX = 4;
const MARKS_NAMED_MAX = 40;

/** Shows the lanes of a run without a script: drawings, and what they show as text. */
export function StaticLanes({ run: { lanes, checks, endUs } }: { run: RunView }): JSX.Element {
  const shown: TimeSpan = { fromUs: 0, toUs: Math.max(1, endUs) };
  const marks = lanes.flatMap((lane) => lane.marks);
  return (
    <>
      {lanesWithEntries(lanes).map((lane) => (
        <figure key={lane.id} class="course">
          <StaticLane
            frame={new LaneSampler(lane).frame(shown, LANE_WIDTH - LEFT_WIDTH - RIGHT_WIDTH)}
            verdicts={verdictsOn(checks, lane.id)}
          />
          <figcaption>
            <ul class="legend">{legendOf(lane, marks, endUs)}</ul>
          </figcaption>
        </figure>
      ))}
    </>
  );
}

/** Says in text what a lane shows. The entries stand below the lane of states alone. */
function legendOf({ signals, states, bands }: LaneView, marks: readonly MarkView[], endUs: number): JSX.Element[] {
  const texts = [
    ...signals.map((signal) => signalText(signal, endUs)),
    ...states.map((row) => `${row.label}: ${spansText(row)}`),
    ...bands.map(({ label }) => `Band: ${label}`),
    ...(signals.length > 0 || marks.length === 0 ? [] : [`Entries: ${entriesText(marks)}`]),
  ];
  return texts.map((text) => <li key={text}>{text}</li>);
}

function signalText(signal: SignalView, endUs: number): string {
  const { label, name, unit, pieces } = signal;
  const first = pieces.v[0] as number;
  const [begin, end] = [first, signalValueAt(signal, endUs) ?? first].map((value) =>
    `${shortNumber(value)} ${unit}`.trim(),
  );
  return `${label}${label === name ? '' : ` (${name})`}: ${begin} at first, ${end} at the end`;
}

function spansText({ spans, resting }: StateRow): string {
  const named = spans
    .slice(0, SPANS_NAMED_MAX)
    .map(({ fromUs, toUs, text }) => `${text} ${pumpTimeText(fromUs)} to ${pumpTimeText(toUs)}`);
  return withRest(named, spans.length) || (resting ?? 'none');
}

function entriesText(marks: readonly MarkView[]): string {
  const named = marks.slice(0, MARKS_NAMED_MAX).map(({ atUs, text }) => `${text} ${pumpTimeText(atUs)}`);
  return withRest(named, marks.length);
}

function withRest(named: readonly string[], count: number): string {
  const rest = count - named.length;
  return `${named.join('; ')}${rest === 0 ? '' : `; and ${rest} more`}`;
}
