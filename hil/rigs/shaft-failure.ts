import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { HilError } from '../base/hil-error.ts';
import { likelyCause } from './likely-cause.ts';
import type { ShaftComparison } from './shaft-watch.ts';

/** Last agreement of shaft and command. */
export interface Agreement {
  readonly pumpUs: number;
  readonly commandedDeg: number;
  readonly measuredDeg: number;
}

/**
 * Returns the failure for a shaft that differs from its command. It names the last agreement, the angles and the likely
 * cause.
 */
export function shaftFailure(seen: ShaftComparison, last: Agreement | undefined, isCalibrated: boolean): HilError {
  const { commandedDeg, measuredDeg, allowedDeg } = seen;
  const message = `The rig's shaft does not follow: commanded ${deg(commandedDeg)}, measured ${deg(measuredDeg)}, allowed difference ${deg(allowedDeg)}. ${evidenceOf(last)}`;
  const motion = {
    commandedDeg: commandedDeg - (last?.commandedDeg ?? 0),
    measuredDeg: measuredDeg - (last?.measuredDeg ?? 0),
    allowedDeg,
    isCalibrated,
    ...(commandedDeg === 0 ? {} : { runRatio: measuredDeg / commandedDeg }),
  };
  return new HilError('SHAFT_DIFFERS', 'rig', message, { hint: `Likely cause: ${likelyCause(motion)}.` });
}

function evidenceOf(last: Agreement | undefined): string {
  if (last === undefined) return 'They never agreed in this run, so no value of true.* is evidence.';
  const seconds = Math.round((last.pumpUs / US_PER_SECOND) * 1000) / 1000;
  return `They last agreed at pump time ${seconds} s (${deg(last.commandedDeg)}); values of true.* are evidence up to then.`;
}

function deg(angleDeg: number): string {
  return `${angleDeg.toFixed(2)} deg`;
}
