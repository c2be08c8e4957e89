import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';

/** Largest file that the page reads. A trace of ten pump-years has 40 MB. */
export const FILE_BYTES_MAX = 100_000_000;
const TRACE_SCHEMA = 'rollerloop/trace/2';

/** What a file is that was dropped on the page. */
export type DroppedFile =
  | { readonly kind: 'scenario'; readonly file: string; readonly text: string }
  | { readonly kind: 'pump'; readonly file: string; readonly text: string }
  | ({ readonly kind: 'trace' } & DroppedTrace)
  | { readonly kind: 'unknown'; readonly says: string };

/** A kept trace. `isCut` if its last line is missing: then its run ended early, or the file was copied in part. */
export interface DroppedTrace {
  readonly scenario: string;
  readonly scenarioText: string;
  readonly product: string;
  readonly seed: number;
  readonly records: readonly TraceRecord[];
  readonly fingerprint: string;
  /** Lines of the pump's records, over which the fingerprint is made. */
  readonly pumpLines: string;
  readonly isCut: boolean;
}

/** Tells by its name and its first line what a file is. Never throws. */
export function droppedFile(file: string, text: string): DroppedFile {
  if (/\.ya?ml$/i.test(file)) return { kind: 'scenario', file, text };
  const first = objectIn(text.slice(0, text.indexOf('\n') + 1 || text.length));
  if (first?.trace === 'rollerloop') return droppedTrace(file, first, text);
  if (/\.json$/i.test(file)) return { kind: 'pump', file, text };
  const allowed = 'a scenario (.yaml), a pump file (.json) or a trace (.ndjson)';
  return { kind: 'unknown', says: `"${file}" is none of the files that the page reads; allowed: ${allowed}.` };
}

function droppedTrace(file: string, head: Readonly<Record<string, unknown>>, text: string): DroppedFile {
  if (head.schema !== TRACE_SCHEMA) {
    const found = JSON.stringify(head.schema ?? null);
    return { kind: 'unknown', says: `"${file}" is a trace of schema ${found}; this page reads "${TRACE_SCHEMA}".` };
  }
  const read = linesOf(text);
  if (read.wrongLine !== undefined)
    return { kind: 'unknown', says: `"${file}":${read.wrongLine}: the line is no record of a trace. Copy it again.` };
  const end = read.values.find((value) => value.end === 'rollerloop trace');
  return {
    kind: 'trace',
    scenario: String(head.scenario),
    scenarioText: String(head.scenarioText ?? ''),
    product: String(head.product),
    seed: Number(head.seed ?? 1),
    records: read.values.filter((value) => value !== end) as unknown as readonly TraceRecord[],
    fingerprint: String(end?.fingerprint ?? ''),
    pumpLines: read.pumpLines,
    isCut: end === undefined,
  };
}

interface Lines {
  readonly values: readonly Readonly<Record<string, unknown>>[];
  /** Number of the first line that is no record; the last line may be cut. */
  readonly wrongLine: number | undefined;
  readonly pumpLines: string;
}

/** Reads the lines of a trace after its head. */
function linesOf(text: string): Lines {
  const lines = text.split('\n').slice(1);
  const values = lines.map((line) => (line === '' ? undefined : objectIn(line)));
  const wrong = lines.findIndex((line, index) => line !== '' && !isRecord(values[index]) && index < lines.length - 1);
  return {
    values: values.filter((value) => value !== undefined && isRecord(value)).map((value) => value ?? {}),
    wrongLine: wrong < 0 ? undefined : wrong + 2,
    pumpLines: lines.map((line, index) => (isOfPump(values[index]) ? `${line}\n` : '')).join(''),
  };
}

function isOfPump(value: Readonly<Record<string, unknown>> | undefined): boolean {
  return /^(in|true|pump)\./.test(String(value?.s ?? value?.e ?? ''));
}

function isRecord(value: Readonly<Record<string, unknown>> | undefined): boolean {
  return value !== undefined && (typeof value.t === 'number' || typeof value.end === 'string');
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
