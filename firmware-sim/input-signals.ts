import type { Declarations } from './trace/signal.ts';

/** Signals and events of inputs from people, and of facts that only the whole pump knows. */
export const inputSignals = {
  'in.program': { kind: 'event', unit: '', doc: 'A programmer changed the program.' },
  'in.interrogate': { kind: 'event', unit: '', doc: 'A programmer interrogated the pump.' },
  'in.valveReset': { kind: 'event', unit: '', doc: 'A clinician reset the flow-activated valve.' },
  'in.alarmTest': { kind: 'event', unit: '', doc: 'A programmer requested an alarm test.' },
  'in.alarmSilence': { kind: 'event', unit: '', doc: 'A programmer silenced the standing alarms.' },
  'in.powerOff': {
    kind: 'event',
    unit: '',
    doc: 'The power of a firmware under test will fail within a later write of its memory.',
  },
  'pump.silence': { kind: 'event', unit: '', texts: [], doc: 'Alarm causes that stand and no longer sound.' },
  'true.undeliveredMl': {
    kind: 'line',
    unit: 'mL',
    error: 'undelivered',
    errorSources: { 'pump.programmedMl': 1, 'true.deliveredMl': -1 },
    doc: 'Programmed minus delivered volume since the start, including volume withheld by a latched telemetry mode.',
  },
} as const satisfies Declarations;
