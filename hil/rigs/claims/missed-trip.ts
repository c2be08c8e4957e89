import { hasShaftFlag, type ShaftReport } from '../../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../../base/hil-error.ts';

/** The board's clock wraps after 2^32 us. */
const DEVICE_US = 2 ** 32;

/** Noise of a sensor: a field that is higher than the threshold by more has crossed it. Assumed. */
const NOISE_MT = 1;

/** Detects a board that reads a field above its armed threshold, and does not trip. */
export class MissedTrip {
  readonly #tripMt: number;
  readonly #latencyUs: number;
  /** Time on the board's clock since when all replies contradict the threshold. */
  #sinceUs: number | undefined;

  /** `latencyUs` is the longest time that a board may take for a trip. */
  constructor(tripMt: number, latencyUs: number) {
    this.#tripMt = tripMt;
    this.#latencyUs = latencyUs;
  }

  /** Takes the report of a reply. The field and the flags of an event may differ in age. Returns the failure if a trip is overdue. */
  failureAt({ flags, fieldMt, deviceUs }: ShaftReport): HilError | undefined {
    const isOver =
      hasShaftFlag(flags, 'tripArmed') && !hasShaftFlag(flags, 'tripped') && fieldMt > this.#tripMt + NOISE_MT;
    this.#sinceUs = isOver ? (this.#sinceUs ?? deviceUs) : undefined;
    if (this.#sinceUs === undefined) return undefined;
    const lateUs = (deviceUs - this.#sinceUs + DEVICE_US) % DEVICE_US;
    if (lateUs <= this.#latencyUs) return undefined;
    const message = `The rig's sensor has read ${fieldMt} mT, or another field above the threshold, for ${Math.round(lateUs / 1000)} ms, and the board did not trip; allowed: a trip above ${this.#tripMt} mT (FIELD).`;
    return new HilError('TRIP_MISSED', 'rig', message, { hint: "Check the board's firmware with `rig check`." });
  }
}
