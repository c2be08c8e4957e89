import type { JSX } from 'preact';
import type { EventRecord } from '../../../../firmware-sim/trace/record.ts';
import type { Shown } from '../play/player.ts';
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

/** Time line with the events of the run. Moving its handle reads the run at another time. */
export function TimeLine({ state, onSeek }: TimeLineProps): JSX.Element | null {
  const { player, isSeeThrough, lessons } = state;
  const shown = player.shown.value;
  if (shown === undefined) return null;
  const nowUs = player.nowUs.value;
  const seenUs = player.seenUs.value;
  const endUs =
    lessons.part?.isOpen === true ? Math.max(OPEN_US_MIN, latestUs(shown, nowUs) * 1.25) : shown.trace.endUs;
  const marked = shown.trace.events.filter(
    ({ e, t }) => isMarked(e, isSeeThrough.value) && t <= Math.min(endUs, seenUs),
  );
  return (
    <div class="time-line">
      <svg class="marks" aria-hidden="true" preserveAspectRatio="none">
        <rect class="rail" y="13" width="100%" height="4" rx="2" />
        {isSeeThrough.value && <Stopped shown={shown} seenUs={seenUs} endUs={endUs} />}
        <rect class="done" y="13" width={percent(nowUs, endUs)} height="4" rx="2" />
        {marked.map((event, index) => (
          <circle
            key={`${event.t} ${index}`}
            class={`mark ${markOf(event)}`}
            cx={percent(event.t, endUs)}
            cy="15"
            r="4"
          />
        ))}
      </svg>
      <input
        type="range"
        aria-label={state.texts.value.time.line}
        aria-valuetext={timeText(nowUs)}
        min={0}
        max={endUs}
        step={endUs / 1000}
        value={nowUs}
        onInput={(event) => onSeek(Number(event.currentTarget.value))}
      />
    </div>
  );
}

interface StoppedProps {
  readonly shown: Shown;
  readonly seenUs: number;
  readonly endUs: number;
}

/** Spans in which the rotor does not follow its motor. */
function Stopped({ shown, seenUs, endUs }: StoppedProps): JSX.Element {
  const states = shown.trace.eventsUntil('true.rotor', Math.min(seenUs, endUs));
  return (
    <g>
      {states.map((event, index) => {
        const toUs = Math.min(states[index + 1]?.t ?? seenUs, endUs);
        if (event.state === 'turning') return null;
        return (
          <rect
            key={event.t}
            class="stopped"
            x={percent(event.t, endUs)}
            y="11"
            width={percent(toUs - event.t, endUs)}
            height="8"
          />
        );
      })}
    </g>
  );
}

/** End of the time line of a run without an end: the shown moment or the last input, whichever is later. */
function latestUs({ plan }: Shown, nowUs: number): number {
  return Math.max(nowUs, plan.inputs.at(-1)?.atUs ?? 0);
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
