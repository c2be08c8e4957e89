import type { HandlersOf } from '../../protocol/device/answer.ts';
import { type Capability, capabilities, type RigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';

/** Bench of the simulated board, geared like a small stepper, as announced in CAPS, UNITS and ACCURACY. */
export const simulatedBench = {
  turnStepsNumerator: 2048,
  turnStepsDenominator: 1,
  slipQuantumSteps: 4,
  residualMilliDeg: 100,
  backlashMilliDeg: 0,
  calibrated: 1,
  stepsPerSecondMax: 500,
  segmentMsMax: 60_000,
  /** Distance below the threshold at which a trip ends, so that a hovering field causes no series of trips. */
  fieldHysteresisMt: 0.5,
} as const;

/** Capabilities of the bench; a test may omit some. */
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

/** Announcements of the board, without the capabilities that it lacks. */
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
