import type { EventFields } from '../../trace/record.ts';
import type { Declarations } from '../../trace/signal.ts';

/** What a bolus writes into the trace. */
export const bolusSignals = {
  'pump.bolus': {
    kind: 'event',
    unit: '',
    texts: [
      'start',
      'end',
      'cut',
      'refused',
      'single bolus',
      'periodic bolus',
      'patient bolus',
      'priming bolus',
      'bridge bolus',
      'roller study',
      'lockout',
      'allotment',
      'busy',
      'stopped',
      'latched',
      'ended',
      'reservoir',
    ],
    doc: 'A bolus began, ended, was cut or refused.',
  },
} as const satisfies Declarations;

/** Data of a bolus record; `steps` are the planned ones. */
export interface BolusProgress {
  readonly phase: 'start' | 'end' | 'cut';
  readonly steps: number;
  readonly givenSteps: number;
}

/** Returns the fields of `pump.bolus`: planned motor steps and, for a cut bolus, also the steps commanded before the cut. */
export function bolusFields(kind: string, { phase, steps, givenSteps }: BolusProgress): EventFields {
  if (phase !== 'cut') return { phase, kind, steps };
  return { phase, kind, steps: givenSteps, plannedSteps: steps };
}
