import type { Endpoint } from '../../protocol/device/endpoint.ts';
import type { TelemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import type { AlarmCause } from '../base/alarm-cause.ts';
import type { BolusKind } from '../firmware/bolus.ts';
import type { Pump } from '../pump.ts';
import type { EventRecord } from '../trace/record.ts';
import * as words from './telemetry-fields.ts';
import { logFields } from './telemetry-readings.ts';

interface AlarmRecord {
  readonly cause: AlarmCause;
  readonly phase: 'raised' | 'cleared';
}

interface BolusRecord {
  readonly kind: BolusKind | 'periodic bolus';
  readonly phase: 'start' | 'end' | 'cut' | 'refused';
  readonly steps: number;
}

type Telling = (endpoint: Endpoint<TelemetryVocabulary>) => void;

const tellings: Readonly<Record<string, (record: EventRecord, pump: Pump) => Telling | undefined>> = {
  'pump.log': ({ number }, pump) => {
    const entry = pump.log.entries.findLast((one) => one.number === number);
    if (entry === undefined) return undefined;
    const fields = logFields(entry);
    return (endpoint) => endpoint.event('LOGGED', fields);
  },
  'pump.alarm': (record) => {
    const { cause, phase } = record as unknown as AlarmRecord;
    const fields = { cause: words.causeWord(cause), on: phase === 'raised' ? 1 : 0 };
    return (endpoint) => endpoint.event('ALARM', fields);
  },
  'pump.bolus': (record, pump) => {
    const { kind, phase, steps } = record as unknown as BolusRecord;
    const givenMl = steps * pump.delivery.stepMl;
    const fields = { bolus: words.bolusWord(kind), cut: phase === 'cut' ? 1 : 0, givenMl };
    return phase === 'start' || phase === 'refused' ? undefined : (endpoint) => endpoint.event('BOLUSEND', fields);
  },
};

/** Returns the wire event for a record of the run. Undefined for records that a programmer does not receive. */
export function tellingOf(record: EventRecord, pump: Pump): Telling | undefined {
  return tellings[record.e]?.(record, pump);
}
