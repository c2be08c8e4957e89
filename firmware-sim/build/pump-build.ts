import type { Clock } from '../../protocol/clock.ts';
import type { FillingLaw } from '../base/filling-law.ts';
import { MINUTES_PER_WEEK } from '../base/flex-week.ts';
import { RandomStream } from '../base/random-stream.ts';
import type { PumpState } from '../base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../base/time-units.ts';
import { wholeUs } from '../base/whole-us.ts';
import { PPB_PER_PPM } from '../firmware/schedule/pump-calendar.ts';
import { sampledRatio } from '../plant/accuracy.ts';
import { Battery, MC_PER_MAH } from '../plant/battery.ts';
import type { Drive, DriveTrain } from '../plant/drive.ts';
import { OverInfusion } from '../plant/over-infusion.ts';
import type { Reservoir } from '../plant/reservoir.ts';
import type { Product } from '../products/product.ts';
import type { RollerQuantities } from '../products/quantities/roller-quantities.ts';
import type { Trace } from '../trace/trace.ts';
import { storedCatheterMlOf } from './catheter-build.ts';

/**
 * Returns the plant's numbers of a roller head, without their provenance. `accuracy` is true over programmed volume.
 */
export function driveTrainOf(q: RollerQuantities, accuracy = 1): DriveTrain {
  return {
    motor: {
      holdingTorqueUnm: q.holdingTorqueUnm.value,
      momentAm2: q.momentAm2.value,
      disturbFieldMt: q.disturbFieldMt.value,
    },
    head: {
      rollerCount: q.rollerCount.value,
      revolutionUl: q.revolutionUl.value * accuracy,
      rollerZoneUl: q.rollerZoneUl.value * accuracy,
      liftDeg: q.liftDeg.value,
    },
    stepsPerRevolution: q.stepsPerRevolutionCount.value,
    damageFieldMt: q.damageFieldMt.value,
    damageConeDeg: q.damageConeDeg.value,
  };
}

export interface InitialState extends PumpState {
  readonly accuracy: number;
  readonly storedCatheterMl: number;
}

/** Completes a state with the factory's defaults: full, new and exact. */
export function initialState(product: Product, seed: number, asked: Partial<PumpState> = {}): InitialState {
  const q = product.quantities;
  const accuracy =
    asked.accuracy === 'sampled'
      ? sampledRatio(new RandomStream(seed, 'accuracy'), q.accuracyMeanRatio.value, q.accuracySpreadRatio.value)
      : (asked.accuracy ?? 1);
  const state: InitialState = {
    reservoirMl: q.reservoirMl.value,
    law: 'volume',
    restartDelayUsMax: 0,
    residualInsideCapacity: false,
    alarms: {
      lowReservoirMl: q.lowReservoirMl.value,
      criticalEveryUs: wholeUs(q.criticalAlarmMinutes.value, US_PER_MINUTE),
      nonCriticalEveryUs: wholeUs(q.nonCriticalAlarmMinutes.value, US_PER_MINUTE),
    },
    ageUs: 0,
    startWeekMinutes: 0,
    singleBolusEndsStopped: false,
    storedCatheterMl: storedCatheterMlOf(product, asked.catheter),
    ...asked,
    accuracy,
  };
  check(state, product);
  return state;
}

/** Throws a RangeError for an invalid state. Scenarios are validated when read, so this is a programming error. */
function check(state: InitialState, product: Product): void {
  const capacityMl = product.quantities.reservoirMl.value;
  const { reservoirMl, accuracy, ageUs, alarms, batteryShare = 1 } = state;
  checkClock(state, product);
  if (!(batteryShare >= 0 && batteryShare <= 1))
    throw new RangeError(`pump: battery share is ${batteryShare}; allowed: 0 to 1`);
  if (!(reservoirMl >= 0 && reservoirMl <= capacityMl))
    throw new RangeError(`pump: reservoir is ${reservoirMl} mL; allowed: 0 to ${capacityMl} mL`);
  if (!(accuracy > 0 && Number.isFinite(accuracy)))
    throw new RangeError(`pump: accuracy is ${accuracy}; allowed: a finite number above 0`);
  if (!(Number.isSafeInteger(ageUs) && ageUs >= 0))
    throw new RangeError(`pump: age is ${ageUs} us; allowed: a whole number of us, 0 or more`);
  const { kneeMl, floorMl } = state.filling ?? { kneeMl: 0, floorMl: 0 };
  if (!(floorMl >= 0 && floorMl <= kneeMl && kneeMl <= capacityMl))
    throw new RangeError(
      `pump: filling knee is ${kneeMl} mL, floor ${floorMl} mL; allowed: 0 <= floor <= knee <= ${capacityMl} mL`,
    );
  for (const everyUs of [alarms.criticalEveryUs, alarms.nonCriticalEveryUs]) {
    if (!(Number.isSafeInteger(everyUs) && everyUs > 0))
      throw new RangeError(`pump: alarm interval is ${everyUs} us; allowed: a whole number of us above 0`);
  }
}

