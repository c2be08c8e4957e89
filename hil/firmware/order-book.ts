import type { FirmwarePort, OrderedVolume } from '../../firmware-sim/base/firmware-port.ts';
import type { Acceptance } from '../../firmware-sim/base/refusal.ts';
import type { Program } from '../../firmware-sim/base/therapy.ts';
import type { BolusKind } from '../../firmware-sim/firmware/bolus.ts';
import { Delivery, modeSignals } from '../../firmware-sim/firmware/delivery.ts';
import { bolusSignals } from '../../firmware-sim/firmware/schedule/bolus-record.ts';
import { commandSignals } from '../../firmware-sim/firmware/schedule/commanded-line.ts';
import { deliveryLimitsOf } from '../../firmware-sim/firmware/schedule/delivery-limits.ts';
import { PumpCalendar } from '../../firmware-sim/firmware/schedule/pump-calendar.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { declarationsFor } from '../../firmware-sim/trace/signal.ts';
import { Trace } from '../../firmware-sim/trace/trace.ts';
import type { Clock } from '../../protocol/clock.ts';

export interface OrderBookOptions {
  readonly clock: Clock;
  readonly product: Product;
  readonly startWeekMinutes: number;
  /** Called after each change of the ordered course. */
  readonly onChange: () => void;
  /** Called when a defect resets the electronics. */
  readonly onReset: () => void;
}

/** A bolus that the firmware has accepted. */
export interface OrderedBolus {
  readonly kind: BolusKind;
  readonly volumeMl: number;
  readonly rateMlPerDay: number;
  readonly programAfter?: Program;
}

/**
 * What the bench has ordered and the firmware has accepted, as the course of an ideal delivery. Withheld doses count against
 * this, never against the steps that the firmware made. It answers the pump body in the place of a firmware.
 */
export class OrderBook implements FirmwarePort {
  readonly #ideal: Delivery;
  readonly #onReset: () => void;
  readonly #calendar: PumpCalendar;
  #statedMl: number | undefined;

  constructor({ clock, product, startWeekMinutes, onChange, onReset }: OrderBookOptions) {
    this.#onReset = onReset;
    this.#calendar = new PumpCalendar({ clock, startWeekMinutes, driftPpb: 0 });
    const trace = new Trace({ pumpUs: () => clock.nowUs(), boardUs: () => 0, forgets: true });
    trace.declare(declarationsFor({ ...modeSignals, ...bolusSignals, ...commandSignals }, { 'believed step': 0 }));
    this.#ideal = new Delivery({
      clock,
      trace,
      motor: { follow: () => {}, onShaft: undefined },
      limits: deliveryLimitsOf(product),
      calendar: this.#calendar,
      onLine: () => onChange(),
      onStoppedTooLong: () => {},
      onStoppedLeft: () => {},
    });
  }

  begin(): void {
    this.#ideal.begin();
  }

  /** Counts an accepted program. Returns the refusal of the ideal delivery, which the run reports. */
  program(program: Program): Acceptance {
    return this.#ideal.apply(program);
  }

  /** Counts an accepted bolus. */
  bolus({ kind, volumeMl, rateMlPerDay, programAfter }: OrderedBolus): Acceptance {
    const steps = this.#ideal.stepsOf(volumeMl);
    return this.#ideal.startBolus({ kind, steps, rateMlPerDay, programAfter });
  }

  /** Ends a bolus that the firmware reports as cut. The program goes on. */
  bolusCut(): void {
    if (this.#ideal.bolusKind !== undefined) this.#ideal.reset(false);
  }

  /** Sets the clock by which flex runs. */
  setClock(calendarUs: number): void {
    this.#calendar.set(calendarUs);
    this.#ideal.calendarSet();
  }

  /** The pump's clock as it was set, without a drift. */
  get calendar(): PumpCalendar {
    return this.#calendar;
  }

  /** The program that runs. */
  get ordersProgram(): Program {
    return this.#ideal.program;
  }

  /** Takes note of the reservoir level that the firmware states. */
  stated(calculatedMl: number): void {
    this.#statedMl = calculatedMl;
  }

  ordered(): OrderedVolume {
    const { commandedSteps, stepMl, line } = this.#ideal;
    return { volumeMl: commandedSteps * stepMl, perSecondMl: this.#ideal.perSecondMl(line) };
  }

  decideAtSteps(): number {
    return Number.POSITIVE_INFINITY;
  }

  calculatedMl(): number | undefined {
    return this.#statedMl;
  }

  /** Resets the firmware. What it does then is its own decision, so that a safe state of the model does not matter. */
  lowBatteryReset(): void {
    this.#onReset();
    this.bolusCut();
  }

  meanMlPerDay(): number {
    return this.#ideal.meanMlPerDay;
  }
}
