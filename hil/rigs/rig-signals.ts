import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';

/** What a wire rig adds to a trace. */
export const rigSignals: readonly SignalDeclaration[] = [
  {
    name: 'rig.shaftDeg',
    kind: 'step',
    unit: 'deg',
    doc: "The rig's shaft by its encoder, from the start of the run.",
  },
  {
    name: 'rig.segment',
    kind: 'event',
    unit: '',
    doc: 'A segment was played: motor steps, rig steps and board milliseconds.',
  },
  { name: 'rig.stall', kind: 'event', unit: '', doc: 'A stall mode was imposed or undone.' },
  {
    name: 'rig.disagreement',
    kind: 'event',
    unit: 'deg',
    doc: "The shaft is not where it was sent: the rig's failure, with the pump time of the last agreement.",
  },
  { name: 'rig.event', kind: 'event', unit: '', doc: 'The board spoke first.' },
  { name: 'wire.fault', kind: 'event', unit: '', doc: 'A line fault was injected.' },
  { name: 'wire.counters', kind: 'event', unit: '', doc: 'What the link counted over the whole run.' },
];

/** What a sensed field adds. */
export const sensedSignals: readonly SignalDeclaration[] = [
  { name: 'rig.fieldMt', kind: 'step', unit: 'mT', doc: "The field at the rig's own sensor." },
  {
    name: 'rig.overrunSteps',
    kind: 'step',
    unit: 'rig steps',
    doc: 'At most so many were made after the field had crossed and before the shaft was held.',
  },
];
