import { type CheckRow, factRow, missingRow, numberRow } from './check-row.ts';
import type { CheckedRig } from './checked-rig.ts';

const INDEX_ROUNDS = 3;
const FIELD_READINGS = 30;
const FIELD_ZERO_MT_MAX = 2;
const FIELD_NOISE_MT_MAX = 1;
const HOME_LATE_US = 2_000_000;

/** Checks that a whole turn brings the index to the same place. */
export async function checkIndex(rig: CheckedRig): Promise<CheckRow> {
  const name = 'index, found again';
  if (!rig.facts.can('index') || !rig.facts.can('home')) return missingRow(name, 'index');
  const foundSteps: number[] = [];
  for (let round = 0; round < INDEX_ROUNDS; round += 1) {
    const durationMs = Math.ceil((1000 * rig.turnSteps) / rig.facts.stepsPerSecondMax);
    // Turns a little further, so that the next search does not begin on the index.
    if (round > 0) await rig.turn(Math.ceil(rig.turnSteps / 8));
    await rig.talk.ask('HOME', { durationMs: Math.min(60_000, durationMs) });
    const homed = await rig.talk.event('HOMED', durationMs * 1000 + HOME_LATE_US);
    if (homed === undefined)
      return factRow(name, 'not found', 'found in a turn', false, 'check sensor and magnet of the index');
    foundSteps.push(homed.fields.indexSteps);
  }
  const apart = foundSteps.slice(1).map((steps, i) => {
    const turns = (steps - (foundSteps[i] as number)) / rig.turnSteps;
    return Math.abs(turns - Math.round(turns)) * 360;
  });
  const worstDeg = Math.round(Math.max(...apart) * 1000) / 1000;
  const { slipQuantumDeg } = rig.facts;
  return numberRow(
    name,
    worstDeg,
    'deg',
    { atMost: Math.round(slipQuantumDeg * 1000) / 1000 },
    'lost steps, or a loose magnet',
  );
}

/** Checks zero and noise of the field sensor without a magnet nearby. */
export async function checkFieldSensor(rig: CheckedRig): Promise<readonly CheckRow[]> {
  if (!rig.facts.can('fieldSensor')) return [missingRow('field sensor', 'field sensor')];
  const readings: number[] = [];
  for (let i = 0; i < FIELD_READINGS; i += 1) {
    // A report may carry the previous reading. SENS makes the next reading fresh.
    await rig.talk.ask('SENS', {});
    readings.push((await rig.talk.report()).fieldMt);
  }
  const meanMt = readings.reduce((sum, mt) => sum + mt, 0) / readings.length;
  const noiseMt = Math.max(...readings) - Math.min(...readings);
  const hint = 'a magnet is near the sensor, or its zero was never set';
  return [
    numberRow('field without a magnet', Math.abs(round(meanMt)), 'mT', { atMost: FIELD_ZERO_MT_MAX }, hint),
    numberRow('field noise', round(noiseMt), 'mT', { atMost: FIELD_NOISE_MT_MAX }, 'a motor or a supply is too near'),
  ];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
