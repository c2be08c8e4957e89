import { likelyCause, type SeenMotion } from '../rigs/likely-cause.ts';
import type { CheckRow } from './check-row.ts';
import { factRow, missingRow, numberRow } from './check-row.ts';
import type { CheckedRig } from './checked-rig.ts';

/** Number of stops per turn at which the shaft is read. */
const STOPS = 16;
const NOISE_READINGS = 20;
/** A failed turn is repeated at the full speed divided by this number. */
const SLOW_SHARE = 4;
/** Largest allowed peak-to-peak reading of the resting encoder, in counts: its noise, and a step between two counts. */
const NOISE_COUNTS_MAX = 3;
const COUNTS = 4096;
const AGC_MIN = 16;
const AGC_MAX = 239;
/**
 * Angle of one encoder count. The limits are the rig's own claims, plus one count of noise each way and half a step.
 */
const COUNT_DEG = 360 / COUNTS;

/** Commanded and measured position at one stop. */
interface Stop {
  readonly commandedSteps: number;
  readonly seenDeg: number;
}

/** Checks encoder, gear ratio, linearity and play over full turns both ways. */
export async function checkTurns(rig: CheckedRig, turns: number): Promise<readonly CheckRow[]> {
  if (!rig.facts.can('encoder')) return [missingRow('encoder', 'encoder')];
  const first = await rig.talk.report();
  const magnet = rig.has(first, 'magnetOk');
  const { encoderAgc } = (await rig.talk.ask('SENS', {})).reply;
  const rows = [
    numberRow(
      'encoder and its magnet',
      magnet ? 1 : 0,
      '',
      { atLeast: 1 },
      'the chip or its magnet is missing, or the magnet is too far away',
    ),
    numberRow('encoder gain', encoderAgc, '', { atLeast: AGC_MIN, atMost: AGC_MAX }, 'move the magnet'),
    await checkNoise(rig),
  ];
  await takeUp(rig, 1);
  const forwards = await walk(rig, turns, 1);
  await takeUp(rig, -1);
  const backwards = await walk(rig, turns, -1);
  await takeUp(rig, 1);
  const judged = judgedTurns(rig, turns, forwards, backwards);
  return [...rows, ...judged, ...(await slowly(rig, judged))];
}

function judgedTurns(
  rig: CheckedRig,
  turns: number,
  forwards: readonly Stop[],
  backwards: readonly Stop[],
): CheckRow[] {
  const { residualDeg, backlashDeg, slipQuantumDeg, stepDeg } = rig.facts;
  const ahead = errorsDeg(rig, forwards);
  const back = errorsDeg(rig, backwards);
  const playDeg = Math.abs(mean(ahead) - mean(back));
  const turnErrorDeg = Math.abs(ratioErrorDeg(rig, forwards)) / turns;
  const linearityDeg = Math.max(spread(ahead), spread(back));
  const within = (deg: number): number => Math.round(deg * 1000) / 1000;
  return [
    numberRow(
      'gear ratio, error of a turn',
      within(turnErrorDeg),
      'deg',
      { atMost: within(slipQuantumDeg / 2) },
      likelyCause(motionOf(rig, forwards)),
    ),
    numberRow(
      'steps against encoder, spread',
      within(linearityDeg),
      'deg',
      { atMost: within(2 * residualDeg + stepDeg / 2 + 2 * COUNT_DEG) },
      spreadCause(rig, ahead, turnErrorDeg),
    ),
    numberRow(
      'play of the gear',
      within(playDeg),
      'deg',
      { atMost: within(backlashDeg + residualDeg + 2 * COUNT_DEG) },
      'more play than the rig announces: check the coupling',
    ),
  ];
}

/** Commanded and measured motion over several stops. */
function motionOf(rig: CheckedRig, stops: readonly Stop[]): SeenMotion {
  const [first, last] = [stops[0] as Stop, stops.at(-1) as Stop];
  return {
    commandedDeg: (last.commandedSteps - first.commandedSteps) * rig.facts.stepDeg,
    measuredDeg: last.seenDeg - first.seenDeg,
    allowedDeg: rig.facts.reversedResolutionDeg,
    isCalibrated: rig.facts.calibrated,
  };
}

