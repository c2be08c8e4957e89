import type { JSX } from 'preact';
import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import type { CheckView, VerdictSpan } from '../check-view.ts';
import type { LaneView, MarkView, SignalView } from '../lane-view.ts';
import { signalValueAt } from '../piece-value.ts';
import type { RunView } from '../run-view.ts';
import { shownNumber } from '../shown-number.ts';
import { StateBars } from './state-bars.tsx';
import { plotOf, ROLE_COLOURS } from './static-plot.tsx';

/** Entries that are drawn as lines through all lanes; more would hide the signals. */
const MARKS_MAX = 40;

/** Shows the lanes of a run without a script: drawings, and their values as text. */
export function StaticLanes({ run }: { run: RunView }): JSX.Element {
  const marks = run.lanes.flatMap((lane) => lane.marks);
  const drawn = marks.length > MARKS_MAX ? [] : marks;
  return (
    <>
      {run.lanes.map((lane) =>
        lane.signals.length === 0 ? (
          <StatesLane key={lane.id} lane={lane} endUs={run.endUs} />
        ) : (
          <SignalsLane key={lane.id} lane={lane} run={run} marks={drawn} />
        ),
      )}
    </>
  );
}

function StatesLane({ lane, endUs }: { lane: LaneView; endUs: number }): JSX.Element {
  const named = lane.marks.slice(0, MARKS_MAX).map(({ atUs, text }) => `${text} ${pumpTimeText(atUs)}`);
  const rest = lane.marks.length - named.length;
  return (
    <figure class="course">
      <figcaption>{lane.title}</figcaption>
      <StateBars rows={lane.states} endUs={endUs} />
      <TimeAxis endUs={endUs} />
      {named.length === 0 ? null : (
        <p class="quiet">
          Entries: {named.join('; ')}
          {rest === 0 ? '' : `; and ${rest} more`}
        </p>
      )}
    </figure>
  );
}

interface SignalsLaneProps {
  readonly lane: LaneView;
  readonly run: RunView;
  readonly marks: readonly MarkView[];
}

function SignalsLane({ lane, run: { endUs, checks }, marks }: SignalsLaneProps): JSX.Element {
  const deciding = checks.flatMap((check) => decidingOn(check, lane.id));
  const { picture, range } = plotOf({ lane, endUs, marks, deciding, label: `${lane.title} over pump time` });
  return (
    <figure class="course">
      <figcaption>
        {lane.title}
        {lane.unit === '' ? '' : `, ${lane.unit}`}
        {lane.scale === 'log' ? ', logarithmic' : ''}
      </figcaption>
      <div class="plot-box">
        <span class="axis top">{shownNumber(range.high, lane.unit)}</span>
        {picture}
        <span class="axis bottom">{shownNumber(range.low, lane.unit)}</span>
      </div>
      <TimeAxis endUs={endUs} />
      {lane.states.length === 0 ? null : <StateBars rows={lane.states} endUs={endUs} />}
      <ul class="legend">
        {lane.signals.map((signal) => (
          <LegendLine key={signal.name} signal={signal} endUs={endUs} />
        ))}
        {lane.bands.map(({ label }) => (
          <li key={label} class="quiet">
            Band: {label}
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** A check that did not simply pass shades the stretch that decided it. */
function decidingOn({ verdict, isMarginal, deciding, laneIds }: CheckView, laneId: string): readonly VerdictSpan[] {
  if (deciding === null || (verdict === 'pass' && !isMarginal) || !laneIds.includes(laneId)) return [];
  return [{ ...deciding, verdict }];
}

function LegendLine({ signal, endUs }: { signal: SignalView; endUs: number }): JSX.Element {
  const { label, name, role, unit, pieces } = signal;
  const first = pieces.v[0] as number;
  const last = signalValueAt(signal, endUs) ?? first;
  return (
    <li>
      <svg class="swatch" width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
        <path
          class={`line is-${role}`}
          d="M0 4H24"
          fill="none"
          stroke={ROLE_COLOURS[role]}
          stroke-width="2"
          stroke-dasharray={role === 'belief' ? '5 3' : undefined}
        />
      </svg>{' '}
      {label}
      {label === name ? '' : <small class="quiet"> {name}</small>}: {shownNumber(first, unit)} at first,{' '}
      {shownNumber(last, unit)} at the end
    </li>
  );
}

const QUARTERS = [0, 1, 2, 3, 4];

function TimeAxis({ endUs }: { endUs: number }): JSX.Element {
  return (
    <p class="time-axis" aria-hidden="true">
      {QUARTERS.map((part) => (
        <span key={part}>{pumpTimeText(Math.round((part * endUs) / 4 / 1000) * 1000)} </span>
      ))}
    </p>
  );
}
