import type { Capability } from '../../protocol/tables/rig-vocabulary.ts';

/** The bench that the board in TypeScript pretends to drive: geared like a small stepper, and said in CAPS, UNITS and ACCURACY. */
export const simulatedBench = {
  turnStepsNumerator: 2048,
  turnStepsDenominator: 1,
  slipQuantumSteps: 4,
  residualMilliDeg: 100,
  backlashMilliDeg: 0,
  calibrated: 1,
  stepsPerSecondMax: 500,
  segmentMsMax: 60_000,
  /** A trip ends so far below its threshold: a field that hovers there does not flutter. */
  fieldHysteresisMt: 0.5,
} as const;

/** All that it has, unless a test builds it without something. */
export const benchParts = [
  'encoder',
  'index',
  'fieldSensor',
  'release',
  'hold',
  'brake',
  'back',
  'sound',
  'trip',
  'home',
  'conf',
] as const satisfies readonly Capability[];
