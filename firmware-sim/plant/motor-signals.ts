import type { SignalDeclaration } from '../trace/signal.ts';

/** Periods by which a step may be late before its train has ended (chosen: a busy firmware may skip one step). */
const LATE_PERIODS = 2;
/** Steps by which a recorded line may be ahead of the commands: the step that is due, and those that are late. */
export const TRAIN_AHEAD_STEPS = LATE_PERIODS + 1;

/** Steps by which a step of a train may lie beside its recorded line (chosen). */
export const KEPT_STEPS = 0.25;

/** Signals of the motor pins and of the piezo. Only a run with a firmware under test has them. */
export const motorSignals: readonly SignalDeclaration[] = [
  {
    name: 'motor.commandedSteps',
    kind: 'line',
    unit: '',
    errorMax: TRAIN_AHEAD_STEPS + 1,
    doc: 'Motor steps that the firmware under test commanded; the line is their mean, and its end shows two periods later.',
  },
  {
    name: 'motor.countedSteps',
    kind: 'step',
    unit: '',
    doc: 'Count of the motor steps that the firmware under test commanded, taken at an entry, at the boundary of a check and at the end.',
  },
  {
    name: 'motor.energised',
    kind: 'step',
    unit: '',
    doc: 'Whether the firmware under test energises the coils: 1 or 0.',
  },
  {
    name: 'motor.toneHz',
    kind: 'step',
    unit: '',
    doc: 'Frequency of the piezo in Hz, as the firmware under test sets it; 0 while it is silent.',
  },
];
