import { HilError } from '../../base/hil-error.ts';
import type { RanFacts } from '../../scenario/outcome.ts';
import type { RunJob, RunPlan } from './one-run.ts';
import type { Judged, RunEnd } from './scenario-series.ts';

/** Message that the parent sends to a worker. */
export type ToWorker =
  | { readonly kind: 'plan'; readonly plan: RunPlan }
  | { readonly kind: 'run'; readonly index: number; readonly job: RunJob }
  | { readonly kind: 'interrupt'; readonly reason: PackedFailure };

/** Message that a worker sends when a run has ended. */
export interface FromWorker {
  readonly index: number;
  readonly end: PackedEnd;
}

interface PackedFiles {
  readonly ran: RanFacts | undefined;
  readonly unwritten: readonly PackedFailure[];
}

/** A `RunEnd` as plain data, or the text of a bug of this program. */
export type PackedEnd =
  | (PackedFiles & { readonly kind: 'judged'; readonly judged: Judged })
  | (PackedFiles & { readonly kind: 'failed'; readonly failure: PackedFailure })
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string };

type PackedFailure = Pick<HilError, 'code' | 'fault' | 'message' | 'hint' | 'lastLines' | 'stderrLines'>;

export function packedFailure({ code, fault, message, hint, lastLines, stderrLines }: HilError): PackedFailure {
  return { code, fault, message, hint, lastLines, stderrLines };
}

export function unpackedFailure({ code, fault, message, hint, lastLines, stderrLines }: PackedFailure): HilError {
  return new HilError(code, fault, message, { lastLines, stderrLines, ...(hint === undefined ? {} : { hint }) });
}

export function packedEnd(end: RunEnd): PackedEnd {
  const files = { ran: end.ran, unwritten: (end.unwritten ?? []).map(packedFailure) };
  if ('failure' in end) return { kind: 'failed', failure: packedFailure(end.failure), ...files };
  return { kind: 'judged', judged: { result: end.result, sensitivity: end.sensitivity }, ...files };
}

export function packedBug(error: unknown): PackedEnd {
  const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'bug', message, stack };
}

/** Returns the end of a run. If the worker met a bug, it throws that bug. */
export function unpackedEnd(packed: PackedEnd): RunEnd {
  if (packed.kind === 'bug') throw Object.assign(new Error(packed.message), { stack: packed.stack });
  const files = {
    ...(packed.ran === undefined ? {} : { ran: packed.ran }),
    unwritten: packed.unwritten.map(unpackedFailure),
  };
  if (packed.kind === 'judged') return { ...packed.judged, ...files };
  return { failure: unpackedFailure(packed.failure), ...files };
}
