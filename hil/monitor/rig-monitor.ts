import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { ENCODER_COUNTS } from '../../protocol/tables/rig-constants.ts';
import { hasShaftFlag, type ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import { CheckedRig } from '../check/checked-rig.ts';
import { Conversation } from '../check/conversation.ts';
import { type HandProfile, playHand } from '../rigs/hand-profile.ts';
import { handNeedsOurSensor } from '../rigs/link-failure.ts';
import { openBoardLine } from '../rigs/opening/open-rig.ts';

const LOOK_US = 100_000;
/** Number of round trips in the median. A single late reply of a busy machine does not change it. */
const TRIPS_KEPT = 11;
const shownFlags = [
  'moving',
  'queued',
  'stopped',
  'energised',
  'encoderOk',
  'magnetOk',
  'tripArmed',
  'tripped',
] as const;

export interface MonitorOptions {
  /** Weakest field that holds the pump's rotor. */
  readonly tripMt: number;
  /** Board time after which the monitor ends. If undefined, only `signal` ends it. */
  readonly seconds?: number;
  /** Field to play on a rig with a simulated sensor. */
  readonly hand?: HandProfile;
  /** True to run at wall speed on every rig. */
  readonly watched: boolean;
  readonly signal?: AbortSignal;
  /** Called once, before the first reading. */
  readonly onRig?: (rig: MonitoredRig) => void;
  readonly onReading: (reading: RigReading) => void;
}

export interface MonitoredRig {
  readonly rig: string;
  readonly unitNumber: number;
  readonly made: string;
  readonly hasFieldSensor: boolean;
  readonly hasEncoder: boolean;
  readonly tripMt: number;
}

export interface RigReading {
  /** Time since the start of the monitor. */
  readonly seconds: number;
  /** Null if the rig has no such sensor or the sensor does not respond. */
  readonly fieldMt: number | null;
  readonly shaftDeg: number | null;
  readonly counterSteps: number;
  /** Median round trip of the latest requests. */
  readonly roundTripMs: number;
  readonly stallMode: ShaftReport['stallMode'];
  readonly stopCause: string;
  readonly flags: readonly string[];
  /** Events of the board since the previous reading. */
  readonly events: readonly string[];
}

/**
 * Reports the readings of a rig's sensors until the given time has passed. Throws `HilError`: unknown rig, busy port,
 * no sensor, INTERRUPTED.
 */
export async function monitorRig(name: string, options: MonitorOptions): Promise<void> {
  if (name === 'model')
    throw new HilError(
      'NOTHING_TO_MONITOR',
      'usage',
      'The rig `model` has no board and no sensor: nothing can be shown.',
    );
  const line = await openBoardLine(name, { seed: 1, watched: options.watched });
  const talk = new Conversation(line, options.signal);
  try {
    const opened = await talk.open();
    const { hello, banner } = opened;
    const rig = await CheckedRig.meet(talk, opened);
    const told = mustShow(name, rig, { unitNumber: hello.unitNumber, banner, tripMt: options.tripMt });
    options.onRig?.(told);
    if (told.hasFieldSensor && rig.facts.can('trip')) await talk.ask('FIELD', { tripMt: options.tripMt, mode: 'none' });
    if (options.hand !== undefined) {
      if (line.setFieldMt === undefined) throw handNeedsOurSensor(name);
      playHand(options.hand, line.boardTime.clock, line.setFieldMt);
    }
    await readOn(rig, told, options);
  } finally {
    await talk.close();
  }
}

function mustShow(
  name: string,
  { facts }: CheckedRig,
  { unitNumber, banner, tripMt }: { unitNumber: number; banner: string | undefined; tripMt: number },
): MonitoredRig {
  const [hasFieldSensor, hasEncoder] = [facts.can('fieldSensor'), facts.can('encoder')];
  if (!hasFieldSensor && !hasEncoder)
    throw new HilError('RIG_LACKS', 'rig', `${name} lacks a field sensor and an encoder, so there is nothing to show.`);
  const made = banner?.replace(/^# /, '') ?? 'a board that sent no banner';
  return { rig: name, unitNumber, made, hasFieldSensor, hasEncoder, tripMt };
}

async function readOn(rig: CheckedRig, told: MonitoredRig, options: MonitorOptions): Promise<void> {
  const { talk } = rig;
  const startUs = talk.nowUs;
  const tripsUs: number[] = [];
  const endUs = options.seconds === undefined ? Number.POSITIVE_INFINITY : startUs + options.seconds * US_PER_SECOND;
  for (let dueUs = startUs; dueUs <= endUs; dueUs = Math.max(dueUs + LOOK_US, talk.nowUs)) {
    if (dueUs > talk.nowUs) await talk.pause(dueUs - talk.nowUs);
    const { reply, report, sentUs, receivedUs } = await talk.ask('STAT', {});
    tripsUs.push(receivedUs - sentUs);
    if (tripsUs.length > TRIPS_KEPT) tripsUs.shift();
    const asked = { nowUs: talk.nowUs - startUs, roundTripUs: median(tripsUs), stopCause: reply.stopCause };
    options.onReading(readingOf(rig, told, report, asked));
  }
}

function readingOf(
  rig: CheckedRig,
  told: MonitoredRig,
  report: ShaftReport,
  {
    nowUs,
    roundTripUs,
    stopCause,
  }: { readonly nowUs: number; readonly roundTripUs: number; readonly stopCause: string },
): RigReading {
  const seesShaft = told.hasEncoder && hasShaftFlag(report.flags, 'encoderOk');
  return {
    seconds: Math.round(nowUs / 1000) / 1000,
    fieldMt: told.hasFieldSensor ? report.fieldMt : null,
    shaftDeg: seesShaft ? Math.round(rig.angleDeg(report) * ENCODER_COUNTS) / ENCODER_COUNTS : null,
    counterSteps: report.counterSteps,
    roundTripMs: Math.round(roundTripUs) / 1000,
    stallMode: report.stallMode,
    stopCause,
    flags: shownFlags.filter((flag) => hasShaftFlag(report.flags, flag)),
    events: rig.talk.takeEvents().map(({ name, fields }) => [name, ...Object.entries(fields).flat()].join(' ')),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
