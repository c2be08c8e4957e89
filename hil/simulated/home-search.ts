import type { Answer } from '../../protocol/device/answer.ts';
import { rigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import { simulatedBench } from './simulated-bench.ts';

/** Steps of one turn of the output shaft. */
export const TURN_STEPS = simulatedBench.turnStepsNumerator / simulatedBench.turnStepsDenominator;
const COUNTER_STEPS_MAX = rigVocabulary.report[0].max;

/** Start of a search for the index, and the time that a whole turn may take. */
export interface SearchStart {
  readonly shaftSteps: number;
  readonly counterSteps: number;
  readonly durationMs: number;
}

/** Segment that turns forward to the zero of the encoder, at the rate of a whole turn in `durationMs`, or a refusal. */
export function homeSearch({ shaftSteps, counterSteps, durationMs }: SearchStart): Answer<{
  readonly fromSteps: number;
  readonly toSteps: number;
  readonly durationMs: number;
}> {
  const { stepsPerSecondMax } = simulatedBench;
  if (TURN_STEPS * 1000 > durationMs * stepsPerSecondMax)
    return { ok: false, error: 'TOOFAST', fields: { stepsPerSecondMax } };
  const aheadSteps = Math.ceil(TURN_STEPS * Math.ceil(shaftSteps / TURN_STEPS) - shaftSteps);
  const toSteps = counterSteps + aheadSteps;
  // The wire cannot express a larger counter. The host has to send ZERO first.
  if (toSteps > COUNTER_STEPS_MAX) return { ok: false, error: 'RANGE', fields: { argumentIndex: 0 } };
  const searchMs = Math.max(1, Math.ceil((durationMs * aheadSteps) / TURN_STEPS));
  return { ok: true, reply: { fromSteps: counterSteps, toSteps, durationMs: searchMs } };
}
