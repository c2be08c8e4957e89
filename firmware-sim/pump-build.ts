import { MINUTES_PER_WEEK } from './flex-week.ts';
import { sampledRatio } from './plant/accuracy.ts';
import type { DriveTrain } from './plant/drive.ts';
import type { Product } from './products/product.ts';
import type { RollerQuantities } from './products/roller-quantities.ts';
import { RandomStream } from './random-stream.ts';
import type { PumpState } from './therapy.ts';

const US_PER_MINUTE = 60_000_000;

/** The plant's numbers of a roller head, without their provenance; `accuracy` is true over programmed volume. */
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
}

/** What is not asked for is as it leaves the factory, full and exact. */
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
      criticalEveryUs: q.criticalAlarmMinutes.value * US_PER_MINUTE,
      nonCriticalEveryUs: q.nonCriticalAlarmMinutes.value * US_PER_MINUTE,
    },
    ageUs: 0,
    startWeekMinutes: 0,
    singleBolusEndsStopped: false,
    ...asked,
    accuracy,
  };
  check(state, q.reservoirMl.value);
  return state;
}

/** What a scenario may say was checked before. */
function check(state: InitialState, capacityMl: number): void {
  const { reservoirMl, accuracy, ageUs, alarms, startWeekMinutes } = state;
  if (!(Number.isSafeInteger(startWeekMinutes) && startWeekMinutes >= 0 && startWeekMinutes < MINUTES_PER_WEEK))
    throw new RangeError(`pump: minute ${startWeekMinutes} of a week`);
  if (!(reservoirMl >= 0 && reservoirMl <= capacityMl))
    throw new RangeError(`pump: ${reservoirMl} mL in ${capacityMl} mL`);
  if (!(accuracy > 0 && Number.isFinite(accuracy))) throw new RangeError(`pump: ${accuracy} is no accuracy`);
  if (!(Number.isSafeInteger(ageUs) && ageUs >= 0)) throw new RangeError(`pump: ${ageUs} us is no age`);
  for (const everyUs of [alarms.criticalEveryUs, alarms.nonCriticalEveryUs]) {
    if (!(Number.isSafeInteger(everyUs) && everyUs > 0)) throw new RangeError(`pump: an alarm every ${everyUs} us`);
  }
}