function checkClock({ startWeekMinutes, clockDriftPpb = 0 }: InitialState, { clock }: Product): void {
  if (!(Number.isSafeInteger(startWeekMinutes) && startWeekMinutes >= 0 && startWeekMinutes < MINUTES_PER_WEEK))
    throw new RangeError(
      `pump: start is minute ${startWeekMinutes} of the week; allowed: 0 to ${MINUTES_PER_WEEK - 1}`,
    );
  const driftPpbMax = (clock?.clockDriftPpmMax.value ?? 0) * PPB_PER_PPM;
  if (!(Number.isSafeInteger(clockDriftPpb) && Math.abs(clockDriftPpb) <= driftPpbMax))
    throw new RangeError(`pump: clock drift is ${clockDriftPpb} ppb; allowed: -${driftPpbMax} to ${driftPpbMax} ppb`);
}

/**
 * Returns the law by which this pump's flow falls as it runs low. Undefined if the flow is full until the reservoir is
 * empty.
 */
export function fillingOf({ filling }: Product, state: InitialState): FillingLaw | undefined {
  const ofProduct = { kneeMl: filling?.fillingKneeMl.value ?? 0, floorMl: filling?.fillingFloorMl.value ?? 0 };
  const law = state.filling ?? ofProduct;
  return law.kneeMl > 0 ? law : undefined;
}

interface BuildTerms {
  readonly product: Product;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly state: InitialState;
}

/** Returns the battery of a pump whose service life is computed from use. Undefined if it depends on age alone. */
export function batteryOf({ product, clock, trace, state }: BuildTerms): Battery | undefined {
  const { batteryShare } = state;
  if (batteryShare === undefined) return undefined;
  const q = product.battery;
  if (q === undefined) throw new RangeError(`pump: the battery of ${product.id} is not known`);
  const numbers = {
    capacityMc: q.batteryMah.value * MC_PER_MAH,
    eriMc: q.batteryEriMah.value * MC_PER_MAH,
    idleMa: q.batteryIdleUa.value / 1000,
    actuationMc: q.actuationUc.value / 1000,
    toneMa: q.toneMa.value,
    sessionMc: q.sessionMc.value,
  };
  return new Battery({ clock, trace, numbers, leftShare: batteryShare });
}

export interface OverInfusionTerms extends BuildTerms {
  readonly seed: number;
  readonly rotor: Drive | undefined;
  readonly reservoir: Reservoir;
  readonly setAccuracy: (ratio: number) => void;
}

/** Returns the watch for risks of over-infusion. Undefined unless the state asks for it. */
export function overInfusionOf(terms: OverInfusionTerms): OverInfusion | undefined {
  const { product, clock, trace, state, seed, rotor, reservoir, setAccuracy } = terms;
  const option = state.overInfusion;
  if (option === undefined) return undefined;
  const q = product.failures;
  if (q === undefined || rotor === undefined)
    throw new RangeError(`pump: the over-infusion of ${product.id} is not known`);
  return new OverInfusion({
    clock,
    trace,
    option,
    numbers: {
      standingUs: wholeUs(q.overInfusionHours.value, US_PER_HOUR),
      probability: q.overInfusionProbabilityRatio.value,
      delayUsMax: wholeUs(q.overInfusionDaysMax.value, US_PER_DAY),
      ratioMin: product.quantities.accuracyUpperRatio.value,
      ratioMax: q.overInfusionRatioMax.value,
    },
    stream: new RandomStream(seed, 'over-infusion'),
    isTurning: () => rotor.state === 'turning' && rotor.line.periodUs !== undefined,
    isEmpty: () => reservoir.isEmpty,
    setAccuracy,
  });
}
