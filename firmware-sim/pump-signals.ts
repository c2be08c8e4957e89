import type { PumpState } from './base/therapy.ts';
import { believedStepMlOf, deliveryErrorMlOf, rippleMlOf, trainAheadMlOf } from './build/pulse-volume.ts';
import { driveTrainOf } from './build/pump-build.ts';
import { alarmSignals } from './firmware/alarms.ts';
import { clockSettingSignals } from './firmware/clock-setting.ts';
import { modeSignals } from './firmware/delivery.ts';
import { logSignals } from './firmware/event-log.ts';
import { interrogationSignals } from './firmware/interrogation.ts';
import { calculatedReservoirSignals } from './firmware/reservoir-calculator.ts';
import { bolusSignals } from './firmware/schedule/bolus-record.ts';
import { commandSignals } from './firmware/schedule/commanded-line.ts';
import { inputSignals } from './input-signals.ts';
import { bolusOrderSignals } from './outside/bolus-orders.ts';
import { catheterDeclarations } from './outside/catheter-signals.ts';
import { clockSignals, localTimeSignals } from './outside/clocks.ts';
import { defectSignals } from './outside/defects.ts';
import { fieldSignals } from './outside/environment.ts';
import { rateCheckSignals } from './outside/rate-check.ts';
import { refillSignals } from './outside/reservoir-port.ts';
import { rollerStudySignals } from './outside/roller-study.ts';
import { scanCheckSignals } from './outside/scan-check.ts';
import { supplySignals } from './outside/supply.ts';
import { batterySignals } from './plant/battery.ts';
import { rotorSignals } from './plant/drive.ts';
import { TRAIN_AHEAD_STEPS } from './plant/motor-signals.ts';
import { overInfusionSignals } from './plant/over-infusion.ts';
import { reservoirSignals } from './plant/reservoir.ts';
import { valveSignals } from './plant/valves.ts';
import { type Product, rollersOf } from './products/product.ts';
import { type Declarations, declarationsFor, type Pulse, type SignalDeclaration, type Sizes } from './trace/signal.ts';

/** Signals that every pump writes. */
const everyPump: Declarations = {
  ...inputSignals,
  ...bolusOrderSignals,
  ...rollerStudySignals,
  ...fieldSignals,
  ...clockSignals,
  ...refillSignals,
  ...scanCheckSignals,
  ...defectSignals,
  ...reservoirSignals,
  ...supplySignals,
  ...commandSignals,
  ...calculatedReservoirSignals,
  ...modeSignals,
  ...alarmSignals,
  ...interrogationSignals,
  ...bolusSignals,
  ...clockSettingSignals,
  ...logSignals,
};

/** All signals of pumps, including those that only some pumps or runs write. Scenarios take their names from here. */
export const allSignals: Declarations = {
  ...rotorSignals,
  ...valveSignals,
  ...everyPump,
  ...batterySignals,
  ...localTimeSignals,
  ...overInfusionSignals,
  ...rateCheckSignals,
  ...catheterDeclarations,
};

/**
 * Returns the signals of a pump. `accuracy` is true over programmed volume. `softErrorMl` is the error that back
 * pressure adds.
 */
export function pumpSignals(product: Product, accuracy: number, softErrorMl = 0): readonly SignalDeclaration[] {
  const believedStepMl = believedStepMlOf(product);
  const delivered = deliveryErrorMlOf(product, accuracy, softErrorMl);
  const undelivered = Math.max(delivered, 2 * rippleMlOf(product, accuracy) + believedStepMl);
  const sizes = { delivered, undelivered, 'believed step': believedStepMl };
  const pulse = pulseOf(product);
  const declared = declarationsFor(everyPump, sizes).map((signal) =>
    pulse !== undefined && signal.name === 'true.deliveredMl' ? { ...signal, pulse } : signal,
  );
  return [...partSignals(product), ...declared];
}

/**
 * Returns declarations with the errors of a foreign firmware. Its steps are known only when it makes them, so that a line
 * may run ahead of them.
 */
export function withTrainErrors(
  declared: readonly SignalDeclaration[],
  product: Product,
  accuracy: number,
): readonly SignalDeclaration[] {
  const rollers = rollersOf(product);
  if (rollers === undefined) return declared;
  const aheadMl = trainAheadMlOf(product, accuracy);
  const aheadDeg = (TRAIN_AHEAD_STEPS * 360) / rollers.stepsPerRevolutionCount.value;
  const ahead: Readonly<Record<string, number>> = {
    'true.rotorDeg': aheadDeg,
    'true.deliveredMl': aheadMl,
    'true.reservoirMl': aheadMl,
    'true.undeliveredMl': aheadMl,
  };
  return declared.map((signal) => {
    const more = ahead[signal.name];
    if (more === undefined) return signal;
    const errorMax = (signal.errorMax ?? 0) + more;
    return signal.name === 'true.undeliveredMl' ? orderedErrors(signal, errorMax, product) : { ...signal, errorMax };
  });
}

/** The orders have no record of their own. They grow in the steps of an ideal delivery, also while the difference is level. */
function orderedErrors(signal: SignalDeclaration, errorMax: number, product: Product): SignalDeclaration {
  const stepMl = believedStepMlOf(product);
  const errorSources = { 'true.deliveredMl': -1 } as const;
  return { ...signal, errorMax, errorSources, computedErrorMax: stepMl, restErrorMax: stepMl };
}

/** Returns the pulse of a product's metered volume. Its scale is the slope of the recorded line. */
function pulseOf({ drive }: Product): Pulse | undefined {
  if (drive.kind === 'throttle') return undefined;
  if (drive.kind === 'valves') return { by: 'valves' };
  return { by: 'rollers', ...driveTrainOf(drive.quantities).head };
}

/** Returns the signals that a run writes only if its state asks for them. */
export function lifeSignals(state: PumpState): readonly SignalDeclaration[] {
  return [
    ...(state.batteryShare === undefined ? [] : declarationsFor(batterySignals)),
    ...(state.followsLocalTime ? declarationsFor(localTimeSignals) : []),
    ...(state.overInfusion === undefined ? [] : declarationsFor(overInfusionSignals)),
  ];
}

/** Returns the signals of parts that only some products have. */
function partSignals({ drive }: Product): readonly SignalDeclaration[] {
  if (drive.kind === 'valves') return declarationsFor(valveSignals);
  if (drive.kind === 'throttle') return [];
  const sizes: Sizes = { 'rotor step': 360 / drive.quantities.stepsPerRevolutionCount.value };
  return declarationsFor(rotorSignals, sizes);
}
