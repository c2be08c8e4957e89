import type { EventFields } from '../../trace/record.ts';
import type { Declarations } from '../../trace/signal.ts';

/** Event of a bolus. */
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

/** Data of a bolus record. `steps` are the planned steps. */
export interface BolusProgress {
  readonly phase: 'start' | 'end' | 'cut';
  readonly steps: number;
  readonly givenSteps: number;
}

/**
 * Returns the fields of `pump.bolus`: the planned motor steps. A cut bolus also has the steps commanded before the cut.
 */
export function bolusFields(kind: string, { phase, steps, givenSteps }: BolusProgress): EventFields {
  if (phase !== 'cut') return { phase, kind, steps };
  return { phase, kind, steps: givenSteps, plannedSteps: steps };
}
