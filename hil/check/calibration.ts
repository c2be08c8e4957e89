import { ENCODER_COUNTS } from '../../protocol/tables/rig-constants.ts';
import { HilError } from '../base/hil-error.ts';
import type { CheckedRig } from './checked-rig.ts';

/** Item numbers of the configuration that the board stores, as in `hil/sketch/config.h`. */
const item = {
  residualMilliDeg: 16,
  backlashMilliDeg: 17,
  calibrationDate: 18,
  calibrationUnit: 19,
  encoderZero: 20,
  firstCorrection: 64,
} as const;
const NODES = 16;
const STOPS = 128;
const READINGS = 4;
const NODE_COUNTS = ENCODER_COUNTS / NODES;
const CORRECTION_MAX = 127;
const COUNT_DEG = 360 / ENCODER_COUNTS;

/** Encoder error at one stop, in counts. */
interface Sample {
  readonly raw: number;
  readonly errorCounts: number;
}

export interface Calibration {
  readonly corrections: readonly number[];
  readonly residualMilliDeg: number;
  readonly backlashMilliDeg: number;
}

/**
 * Measures the encoder against whole turns, and stores the result in the board with date (yyyymmdd) and unit number.
 */
export async function calibrate(rig: CheckedRig, date: number, unitNumber: number): Promise<Calibration> {
  if (!rig.facts.can('conf') || !rig.facts.can('encoder')) {
    throw new HilError(
      'CANNOT_CALIBRATE',
      'rig',
      'This rig has no encoder or stores no configuration, so it cannot be calibrated.',
    );
  }
  for (let node = 0; node < NODES; node += 1) await keep(rig, item.firstCorrection + node, 0);
  await keep(rig, item.encoderZero, 0);
  const playSteps = Math.ceil((2 * rig.facts.backlashDeg + rig.facts.slipQuantumDeg) / rig.facts.stepDeg);
  await rig.turn(playSteps);
  const forwards = await sampleTurn(rig, 1);
  await rig.turn(-playSteps);
  const backwards = await sampleTurn(rig, -1);
  await rig.turn(playSteps);
  const found = calibrationOf(forwards, backwards);
  for (const [node, correction] of found.corrections.entries())
    await keep(rig, item.firstCorrection + node, correction);
  await keep(rig, item.residualMilliDeg, found.residualMilliDeg);
  await keep(rig, item.backlashMilliDeg, found.backlashMilliDeg);
  await keep(rig, item.calibrationUnit, unitNumber);
  await keep(rig, item.calibrationDate, date);
  return found;
}

async function keep(rig: CheckedRig, number: number, value: number): Promise<void> {
  await rig.talk.ask('CONF', { item: number, value });
}

async function sampleTurn(rig: CheckedRig, direction: 1 | -1): Promise<readonly Sample[]> {
  const start = (await rig.talk.report()).counterSteps;
  const samples: Sample[] = [];
  let atSteps = start;
  for (let stop = 0; stop < STOPS; stop += 1) {
    const toSteps = start + direction * Math.round((stop * rig.turnSteps) / STOPS);
    if (toSteps !== atSteps) await rig.turn(toSteps - atSteps);
    atSteps = toSteps;
    let counts = 0;
    let raw = 0;
    for (let reading = 0; reading < READINGS; reading += 1) {
      const report = await rig.talk.report();
      raw = report.encoderRaw;
      counts += (report.encoderTurn * ENCODER_COUNTS + raw) / READINGS;
    }
    samples.push({ raw, errorCounts: counts - (toSteps * ENCODER_COUNTS) / rig.turnSteps });
  }
  return samples;
}

/** Fits straight lines between 16 nodes to the errors of a forward turn. */
function calibrationOf(forwards: readonly Sample[], backwards: readonly Sample[]): Calibration {
  const zeroCounts = mean(forwards);
  const corrections = Array.from({ length: NODES }, (_, node) =>
    Math.round(errorAt(forwards, node * NODE_COUNTS) - zeroCounts),
  );
  const worst = corrections.find((correction) => Math.abs(correction) > CORRECTION_MAX);
  if (worst !== undefined) {
    const message = `The encoder error is ${(worst * COUNT_DEG).toFixed(1)} deg, too large to correct.`;
    throw new HilError('ENCODER_OFF', 'rig', message, {
      hint: 'Centre the magnet on the shaft, and check that the encoder counts upwards.',
    });
  }
  const left = forwards.map(({ raw, errorCounts }) => Math.abs(errorCounts - zeroCounts - between(corrections, raw)));
  const playCounts = Math.abs(mean(backwards) - zeroCounts);
  return {
    corrections,
    // Returns the remaining error plus one count of noise.
    residualMilliDeg: Math.ceil((Math.max(...left) + 1) * COUNT_DEG * 1000),
    backlashMilliDeg: Math.ceil(playCounts * COUNT_DEG * 1000),
  };
}

function mean(samples: readonly Sample[]): number {
  return samples.reduce((sum, { errorCounts }) => sum + errorCounts, 0) / samples.length;
}

/** Returns the encoder error at the reading `raw`, interpolated between the neighbouring samples of a closed turn. */
function errorAt(samples: readonly Sample[], raw: number): number {
  const away = (sample: Sample): number => {
    const apart = sample.raw - raw;
    return apart - ENCODER_COUNTS * Math.round(apart / ENCODER_COUNTS);
  };
  const sorted = [...samples].sort((a, b) => away(a) - away(b));
  const above = sorted.findIndex((sample) => away(sample) >= 0);
  const [low, high] = [sorted.at(above - 1) as Sample, sorted.at(above) as Sample];
  const span = away(high) - away(low);
  return span === 0 ? high.errorCounts : low.errorCounts + ((high.errorCounts - low.errorCounts) * -away(low)) / span;
}

function between(corrections: readonly number[], raw: number): number {
  const node = Math.floor(raw / NODE_COUNTS);
  const left = corrections[node] as number;
  const right = corrections[(node + 1) % NODES] as number;
  return left + ((right - left) * (raw - node * NODE_COUNTS)) / NODE_COUNTS;
}
