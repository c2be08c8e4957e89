import type { SignalDeclaration } from '../firmware-sim/trace/signal.ts';

/** What the bench itself writes into a trace. */
export const benchSignals: readonly SignalDeclaration[] = [
  { name: 'bench.failure', kind: 'event', unit: '', doc: 'The run ended early; whose failure it was, and why.' },
];