/** Names the likely cause of a spread. A periodic error comes from the encoder, a growing one from motor or gear. */
function spreadCause({ facts }: CheckedRig, errors: readonly number[], turnErrorDeg: number): string {
  if (turnErrorDeg > facts.slipQuantumDeg / 2) {
    const jumps = errors.slice(1).map((error, i) => Math.abs(error - (errors[i] as number)));
    const isEven = Math.max(...jumps) - Math.min(...jumps) <= facts.slipQuantumDeg + 2 * COUNT_DEG;
    return isEven
      ? 'the error grows evenly with the motion: see the row above'
      : 'the error grows in jumps: the motor misses steps';
  }
  const returns = 'the error returns each turn';
  return facts.calibrated
    ? `${returns}: the encoder magnet moved after the calibration`
    : `${returns}: the encoder was never calibrated; \`--calibrate\` measures and stores the error`;
}

/** Repeats a failed turn at a quarter of the speed. If it then passes, the motor was too fast. */
async function slowly(rig: CheckedRig, rows: readonly CheckRow[]): Promise<readonly CheckRow[]> {
  if (rows[0]?.verdict !== 'fail') return [];
  const stepsPerSecond = Math.max(1, Math.floor(rig.facts.stepsPerSecondMax / SLOW_SHARE));
  const before = await rig.rest();
  const steps = Math.round(rig.turnSteps / 4);
  const after = await rig.turn(steps, stepsPerSecond);
  const movedDeg = rig.angleDeg(after) - rig.angleDeg(before);
  const errorDeg = Math.abs(movedDeg - steps * rig.facts.stepDeg);
  const name = `quarter of a turn at ${stepsPerSecond} steps/s`;
  if (errorDeg <= rig.facts.resolutionDeg)
    return [
      factRow(
        name,
        'follows',
        'as at full speed',
        false,
        `the motor misses steps at ${rig.facts.stepsPerSecondMax} steps/s: lower \`CONF item=7\``,
      ),
    ];
  return [
    factRow(
      name,
      `off by ${errorDeg.toFixed(2)} deg`,
      'follows',
      false,
      'speed is not the cause: the error is the same at a quarter of it',
    ),
  ];
}

/** Takes up the play, and lets the rotor lock in. */
async function takeUp(rig: CheckedRig, direction: 1 | -1): Promise<void> {
  const { backlashDeg, slipQuantumDeg, stepDeg } = rig.facts;
  await rig.turn(direction * Math.ceil((2 * backlashDeg + slipQuantumDeg) / stepDeg));
}

async function walk(rig: CheckedRig, turns: number, direction: 1 | -1): Promise<readonly Stop[]> {
  const start = await rig.rest();
  const stops: Stop[] = [{ commandedSteps: start.counterSteps, seenDeg: rig.angleDeg(start) }];
  for (let i = 1; i <= STOPS * turns; i += 1) {
    const toSteps = start.counterSteps + direction * Math.round((i * rig.turnSteps) / STOPS);
    const report = await rig.turn(toSteps - (stops.at(-1) as Stop).commandedSteps);
    stops.push({ commandedSteps: report.counterSteps, seenDeg: rig.angleDeg(report) });
  }
  return stops;
}

/** Returns measured minus commanded angle at each stop, without the constant offset of the encoder. */
function errorsDeg(rig: CheckedRig, stops: readonly Stop[]): readonly number[] {
  return stops.map(({ commandedSteps, seenDeg }) => seenDeg - commandedSteps * rig.facts.stepDeg);
}

function ratioErrorDeg(rig: CheckedRig, stops: readonly Stop[]): number {
  const errors = errorsDeg(rig, stops);
  return (errors.at(-1) as number) - (errors[0] as number);
}

async function checkNoise(rig: CheckedRig): Promise<CheckRow> {
  const counts: number[] = [];
  for (let i = 0; i < NOISE_READINGS; i += 1) {
    const report = await rig.talk.report();
    counts.push(report.encoderTurn * COUNTS + report.encoderRaw);
  }
  return numberRow(
    'encoder noise at rest',
    spread(counts),
    'counts',
    { atMost: NOISE_COUNTS_MAX },
    'the magnet is loose',
  );
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
