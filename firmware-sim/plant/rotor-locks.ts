import type { CancelAlarm, Clock } from '../../protocol/clock.ts';
import { inPlaneMt, type MagneticField, noField } from './magnetic-field.ts';
import { stallFieldMt, type TwoPoleMotor } from './two-pole-motor.ts';

/**
 * Cause that keeps a rotor from turning: wear or damage (permanent), bound gears (for a time), a field, or back
 * pressure.
 */
export type RotorLock = 'seized' | 'bound' | 'held' | 'blocked';

/**
 * The four locks of a rotor, each with its own cause and end. The rotor turns when no lock is set. No lock removes
 * another: a field frees neither bound gears nor a seized rotor (inferred: no published text says that it does).
 */
export class RotorLocks {
  /** Set once, by wear or by a scanner field along the shaft. */
  isSeized = false;
  /** True if the load exceeds the available torque. */
  isBlocked = false;
  /** Field at the rotor, which may be too weak to hold it. */
  field: MagneticField = noField;
  readonly #clock: Clock;
  readonly #motor: TwoPoleMotor;
  readonly #onUnbound: () => void;
  #boundUntilUs: number | undefined;
  #cancelBound: CancelAlarm | undefined;

  constructor(clock: Clock, motor: TwoPoleMotor, onUnbound: () => void) {
    this.#clock = clock;
    this.#motor = motor;
    this.#onUnbound = onUnbound;
  }

  /** Lock that gives the rotor's state its name; undefined if the rotor is free to turn. */
  get first(): RotorLock | undefined {
    if (this.isSeized) return 'seized';
    if (this.#boundUntilUs !== undefined) return 'bound';
    if (this.fieldHolds) return 'held';
    return this.isBlocked ? 'blocked' : undefined;
  }

  get fieldHolds(): boolean {
    return inPlaneMt(this.field) >= stallFieldMt(this.#motor);
  }

  /** Binds the gears for `forUs`, independent of other locks. The later of two ends applies. */
  bindFor(forUs: number): void {
    const untilUs = this.#clock.nowUs() + forUs;
    if (this.#boundUntilUs !== undefined && this.#boundUntilUs >= untilUs) return;
    this.#cancelBound?.();
    this.#boundUntilUs = untilUs;
    this.#cancelBound = this.#clock.at(untilUs, () => {
      this.#boundUntilUs = undefined;
      this.#onUnbound();
    });
  }
}
