import type { Declarations } from '../trace/signal.ts';

/** Event of a comparison that only a run with a firmware under test makes. */
export const rateCheckSignals = {
  'motor.rateCheck': {
    kind: 'event',
    unit: '',
    texts: ['kept', 'not kept'],
    doc: 'The rate that a firmware under test stated was compared with the motor steps that it commanded since.',
  },
} as const satisfies Declarations;
