import type { EventFields } from '../../trace/record.ts';

/** What the record of a bolus is made from; `steps` are those planned. */
export interface BolusProgress {
  readonly phase: 'start' | 'end' | 'cut';
  readonly steps: number;
  readonly givenSteps: number;
}

/** Fields of `pump.bolus`: the motor steps planned or, of a cut bolus, those commanded before the cut beside those planned. */
export function bolusFields(kind: string, { phase, steps, givenSteps }: BolusProgress): EventFields {
  if (phase !== 'cut') return { phase, kind, steps };
  return { phase, kind, steps: givenSteps, plannedSteps: steps };
}
