import type { Dimension } from './units.ts';

/** A recorded quantity that an expectation may name; `unit` is the one of the trace. */
export interface SignalName {
  readonly dimension: Extract<Dimension, 'angle' | 'volume' | 'rate'>;
  readonly unit: string;
}

/** What an expectation may name, besides entries of its own timeline. */
export const signals = {
  'true.rotorDeg': { dimension: 'angle', unit: 'deg' },
  'true.deliveredMl': { dimension: 'volume', unit: 'mL' },
  'true.reservoirMl': { dimension: 'volume', unit: 'mL' },
  'true.undeliveredMl': { dimension: 'volume', unit: 'mL' },
  'pump.programmedMl': { dimension: 'volume', unit: 'mL' },
  'pump.reservoirMl': { dimension: 'volume', unit: 'mL' },
  'pump.rateMlPerDay': { dimension: 'rate', unit: 'mL/day' },
} as const satisfies Readonly<Record<string, SignalName>>;

/** Reasons for an alarm, as the alarm names them. */
const alarmCauses = [
  'motor stall',
  'pump stopped over 48 h',
  'empty reservoir',
  'end of service',
  'critical memory error',
  'low reservoir',
  'elective replacement indicator',
  'non-critical memory error',
] as const;

/** Events that a pattern may name, each with the texts that may follow it; without any, the event stands alone. */
export const events: Readonly<Record<string, readonly string[]>> = {
  'pump.log': [
    'motor stall',
    'motor stall recovery',
    'pump stopped over 48 h',
    'low reservoir',
    'empty reservoir',
    'elective replacement indicator',
    'end of service',
    'memory error',
    'telemetry mode',
    'refill',
    'program change',
  ],
  'pump.alarm': ['critical', 'non-critical', 'cleared', ...alarmCauses],
  'pump.bolus': ['start', 'end', 'cut'],
  'pump.interrogation': [],
  'pump.mode': ['simple continuous', 'minimum rate', 'stopped', 'telemetry'],
  'true.rotor': ['turning', 'held', 'losing', 'bound', 'seized'],
  'true.reservoir': ['empty', 'filled'],
};

/** Products by name, with the volume that a full reservoir holds (Medtronic Germany, specification table). */
export const productReservoirMl: Readonly<Record<string, number>> = {
  'synchromed-ii': 20,
  'synchromed-ii-40': 40,
};
