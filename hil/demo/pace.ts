import { isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';

/** Pump seconds a second: ten minutes of basal delivery in two seconds, slow enough to see the rotor creep. */
export const BASAL_SPEED = 300;
/** A study takes 36 s of pump time, and shall take some five for the eye. */
const STUDY_SPEED = 7.2;
/** What comes after a study takes an hour; a rig of 500 steps a second can go no faster. */
const LATER_SPEED = 1250;

/** The speed from a record on, where the record changes it. */
export function speedFrom(record: TraceRecord): number | undefined {
  if (!isEvent(record)) return undefined;
  if (record.e === 'in.rollerStudy') return STUDY_SPEED;
  if (record.e === 'pump.bolus' && record.phase !== 'start') return LATER_SPEED;
  return undefined;
}
