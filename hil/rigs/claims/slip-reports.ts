import { HilError } from '../../base/hil-error.ts';

/**
 * Angle by which the reported slips may exceed the motion of the drive. Assumed: a glitch of the encoder reports at most
 * half a turn, and its end reports as much again.
 */
const EXCESS_DEG_MAX = 360;

/**
 * Checks the SLIP events of a board. A board reports each slip once, so all slips together are at most the motion of the
 * drive. A board that reports more mistakes the motion itself, or the steps that a stall mode withheld, for slip.
 */
export class SlipReports {
  #slipDeg = 0;
  /** Motion of the drive before the segment of the first event; undefined before that event. */
  #fromDeg: number | undefined;

  /** Takes a SLIP event. `drivenDeg` is the motion of the drive up to the segment under way. */
  reported(errorMilliDeg: number, drivenDeg: number): void {
    // The slip of the first event may have begun before this program opened the session.
    if (this.#fromDeg === undefined) this.#fromDeg = drivenDeg;
    else this.#slipDeg += Math.abs(errorMilliDeg) / 1000;
  }

  /** Returns the failure of a board that has reported more slip than motion. Called at the end of a segment. */
  failureAt(drivenDeg: number): HilError | undefined {
    const motionDeg = drivenDeg - (this.#fromDeg ?? drivenDeg);
    if (this.#slipDeg <= motionDeg + EXCESS_DEG_MAX) return undefined;
    const message = `The rig reported ${this.#slipDeg.toFixed(1)} deg of slip (SLIP) in ${motionDeg.toFixed(1)} deg of motion; allowed: no more slip than motion and ${EXCESS_DEG_MAX} deg.`;
    return new HilError('SLIP_CONTRADICTED', 'rig', message, { hint: "Check the board's firmware with `rig check`." });
  }
}
