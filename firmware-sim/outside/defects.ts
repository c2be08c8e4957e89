import type { Clock } from '../../protocol/clock.ts';
import { type FirmwarePort, mustHave } from '../base/firmware-port.ts';
import { failureAgeUs } from '../base/hazard.ts';
import { RandomStream } from '../base/random-stream.ts';
import type { DrugLabel } from '../base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../base/time-units.ts';
import { wholeUs } from '../base/whole-us.ts';
import type { Battery } from '../plant/battery.ts';
import type { Drive } from '../plant/drive.ts';
import type { Product } from '../products/product.ts';
import type { FailureQuantities } from '../products/quantities/failure-quantities.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import type { SupplyFault } from './supply-faults.ts';

/** Event of a defect. */
export const defectSignals = {
  'true.defect': {
    kind: 'event',
    unit: '',
    texts: [
      'rotor',
      'feedthrough shorting',
      'low battery reset',
      'reduced battery',
      'memory error',
      'over-infusion',
      'pump leak',
      'clogged filter',
      'lost propellant',
      'air',
      'shaft wear',
      'drive-gear corrosion',
      'foreign particle',
      'unknown',
    ] satisfies readonly (Defect['kind'] | RotorCause)[],
    doc: 'A defect of the pump began.',
  },
} as const satisfies Declarations;

export type RotorCause = 'shaft wear' | 'drive-gear corrosion' | 'foreign particle' | 'unknown';

/** Defect of a pump. */
export type Defect = MotorDefect | SupplyFault;

/** Defect of motor, electronics or head. */
export type MotorDefect =
  /** Seizes permanently, or sticks from time to time. */
  | { readonly kind: 'rotor'; readonly cause: RotorCause; readonly rotor: 'seized' | 'intermittent' }
  /** Many short stalls, resets, and an early replacement indicator (TGA, feedthrough shorting). */
  | { readonly kind: 'feedthrough shorting'; readonly safeState: boolean }
  | { readonly kind: 'low battery reset'; readonly safeState: boolean }
  /** Low charge of a battery whose charge is computed from use. */
  | { readonly kind: 'reduced battery'; readonly leftShare: number }
  | { readonly kind: 'memory error'; readonly class: 'critical' | 'non-critical' }
  | { readonly kind: 'over-infusion'; readonly ratio: number }
  /** A defect drawn by the shares of causes among returned pumps. */
  | { readonly kind: 'sampled' };

export interface DefectsOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly drive: Drive;
  readonly firmware: () => FirmwarePort;
  readonly battery: Battery | undefined;
  readonly quantities: FailureQuantities;
  readonly setAccuracy: (ratio: number) => void;
  readonly seed: number;
}

export interface DefectsTerms extends Omit<DefectsOptions, 'drive' | 'quantities'> {
  readonly product: Product;
  readonly rotor: Drive | undefined;
}

/** Returns the defects of a product. Undefined without published failures, which exist only for motors. */
export function defectsOf({ product, rotor, ...rest }: DefectsTerms): Defects | undefined {
  const { failures } = product;
  if (failures === undefined || rotor === undefined) return undefined;
  return new Defects({ ...rest, drive: rotor, quantities: failures });
}

const DAYS_PER_MONTH = 365.25 / 12;

/** Draws the cause of a stall by its published share among returned pumps. The remainder is unknown. */
export function drawnDefect(quantities: FailureQuantities, stream: RandomStream): MotorDefect {
  const { shaftWearRatio, shortingRatio, gearCorrosionRatio, intermittentRatio } = quantities;
  const place = stream.uniform();
  const rotor = stream.uniform() < intermittentRatio.value ? 'intermittent' : 'seized';
  const wornTo = shaftWearRatio.value;
  const shortedTo = wornTo + shortingRatio.value;
  if (place < wornTo) return { kind: 'rotor', cause: 'shaft wear', rotor };
  if (place < shortedTo) return { kind: 'feedthrough shorting', safeState: false };
  const cause = place < shortedTo + gearCorrosionRatio.value ? 'drive-gear corrosion' : 'unknown';
  return { kind: 'rotor', cause, rotor };
}

/** Throws a RangeError for a defect that this firmware cannot suffer. A reader of scenarios refuses it before the run. */
function checkPort({ kind }: MotorDefect, firmware: FirmwarePort, hasBattery: boolean): void {
  if (kind === 'feedthrough shorting' || kind === 'low battery reset') mustHave(firmware, 'lowBatteryReset');
  if (kind === 'feedthrough shorting' && !hasBattery) mustHave(firmware, 'replacementDue');
  if (kind === 'memory error') mustHave(firmware, 'alter');
}

