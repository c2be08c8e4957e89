import { isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';

/** Speed of basal delivery, in pump seconds per second: ten minutes in two seconds, slow enough to see the rotor creep. */
export const BASAL_SPEED = 300;
/** Speed during a study: 36 s of pump time take five seconds. */
const STUDY_SPEED = 7.2;
/** Speed for the hour after a study, the highest for a rig of 500 steps per second. */
const LATER_SPEED = 1250;

/** Returns the speed that applies from this record; undefined if the speed stays. */
export function speedFrom(record: TraceRecord): number | undefined {
  if (!isEvent(record)) return undefined;
  if (record.e === 'in.rollerStudy') return STUDY_SPEED;
  if (record.e === 'pump.bolus' && record.phase !== 'start') return LATER_SPEED;
  return undefined;
}
