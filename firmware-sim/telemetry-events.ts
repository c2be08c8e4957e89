import type { Endpoint } from '../protocol/endpoint.ts';
import type { TelemetryVocabulary } from '../protocol/telemetry-vocabulary.ts';
import type { AlarmCause } from './firmware/alarm-cause.ts';
import type { BolusKind } from './firmware/delivery.ts';
import type { LogEntryKind } from './firmware/event-log.ts';
import { logFields } from './telemetry-readings.ts';
import * as words from './telemetry-words.ts';
import type { EventRecord } from './trace/record.ts';

interface LogRecord {
  readonly number: number;
  readonly entry: LogEntryKind;
  readonly noticedUs?: number;
}

interface AlarmRecord {
  readonly cause: AlarmCause;
  readonly phase: 'raised' | 'cleared';
}

interface BolusRecord {
  readonly kind: BolusKind | 'periodic bolus';
  readonly phase: 'start' | 'end' | 'cut' | 'refused';
}

type Telling = (endpoint: Endpoint<TelemetryVocabulary>) => void;

const tellings: Readonly<Record<string, (record: EventRecord) => Telling | undefined>> = {
  'pump.log': (record) => {
    const { number, entry, noticedUs } = record as unknown as LogRecord;
    const fields = logFields({ number, kind: entry, atUs: noticedUs ?? record.t });
    return (endpoint) => endpoint.event('LOGGED', fields);
  },
  'pump.alarm': (record) => {
    const { cause, phase } = record as unknown as AlarmRecord;
    const fields = { cause: words.causeWord(cause), on: phase === 'raised' ? 1 : 0 };
    return (endpoint) => endpoint.event('ALARM', fields);
  },
  'pump.bolus': (record) => {
    const { kind, phase } = record as unknown as BolusRecord;
    const fields = { bolus: words.bolusWord(kind), cut: phase === 'cut' ? 1 : 0 };
    return phase === 'start' || phase === 'refused' ? undefined : (endpoint) => endpoint.event('BOLUSEND', fields);
  },
};

/** How a record of the run is told to a programmer; undefined for those that it is not told. */
export function tellingOf(record: EventRecord): Telling | undefined {
  return tellings[record.e]?.(record);
}