/**
 * Applies defects to plant and firmware. Each time is drawn within a span of fixed length, so that each defect occurs.
 */
export class Defects {
  readonly #options: DefectsOptions;
  readonly #causes: RandomStream;
  readonly #sticks: RandomStream;
  readonly #shorts: RandomStream;

  constructor(options: DefectsOptions) {
    this.#options = options;
    this.#causes = new RandomStream(options.seed, 'defect cause');
    this.#sticks = new RandomStream(options.seed, 'sticking rotor');
    this.#shorts = new RandomStream(options.seed, 'short');
  }

  begin(defect: MotorDefect): void {
    if (defect.kind === 'sampled') {
      this.begin(drawnDefect(this.#options.quantities, this.#causes));
      return;
    }
    const { trace, battery, setAccuracy } = this.#options;
    const firmware = this.#options.firmware();
    checkPort(defect, firmware, battery !== undefined);
    if (defect.kind === 'reduced battery' && battery === undefined)
      throw new RangeError('defect: `reduced battery` needs a pump whose battery is computed from use');
    const { kind, ...rest } = defect;
    trace.event('true.defect', { kind, ...rest });
    if (defect.kind === 'rotor') this.#rotor(defect.rotor);
    else if (defect.kind === 'feedthrough shorting') this.#short(defect.safeState);
    else if (defect.kind === 'low battery reset') firmware.lowBatteryReset?.(defect.safeState);
    else if (defect.kind === 'reduced battery') battery?.fallTo(defect.leftShare);
    else if (defect.kind === 'memory error') firmware.alter?.(defect);
    else setAccuracy(defect.ratio);
  }

  /** Schedules a defect at an age drawn from the seed. */
  await(label: DrugLabel, ageUs: number): void {
    const { clock, quantities: q, seed } = this.#options;
    const hazard = {
      ageUs: wholeUs(q.hazardMonths.value, DAYS_PER_MONTH * US_PER_DAY),
      failedShare: (label === 'approved' ? q.hazardApprovedRatio : q.hazardUnapprovedRatio).value,
      shape: q.hazardShapeCount.value,
    };
    const dueUs = clock.nowUs() + failureAgeUs(hazard, ageUs, new RandomStream(seed, 'hazard')) - ageUs;
    if (Number.isSafeInteger(dueUs)) clock.at(Math.max(clock.nowUs(), dueUs), () => this.begin({ kind: 'sampled' }));
  }

  #rotor(rotor: 'seized' | 'intermittent'): void {
    if (rotor === 'seized') this.#options.drive.stick();
    else this.#stickNowAndThen();
  }

  #stickNowAndThen(): void {
    const { clock, drive, quantities } = this.#options;
    const spanUs = wholeUs(quantities.stickHours.value, US_PER_HOUR);
    const { stickMinutesMin, stickMinutesMax } = quantities;
    const forUs = wholeUs(this.#sticks.between(stickMinutesMin.value, stickMinutesMax.value), US_PER_MINUTE);
    const waitUs = Math.round(this.#sticks.between(0, Math.max(0, spanUs - forUs)));
    clock.at(clock.nowUs() + waitUs, () => {
      if (drive.line.periodUs !== undefined) drive.stick(forUs);
    });
    clock.at(clock.nowUs() + spanUs, () => this.#stickNowAndThen());
  }

  #short(safeState: boolean): void {
    const { clock, battery, firmware, quantities } = this.#options;
    this.#stickNowAndThen();
    this.#resetNowAndThen(safeState);
    if (battery !== undefined) battery.leak(quantities.shortLeakUa.value / 1000);
    else {
      const waitUs = Math.round(this.#shorts.between(0, wholeUs(quantities.shortEriDaysMax.value, US_PER_DAY)));
      clock.at(clock.nowUs() + waitUs, () => firmware().replacementDue?.());
    }
  }

  #resetNowAndThen(safeState: boolean): void {
    const { clock, firmware, quantities } = this.#options;
    const spanUs = wholeUs(quantities.shortResetDays.value, US_PER_DAY);
    clock.at(clock.nowUs() + Math.round(this.#shorts.between(0, spanUs)), () =>
      firmware().lowBatteryReset?.(safeState),
    );
    clock.at(clock.nowUs() + spanUs, () => this.#resetNowAndThen(safeState));
  }
}
