import type { LogEntry } from './firmware/event-log.ts';
import type { PumpStatus } from './firmware/pump-status.ts';
import type { Trace } from './trace/trace.ts';

/** A field that two interrogations show differently. */
interface Difference {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** What belongs to the program and is compared field by field; volumes and times run on and are not. */
function fieldsOf({ mode, rateMlPerDay, drugs, catheterMl, alarmSettings, alarms }: PumpStatus) {
  const drugTexts = drugs.map(({ name, concentrationUgPerMl }) => `${name} ${concentrationUgPerMl} ug/mL`);
  return {
    mode,
    rate: `${rateMlPerDay} mL/day`,
    drugs: drugTexts.join(', '),
    'catheter volume': `${catheterMl} mL`,
    'low reservoir': `${alarmSettings.lowReservoirMl} mL`,
    'critical alarm interval': `${alarmSettings.criticalEveryUs / 1_000_000} s`,
    'non-critical alarm interval': `${alarmSettings.nonCriticalEveryUs / 1_000_000} s`,
    alarms: alarms.join(', '),
  };
}

type ComparedField = keyof ReturnType<typeof fieldsOf>;

export const comparedFields = [
  'mode',
  'rate',
  'drugs',
  'catheter volume',
  'low reservoir',
  'critical alarm interval',
  'non-critical alarm interval',
  'alarms',
] as const satisfies readonly ComparedField[];

/** What an interrogation shows otherwise than the record made before. */
export function differencesOf(before: PumpStatus, after: PumpStatus): readonly Difference[] {
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  return comparedFields
    .filter((field) => was[field] !== is[field])
    .map((field) => ({ field, before: was[field], after: is[field] }));
}

/** Whether the log has a stall since a record was made, and a recovery after it. */
function stallSince(before: PumpStatus, log: readonly LogEntry[]): 'no stall' | 'recovered' | 'not recovered' {
  const last = before.log.at(-1)?.number ?? 0;
  const kinds = log.filter(({ number }) => number > last).map(({ kind }) => kind);
  const stall = kinds.lastIndexOf('motor stall');
  if (stall < 0) return 'no stall';
  return kinds.indexOf('motor stall recovery', stall) > stall ? 'recovered' : 'not recovered';
}

/** What a comparison with the record made before a scan finds; a second interrogation where a recovery is missing. */
export function recordScanCheck(trace: Trace, before: PumpStatus | undefined, interrogate: () => PumpStatus): void {
  const after = interrogate();
  if (before === undefined) {
    trace.event('pump.scanCheck', { state: 'no record' });
    return;
  }
  const differences = differencesOf(before, after);
  if (differences.length === 0) trace.event('pump.scanCheck', { state: 'unchanged' });
  for (const { field, before: was, after: is } of differences)
    trace.event('pump.scanCheck', { state: 'changed', name: field, before: was, after: is });
  const first = stallSince(before, after.log);
  const found = first === 'not recovered' ? stallSince(before, interrogate().log) : first;
  trace.event('pump.scanCheck', { state: found });
}
