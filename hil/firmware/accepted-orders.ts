import type { FirmwarePort, OrderedVolume } from '../../firmware-sim/base/firmware-port.ts';
import { US_PER_DAY } from '../../firmware-sim/base/time-units.ts';
import type { CancelAlarm, Clock } from '../../protocol/clock.ts';

const US_PER_SECOND = 1_000_000;

/**
 * Account of the orders that a foreign firmware accepted, and of the values that it stated. It answers the plant's
 * questions to the firmware. The firmware's own steps never count here, so that a wrong rate shows as undelivered volume.
 */
export class AcceptedOrders implements FirmwarePort {
  /** Called after the ordered flow changed. */
  onChange: () => void = () => {};
  /** Called when a defect resets the electronics. */
  onReset: () => void = () => {};
  readonly #clock: Clock;
  #volumeMl = 0;
  #anchorUs: number;
  #basalMlPerDay = 0;
  /** Rate of the bolus under way. */
  #bolusMlPerDay: number | undefined;
  #cancelBolus: CancelAlarm = () => {};
  #statedMl: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#anchorUs = clock.nowUs();
  }

  /** Books an accepted program: its rate counts from now on, after a bolus under way. 0: stopped, without the bolus. */
  programmed(mlPerDay: number): void {
    this.#settle();
    this.#basalMlPerDay = mlPerDay;
    if (mlPerDay === 0) this.#endBolus();
    this.onChange();
  }

  /** Books an accepted bolus. It replaces the programmed rate until its volume is delivered. */
  bolus(volumeMl: number, mlPerDay: number): void {
    this.#settle();
    this.#endBolus();
    this.#bolusMlPerDay = mlPerDay;
    const endUs = this.#clock.nowUs() + Math.round((volumeMl / mlPerDay) * US_PER_DAY);
    this.#cancelBolus = this.#clock.at(endUs, () => this.bolusEnded());
    this.onChange();
  }

  /** Ends a bolus before its volume is delivered, for example by a stop. Has no effect without a bolus. */
  bolusEnded(): void {
    if (this.#bolusMlPerDay === undefined) return;
    this.#settle();
    this.#endBolus();
    this.onChange();
  }

  /** Keeps the reservoir level that an interrogation stated. */
  stated(reservoirMl: number): void {
    this.#statedMl = reservoirMl;
  }

  ordered(): OrderedVolume {
    const elapsedUs = this.#clock.nowUs() - this.#anchorUs;
    return {
      volumeMl: this.#volumeMl + (this.#mlPerDay * elapsedUs) / US_PER_DAY,
      perSecondMl: (this.#mlPerDay * US_PER_SECOND) / US_PER_DAY,
    };
  }

  /** A foreign firmware decides on its own, so that no step is known. */
  decideAtSteps(): number {
    return Number.POSITIVE_INFINITY;
  }

  calculatedMl(): number | undefined {
    return this.#statedMl;
  }

  /** Resets the firmware. What it does then is its own decision, so that a safe state of the model does not matter. */
  lowBatteryReset(): void {
    this.onReset();
  }

  meanMlPerDay(): number {
    return this.#basalMlPerDay;
  }

  get #mlPerDay(): number {
    return this.#bolusMlPerDay ?? this.#basalMlPerDay;
  }

  #endBolus(): void {
    this.#cancelBolus();
    this.#bolusMlPerDay = undefined;
  }

  #settle(): void {
    this.#volumeMl = this.ordered().volumeMl;
    this.#anchorUs = this.#clock.nowUs();
  }
}
