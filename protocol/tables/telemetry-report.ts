import { packed } from './telemetry-fields.ts';
import type { Field } from './vocabulary.ts';

/** State of the pump at the end of every reply and event. */
export const pumpReport = [
  {
    kind: 'number',
    key: 's',
    name: 'pumpSeconds',
    min: 0,
    max: 2_000_000_000,
    decimals: 0,
    doc: 'Pump time, rounded down.',
  },
  {
    kind: 'choice',
    key: 'd',
    name: 'doing',
    choices: ['stopped', 'delivering', 'bolus', 'suspended', 'ended'],
    doc: '`suspended`: telemetry mode is latched; `ended`: end of service, permanent.',
  },
  {
    kind: 'hex',
    key: 'g',
    name: 'flags',
    digits: 2,
    bits: ['draft', 'latched', 'eri', 'stoppedMode', 'minimumMode', 'flexMode', 'periodicMode', 'patientBolus'],
    doc: 'Open draft, and the programmed modes.',
  },
  {
    kind: 'choice',
    key: 'al',
    name: 'alarm',
    choices: ['none', 'noncritical', 'critical'],
    doc: 'Class of the alarm that sounds.',
  },
  { kind: 'hex', key: 'e', name: 'eventNumber', digits: 2, doc: 'The last event emitted; 00 after a start.' },
] as const satisfies readonly Field[];

/** Name of a bit of `PumpReport.flags`. */
export type PumpFlag = (typeof pumpReport)[2]['bits'][number];

export const pumpFlags = (...on: readonly PumpFlag[]): number => packed(pumpReport[2].bits, on);
