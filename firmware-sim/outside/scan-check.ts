import { US_PER_SECOND } from '../base/time-units.ts';
import type { LogEntry } from '../firmware/event-log.ts';
import type { PumpStatus } from '../firmware/pump-status.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';

/** A field that differs between two interrogations. */
interface Difference {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

type Shown = (status: PumpStatus) => string;

const asText = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));

/**
 * Fields of the program that are compared. Volumes and times change by themselves, so they are left out. The rate of a
 * schedule changes by itself, so the schedule is compared instead of the present rate.
 */
const compared = {
  mode: ({ mode }) => mode,
  rate: ({ program, rateMlPerDay }) => (program.flex === undefined ? `${rateMlPerDay} mL/day` : 'by its schedule'),
  flex: ({ program }) => asText(program.flex),
  'periodic bolus': ({ program }) => asText(program.periodicBolus),
  'patient bolus': ({ patientBolus }) => asText(patientBolus?.setting),
  drugs: ({ drugs }) =>
    drugs.map(({ name, concentrationUgPerMl }) => `${name} ${concentrationUgPerMl} ug/mL`).join(', '),
  'catheter volume': ({ catheterMl }) => `${catheterMl} mL`,
  'low reservoir': ({ alarmSettings }) => `${alarmSettings.lowReservoirMl} mL`,
  'critical alarm interval': ({ alarmSettings }) => `${alarmSettings.criticalEveryUs / US_PER_SECOND} s`,
  'non-critical alarm interval': ({ alarmSettings }) => `${alarmSettings.nonCriticalEveryUs / US_PER_SECOND} s`,
  alarms: ({ alarms }) => alarms.join(', '),
} as const satisfies Readonly<Record<string, Shown>>;

export const comparedFields = Object.keys(compared) as readonly (keyof typeof compared)[];

/** Event of a comparison after a scan. */
export const scanCheckSignals = {
  'in.scanCheck': {
    kind: 'event',
    unit: '',
    doc: 'A clinician compared the pump with the record made before the scan.',
  },
  'pump.scanCheck': {
    kind: 'event',
    unit: '',
    texts: ['no record', 'unchanged', 'changed', 'no stall', 'recovered', 'not recovered', ...comparedFields],
    doc: 'Result of the comparison with the record made before the scan.',
  },
} as const satisfies Declarations;

/** Returns the fields of an interrogation that differ from the earlier record. */
export function differencesOf(before: PumpStatus, after: PumpStatus): readonly Difference[] {
  return comparedFields
    .map((field) => ({ field, before: compared[field](before), after: compared[field](after) }))
    .filter((difference) => difference.before !== difference.after);
}

/** Returns whether the log has a stall since a record was made, and a recovery after it. */
export function stallSince(
  before: { readonly log: readonly Pick<LogEntry, 'number'>[] },
  log: readonly Pick<LogEntry, 'number' | 'kind'>[],
): 'no stall' | 'recovered' | 'not recovered' {
  const last = before.log.at(-1)?.number ?? 0;
  const kinds = log.filter(({ number }) => number > last).map(({ kind }) => kind);
  const stall = kinds.lastIndexOf('motor stall');
  if (stall < 0) return 'no stall';
  return kinds.indexOf('motor stall recovery', stall) > stall ? 'recovered' : 'not recovered';
}

/**
 * Records the comparison with the record from before a scan. If a recovery is missing, it interrogates a second time.
 */
function recordScanCheck(trace: Trace, before: PumpStatus | undefined, interrogate: () => PumpStatus): void {
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

/** Interrogations around a scan: the latest one, and the latest before a field came. */
export class ScanRecords {
  #latest: PumpStatus | undefined;
  #beforeScan: PumpStatus | undefined;

  /** Keeps an interrogation, and returns it. */
  keep(status: PumpStatus): PumpStatus {
    this.#latest = status;
    return status;
  }

  /** Makes the latest interrogation the record from before the scan that begins now. */
  scanBegins(): void {
    this.#beforeScan = this.#latest;
  }

  /** Interrogates, and records how each field compares with the record from before the scan. */
  check(trace: Trace, interrogate: () => PumpStatus): void {
    trace.event('in.scanCheck');
    recordScanCheck(trace, this.#beforeScan, interrogate);
  }
}
