import type { SignalDeclaration } from '../firmware-sim/trace/signal.ts';

/** Trace signals of the bench itself. */
export const benchSignals: readonly SignalDeclaration[] = [
  { name: 'bench.begin', kind: 'event', unit: '', doc: 'The scenario began; its checks count from here.' },
  { name: 'bench.entry', kind: 'event', unit: '', doc: 'A timeline entry was carried out; with its name and kind.' },
  {
    name: 'bench.refusal',
    kind: 'event',
    unit: '',
    doc: 'The pump refused a timeline entry; with its name and the reason.',
  },
  {
    name: 'bench.study',
    kind: 'event',
    unit: 'deg',
    doc: 'A roller study ended; with its motion, outcome and reading.',
  },
  {
    name: 'bench.resolutionDeg',
    kind: 'step',
    unit: 'deg',
    doc: 'Smallest difference of a shaft angle that the rig resolves.',
  },
  {
    name: 'bench.overrunDeg',
    kind: 'step',
    unit: 'deg',
    doc: "Largest angle by which the shaft can have overrun a sensed field's crossing.",
  },
  { name: 'bench.end', kind: 'event', unit: '', doc: 'The run ended; with the board time that it took.' },
  {
    name: 'bench.failure',
    kind: 'event',
    unit: '',
    doc: 'The run ended early; with the part that failed, the reason, and the standard error of a firmware under test.',
  },
];
