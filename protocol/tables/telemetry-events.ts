import { alarmCauses, boluses, logKind, logNumber, stamp, volume } from './telemetry-fields.ts';
import type { EventRow } from './vocabulary.ts';

/** Events that the pump reports unasked. */
export const telemetryEvents = {
  LOGGED: { doc: 'The pump added an entry to its log.', fields: [logNumber, stamp, logKind] },
  ALARM: {
    doc: 'A cause of alarm was raised (1) or cleared (0).',
    fields: [
      { kind: 'choice', key: 'cause', name: 'cause', choices: alarmCauses },
      { kind: 'number', key: 'on', name: 'on', min: 0, max: 1, decimals: 0 },
    ],
  },
  BOLUSEND: {
    doc: 'A bolus is over; `cut=1`: it was cut.',
    fields: [
      { kind: 'choice', key: 'b', name: 'bolus', choices: boluses },
      { kind: 'number', key: 'cut', name: 'cut', min: 0, max: 1, decimals: 0 },
      { ...volume, name: 'givenMl', doc: 'Commanded volume, in whole motor steps.' },
    ],
  },
} as const satisfies Readonly<Record<string, EventRow>>;
