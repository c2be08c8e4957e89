import type { SignalDeclaration } from '../firmware-sim/trace/signal.ts';

/** Trace signals of the bench itself. */
export const benchSignals: readonly SignalDeclaration[] = [
  {
    name: 'bench.failure',
    kind: 'event',
    unit: '',
    doc: 'The run ended early; with the part that failed and the reason.',
  },
];
