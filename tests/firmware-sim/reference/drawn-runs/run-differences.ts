import { US_PER_SECOND } from '../../../../firmware-sim/base/time-units.ts';
import type { PlayedRun } from './played-run.ts';
import type { HeardLine } from './wire-bed.ts';

/** One motor turn moves the rotor by so much. */
const MOTOR_TURN_DEG = 3;
/** Fields in which two firmwares may differ: one stores no catheter volume, and one tells more alarms in one event. */
const FREE_FIELDS = /^(?:cath|e)=/;
/** Stamps of log entries are whole seconds. */
const STAMP = / at=(-?\d+)/;
const STAMP_SECONDS = 1;
/** A reply tells the alarms of its own moment. An alarm that a request raises comes at once, after the reply or before it. */
const ALARM_FIELD = /^(?:cath|e|al)=/;
/** Numbers that move while a line takes its time on the wire of a chip. */
const MOVING_FIELD = /^(?:cath|e|al|s|sum|ref|level|l)=/;
/** Time that a request takes on the wire of a chip. */
const AT_ONCE_US = 1_000_000;

/** Returns what differs between two runs, in plain words; nothing if they agree. */
export function differencesOf(one: PlayedRun, other: PlayedRun, toleranceUs: number): readonly string[] {
  return [
    ...replyDifferences(one, other, toleranceUs),
    ...eventDifferences(one.events, other.events, toleranceUs),
    // Tones of two alarms at nearly one time become one sound or two.
    ...(toleranceUs >= AT_ONCE_US ? [] : toneDifferences(one, other, toleranceUs)),
    ...rotorDifferences(one, other),
  ];
}

function replyDifferences({ asked, events }: PlayedRun, other: PlayedRun, toleranceUs: number): readonly string[] {
  const alarmsUs = events.filter(({ line }) => line.includes(' ALARM ')).map(({ atUs }) => atUs);
  return asked.flatMap(({ atUs, request, reply }, index) => {
    const theirs = other.asked[index]?.reply ?? 'nothing';
    const alarms = alarmsUs.some((alarmUs) => Math.abs(alarmUs - atUs) < AT_ONCE_US);
    const free = toleranceUs >= AT_ONCE_US ? MOVING_FIELD : alarms ? ALARM_FIELD : FREE_FIELDS;
    return comparable(reply, free) === comparable(theirs, free) && stampsAgree(reply, theirs, toleranceUs)
      ? []
      : [`${atUs} us: ${request}\n   ${reply}\n   ${theirs}`];
  });
}

function comparable(reply: string, free: RegExp): string {
  return reply
    .replace(STAMP, '')
    .split(' ')
    .filter((field) => !free.test(field))
    .join(' ');
}

function stampsAgree(reply: string, theirs: string, toleranceUs: number): boolean {
  const [mine, others] = [reply, theirs].map((one) => Number(STAMP.exec(one)?.[1] ?? 0)) as [number, number];
  return Math.abs(mine - others) <= STAMP_SECONDS + toleranceUs / US_PER_SECOND;
}

/** Returns the words of an event without its report and stamp, which are compared as times. */
function wordsOf({ line }: HeardLine): string {
  return line
    .split(' ')
    .slice(1)
    .filter((field) => !/^(?:s|at|e|d|g|al)=/.test(field))
    .join(' ')
    .replace(/\*.*$/, '');
}

/** Compares the times of equal events. The order of events at one moment is free; entries of the log are numbered. */
function eventDifferences(
  mine: readonly HeardLine[],
  theirs: readonly HeardLine[],
  toleranceUs: number,
): readonly string[] {
  const words = new Set([...mine, ...theirs].map((event) => wordsOf(event)));
  return [...words].flatMap((word) => {
    const [ones, others] = [mine, theirs].map((events) =>
      events.filter((event) => wordsOf(event) === word).map(({ atUs }) => atUs),
    ) as [number[], number[]];
    const isEqual =
      ones.length === others.length && ones.every((atUs, i) => Math.abs(atUs - (others[i] ?? 0)) <= toleranceUs);
    return isEqual ? [] : [`event ${word}\n   at ${ones.join(', ')} us\n   at ${others.join(', ')} us`];
  });
}

function toneDifferences({ tones }: PlayedRun, other: PlayedRun, toleranceUs: number): readonly string[] {
  const count = Math.max(tones.length, other.tones.length);
  const found: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const [one, theirs] = [tones[i], other.tones[i]];
    const isEqual = one?.class === theirs?.class && Math.abs((one?.atUs ?? 0) - (theirs?.atUs ?? 0)) <= toleranceUs;
    if (!isEqual) found.push(`tone ${i}\n   ${JSON.stringify(one)}\n   ${JSON.stringify(theirs)}`);
  }
  return found;
}

function rotorDifferences({ rotors }: PlayedRun, other: PlayedRun): readonly string[] {
  return rotors.flatMap(({ atUs, act, rotorDeg }, index) => {
    const theirs = other.rotors[index]?.rotorDeg ?? Number.NaN;
    if (Math.abs(rotorDeg - theirs) <= MOTOR_TURN_DEG) return [];
    return [`${atUs} us: rotor at ${rotorDeg} deg and ${theirs} deg, before ${act}`];
  });
}
