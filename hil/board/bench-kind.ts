import type { Nonlinearity } from './as5600.ts';
import { CompassMotor } from './compass-motor.ts';
import type { Motor } from './motor.ts';
import { Stepper } from './stepper.ts';

/** Kind of bench: the driver, motor, gear, brake and sensors that are wired to the board. */
export interface BenchKind {
  readonly name: string;
  /** Description for headers and reports. */
  readonly says: string;
  readonly drive: 'four wire' | 'step dir';
  /** Microsteps per full step; 1 for a driver with four wires. */
  readonly microsteps: number;
  /** Steps of the board for one turn of the output shaft, as a fraction. */
  readonly turnSteps: { readonly numerator: number; readonly denominator: number };
  readonly backlashDeg: number;
  readonly nonlinearity: Nonlinearity;
  /** Mounting angle of the encoder's magnet on the shaft. */
  readonly mountedDeg: number;
  /** Shaft angle at which the index magnet passes its sensor. */
  readonly indexDeg: number;
  readonly stepsPerSecondMax: number;
  readonly brake: 'none' | 'level' | 'servo';
  /** Encoder error after calibration, as stored in EEPROM. */
  readonly residualMilliDeg: number;
  readonly motor: () => Motor;
}

const offCentre: Nonlinearity = { firstDeg: 0.8, firstPhaseDeg: 40, secondDeg: 0.25, secondPhaseDeg: 110 };

/** Bench for about 15 euros: a 28BYJ-48 behind a ULN2003. Its gear is 25792/405 to one, not 64, and has play. */
export const uln2003Bench: BenchKind = {
  name: '28byj48',
  says: '28BYJ-48 behind a ULN2003, full steps with two coils',
  drive: 'four wire',
  microsteps: 1,
  turnSteps: { numerator: 9_078_784, denominator: 4455 },
  backlashDeg: 1,
  nonlinearity: offCentre,
  mountedDeg: 77,
  indexDeg: 30,
  stepsPerSecondMax: 500,
  brake: 'none',
  residualMilliDeg: 150,
  motor: () => new Stepper({ holdingTorqueUnm: 536, frictionUnm: 45, detentUnm: 54, noLoadStepsPerSecond: 1000 }),
};

/** Bench for about 60 euros: a NEMA17 on an A4988 at half steps, a planetary gear 3969/289 to one (15 arc minutes of play), a magnetic brake. */
export const stepDirBench: BenchKind = {
  name: 'nema17',
  says: 'NEMA17 with a 13.73:1 gear behind an A4988, half steps',
  drive: 'step dir',
  microsteps: 2,
  turnSteps: { numerator: 1_587_600, denominator: 289 },
  backlashDeg: 0.25,
  nonlinearity: { firstDeg: 0.5, firstPhaseDeg: 200, secondDeg: 0.15, secondPhaseDeg: 20 },
  mountedDeg: 191,
  indexDeg: 90,
  stepsPerSecondMax: 2000,
  brake: 'level',
  residualMilliDeg: 150,
  motor: () =>
    new Stepper({ holdingTorqueUnm: 400_000, frictionUnm: 20_000, detentUnm: 18_000, noLoadStepsPerSecond: 3000 }),
};

/** Bench with a diametric magnet between crossed coils on a long gear: the only motor here that a field can stall. */
export const compassBench: BenchKind = {
  name: 'compass',
  says: 'two-pole magnet between crossed coils behind a ULN2003, 120:1 gear',
  drive: 'four wire',
  microsteps: 1,
  turnSteps: { numerator: 480, denominator: 1 },
  backlashDeg: 0,
  nonlinearity: offCentre,
  mountedDeg: 12,
  indexDeg: 30,
  stepsPerSecondMax: 200,
  brake: 'none',
  residualMilliDeg: 150,
  motor: () => new CompassMotor({ holdingTorqueUnm: 10, momentAm2: 2.5e-3, disturbFieldMt: 1.5 }, 3000),
};

/** The second bench with a servo that clamps its shaft. Servo pulses and steps then share one timer of the board. */
export const servoBench: BenchKind = {
  ...stepDirBench,
  name: 'servo',
  says: `${stepDirBench.says}, and a clamp on a servo`,
  brake: 'servo',
};

export const benchKinds: readonly BenchKind[] = [uln2003Bench, stepDirBench, compassBench, servoBench];
