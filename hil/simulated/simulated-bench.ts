import type { HandlersOf } from '../../protocol/device/answer.ts';
import { type Capability, capabilities, type RigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';

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
const benchParts = [
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

/** What the board announces of itself, without the parts that it lacks. */
export function announcements(lacks: readonly Capability[]): HandlersOf<RigVocabulary, 'CAPS' | 'UNITS' | 'ACCURACY'> {
  const { turnStepsNumerator, turnStepsDenominator, stepsPerSecondMax, segmentMsMax } = simulatedBench;
  const { slipQuantumSteps, residualMilliDeg, backlashMilliDeg, calibrated } = simulatedBench;
  const can = capabilities(...benchParts.filter((part) => !lacks.includes(part)));
  return {
    CAPS: () => ({ ok: true, reply: { capabilities: can, stepsPerSecondMax, segmentMsMax } }),
    UNITS: () => ({ ok: true, reply: { turnStepsNumerator, turnStepsDenominator } }),
    ACCURACY: () => ({ ok: true, reply: { slipQuantumSteps, residualMilliDeg, backlashMilliDeg, calibrated } }),
  };
}
