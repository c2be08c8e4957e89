import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';

/** Trace signals of a rig behind a wire. */
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
    doc: 'The shaft differs from its commanded position (a failure of the rig); with the pump time of the last agreement.',
  },
  { name: 'rig.event', kind: 'event', unit: '', doc: 'The board sent an event.' },
  { name: 'wire.fault', kind: 'event', unit: '', doc: 'A line fault was injected.' },
  { name: 'wire.counters', kind: 'event', unit: '', doc: 'Counters of the link over the whole run.' },
];

/** Trace signals of a run with a sensed field. */
export const sensedSignals: readonly SignalDeclaration[] = [
  { name: 'rig.fieldMt', kind: 'step', unit: 'mT', doc: "The field at the rig's own sensor." },
  {
    name: 'rig.overrunSteps',
    kind: 'step',
    unit: 'rig steps',
    doc: 'Most steps that the shaft can have made between the crossing of the field and the hold.',
  },
];
