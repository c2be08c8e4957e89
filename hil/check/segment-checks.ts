import { type CheckRow, factRow, missingRow, numberRow } from './check-row.ts';
import type { CheckedRig } from './checked-rig.ts';
import type { Heard } from './conversation.ts';

/** Pause before the timed segment: long enough for the round trip of the request that queues it. */
const PAUSE_MS = 500;
const DONE_LATE_US = 1_000_000;
/** The queued segment starts when the running one ends, and ends after its whole time. Assumed: the error of the report. */
const SEGMENT_ERROR_MS_MAX = 1;
/** Steps of the timed segment, at most. */
const STEPS_MAX = 1499;
/** Longest segment. The host is silent meanwhile, and the board stops after 5 s of silence. */
const SEGMENT_MS_MAX = 3000;
/** Durations to choose from, in milliseconds above the shortest one. */
const DURATIONS_COUNT = 60;
/** Two tones that a person tells apart. */
const LOW_HZ = 500;
const HIGH_HZ = 4000;
const LOW_MS = 300;
const TONE_STEPS_MAX = 200;
/** Poor lines lose events; a repetition may get lost too. */
const TRIES_MAX = 3;

/** The two ends of a pause and of the segment queued behind it. */
interface Ends {
  readonly durationMs: number;
  readonly pause: Heard<'DONE'>;
  readonly segment: Heard<'DONE'>;
}

/** Checks that a queued segment takes exactly its time, and that kept events come again on request. */
export async function checkSegments(rig: CheckedRig): Promise<readonly CheckRow[]> {
  const name = 'queued segment, error of its time';
  const ends = await queuedSegment(rig, STEPS_MAX);
  if (typeof ends === 'string') return [factRow(name, ends, 'DONE of both', false)];
  const hint = 'the board loses time between segments, so that the shaft lags behind the pump';
  return [numberRow(name, errorMs(ends), 'ms', { atMost: SEGMENT_ERROR_MS_MAX }, hint), await checkRepeats(rig, ends)];
}

/** Checks that a tone disturbs no segment. A person has to hear it, because no sensor does. */
export async function checkTone(rig: CheckedRig): Promise<CheckRow> {
  const name = 'segment under a tone';
  if (!rig.facts.can('sound')) return missingRow(name, 'piezo');
  await rig.talk.ask('SOUND', { toneHz: LOW_HZ, durationMs: LOW_MS });
  await rig.talk.pause(LOW_MS * 1000);
  await rig.talk.ask('SOUND', { toneHz: HIGH_HZ, durationMs: PAUSE_MS });
  const ends = await queuedSegment(rig, TONE_STEPS_MAX);
  if (typeof ends === 'string') return factRow(name, ends, 'DONE of both', false);
  const row = numberRow(name, errorMs(ends), 'ms', { atMost: SEGMENT_ERROR_MS_MAX }, 'the tone delays steps');
  return { ...row, note: row.note ?? `tones of ${LOW_HZ} and ${HIGH_HZ} Hz had to be heard` };
}

/** Makes a pause and queues a segment behind it. Returns the reason if one of their ends is missing or wrong. */
async function queuedSegment(rig: CheckedRig, stepsMax: number): Promise<Ends | string> {
  const { talk, facts } = rig;
  talk.takeEvents();
  const at = (await talk.report()).counterSteps;
  const { steps, durationMs } = unevenSegment(
    facts.stepsPerSecondMax,
    stepsMax,
    Math.min(SEGMENT_MS_MAX, facts.segmentMsMax),
  );
  await talk.ask('MOVE', { fromSteps: at, toSteps: at, durationMs: PAUSE_MS });
  await talk.ask('MOVE', { fromSteps: at, toSteps: at + steps, durationMs });
  const pause = await talk.event('DONE', PAUSE_MS * 1000 + DONE_LATE_US);
  if (pause === undefined) return 'no DONE of the pause';
  const segment = await talk.event('DONE', durationMs * 1000 + DONE_LATE_US);
  if (segment === undefined) return 'no DONE of the queued segment';
  if (pause.fields.idle !== 0 || segment.fields.idle !== 1) return 'idle= of DONE is wrong';
  if (segment.report.counterSteps !== at + steps) return `counter ${segment.report.counterSteps}, not ${at + steps}`;
  return { durationMs, pause, segment };
}

/** Returns a segment whose steps do not divide its time, so that a board which drops the remainders ends too early. */
function unevenSegment(stepsPerSecond: number, stepsMax: number, msMax: number) {
  const steps = Math.max(1, Math.min(stepsMax, Math.floor(((msMax - DURATIONS_COUNT) * stepsPerSecond) / 1000)));
  const shortestMs = Math.ceil((1000 * steps) / stepsPerSecond);
  const durations = Array.from({ length: DURATIONS_COUNT }, (_, i) => shortestMs + i);
  const remainder = (ms: number): number => (ms * 1000) % steps;
  const durationMs = durations.reduce((best, ms) => (remainder(ms) > remainder(best) ? ms : best));
  return { steps, durationMs };
}

function errorMs({ durationMs, pause, segment }: Ends): number {
  const tookUs = (segment.report.deviceUs - pause.report.deviceUs) >>> 0;
  return Math.abs(Math.round(tookUs - durationMs * 1000)) / 1000;
}

async function checkRepeats({ talk }: CheckedRig, { pause, segment }: Ends): Promise<CheckRow> {
  const wanted = ((segment.number - pause.number) & 0xff) + 1;
  let seen = 0;
  for (let tries = 0; tries < TRIES_MAX && seen < wanted; tries += 1) {
    const before = talk.counters.eventsRepeated;
    const { reply } = await talk.ask('EVTS', { fromEvent: pause.number });
    if (reply.eventCount !== wanted) break;
    // The events follow the reply; the answer to the next request comes behind them.
    await talk.ask('PING', {});
    seen = talk.counters.eventsRepeated - before;
  }
  return factRow('events, sent again on request', `${seen} of ${wanted}`, `${wanted}`, seen === wanted);
}
