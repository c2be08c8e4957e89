import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { EventRecord } from '../../../../firmware-sim/trace/record.ts';
import { useShown } from '../base/use-shown.ts';
import type { Shown } from '../play/player.ts';
import type { RunTrace } from '../play/run-trace.ts';
import type { TrainerState } from '../state/trainer-state.ts';
import { timeText } from './quantities.ts';

/** Shortest time line of a run without an end. */
const OPEN_US_MIN = 120e6;
/** Events that the time line marks, and that the buttons jump to. */
const MARKED = [
  'in.field',
  'pump.log',
  'true.film',
  'true.rotor',
  'true.reservoir',
  'true.catheter',
  'true.valves',
  'pump.interrogation',
  'true.refill',
  'in.program',
];

/** True if events of this name are marked. Without see-through, events that tell the truth are not. */
export function isMarked(name: string, isSeeThrough: boolean): boolean {
  return MARKED.includes(name) && (isSeeThrough || !isTruth(name));
}

/** True if events of this name tell a truth that the pump does not know. */
function isTruth(name: string): boolean {
  return name.startsWith('true.') && name !== 'true.film' && name !== 'true.refill';
}

interface TimeLineProps {
  readonly state: TrainerState;
  readonly onSeek: (atUs: number) => void;
}

/** Positions on the line: a finer step is not seen. */
const PLACES = 1000;

/** Time line with the events of the run. Moving its handle reads the run at another time. */
export function TimeLine({ state, onSeek }: TimeLineProps): JSX.Element | null {
  const { player, lessons } = state;
  const shown = player.shown.value;
  const isOpen = lessons.part?.isOpen === true;
  const endUs = useShown(
    () => (shown === undefined ? 0 : isOpen ? openEndUs(latestUs(shown, player.calmUs.value)) : shown.trace.endUs),
    [shown, isOpen, player],
  );
  const place = useShown(() => Math.round((PLACES * player.calmUs.value) / Math.max(1, endUs)), [player, endUs]);
  const text = useShown(() => timeText(player.calmUs.value), [player]);
  if (shown === undefined) return null;
  return (
    <div class="time-line">
      <svg class="marks" aria-hidden="true" preserveAspectRatio="none">
        <rect class="rail" y="13" width="100%" height="4" rx="2" />
        {state.isSeeThrough.value && <Stopped state={state} trace={shown.trace} endUs={endUs} />}
        <rect class="done" y="13" width={percent(place, PLACES)} height="4" rx="2" />
        <Marks state={state} trace={shown.trace} endUs={endUs} />
      </svg>
      <input
        type="range"
        aria-label={state.texts.value.time.line}
        aria-valuetext={text}
        min={0}
        max={endUs}
        step={endUs / PLACES}
        value={(place * endUs) / PLACES}
        onInput={(event) => onSeek(Number(event.currentTarget.value))}
      />
    </div>
  );
}

interface PartProps {
  readonly state: TrainerState;
  readonly trace: RunTrace;
  readonly endUs: number;
}

/** Events so far. */
function Marks({ state, trace, endUs }: PartProps): JSX.Element {
  const { player, isSeeThrough } = state;
  const count = useShown(() => trace.eventCountAt(Math.min(endUs, player.seenUs.value)), [trace, endUs, player]);
  const sees = isSeeThrough.value;
  const marked = useMemo(() => trace.events.slice(0, count).filter(({ e }) => isMarked(e, sees)), [trace, count, sees]);
  return (
    <g>
      {marked.map((event, index) => (
        <circle
          key={`${event.t} ${index}`}
          class={`mark ${markOf(event)}`}
          cx={percent(event.t, endUs)}
          cy="15"
          r="4"
        />
      ))}
    </g>
  );
}

/** Spans in which the rotor does not follow its motor. */
function Stopped({ state, trace, endUs }: PartProps): JSX.Element {
  const { player } = state;
  // The last span grows with the run, by one place at a time.
  const seenPlace = useShown(
    () => Math.ceil((PLACES * Math.min(player.seenUs.value, endUs)) / Math.max(1, endUs)),
    [player, endUs],
  );
  const toUs = Math.min(player.seenUs.peek(), endUs);
  const spans = useMemo(() => spansOf(trace, toUs), [trace, seenPlace, endUs]);
  return (
    <g>
      {spans.map((span) => (
        <rect
          key={span.fromUs}
          class="stopped"
          x={percent(span.fromUs, endUs)}
          y="11"
          width={percent(span.toUs - span.fromUs, endUs)}
          height="8"
        />
      ))}
    </g>
  );
}

interface Span {
  readonly fromUs: number;
  readonly toUs: number;
}

function spansOf(trace: RunTrace, untilUs: number): readonly Span[] {
  const states = trace.eventsUntil('true.rotor', untilUs);
  return states.flatMap((event, index) => {
    const toUs = states[index + 1]?.t ?? untilUs;
    return event.state === 'turning' ? [] : [{ fromUs: event.t, toUs }];
  });
}

/** Factor by which the time line of a run without an end grows. It grows seldom, so that its marks do not creep. */
const GROWTH = 1.5;

/** Returns the end of the time line of a run without an end. It leaves room behind the latest moment. */
function openEndUs(latest: number): number {
  const steps = Math.ceil(Math.log((latest * 1.1) / OPEN_US_MIN) / Math.log(GROWTH));
  return Math.round(OPEN_US_MIN * GROWTH ** Math.max(0, steps));
}

/** Returns the shown moment or the time of the last input, whichever is later. */
function latestUs({ plan }: Shown, nowUs: number): number {
  return Math.max(1, nowUs, plan.inputs.at(-1)?.atUs ?? 0);
}

function percent(atUs: number, endUs: number): string {
  return `${((100 * atUs) / Math.max(1, endUs)).toFixed(2)}%`;
}

function markOf({ e, fieldMt, entry, state }: EventRecord): string {
  if (e === 'pump.log') return entry === 'motor stall recovery' ? 'good' : 'bad';
  if (e === 'in.field') return fieldMt === 0 ? 'input off' : 'input';
  if (e === 'true.rotor') return state === 'turning' ? 'good' : 'bad';
  return 'input';
}
