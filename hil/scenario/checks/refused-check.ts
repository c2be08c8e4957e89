import {
  type RefusalReason,
  type RefusedField,
  refusalReasons,
  refusedFields,
} from '../../../firmware-sim/base/refusal.ts';
import { type EventRecord, isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { AcceptedCheck, RefusedCheck } from '../scenario.ts';
import { type Finding, nothing, undecided } from './measurement.ts';

/** Words for a refusal: the field that the pump refuses, or its reason. */
export const refusalWords = [...new Set([...refusedFields, ...refusalReasons])] as unknown as readonly [
  RefusedField | RefusalReason,
  ...(RefusedField | RefusalReason)[],
];

/**
 * Judges whether the pump refused an entry, by the records of the bench. If a field or a reason is named, the refusal
 * has to match it.
 */
export function judgeRefused(name: string, { entry, by }: RefusedCheck, records: readonly TraceRecord[]): Finding {
  const limits = `refused: ${by}`;
  const refusal = refusalOf(entry, records);
  if (refusal === undefined) {
    if (!hasActed(entry, records)) return undecided(name, '', limits, 'cut', 'the run ended before the entry');
    return { ...nothing(name, '', limits, 'fail', 'the pump accepted it'), value: 'accepted' };
  }
  const { field, why, says } = refusal;
  const value = `${field}, ${why}`;
  const verdict = field === by || why === by ? 'pass' : 'fail';
  return {
    name,
    value,
    unit: '',
    limits,
    margin: null,
    verdict,
    ...(verdict === 'pass' ? {} : { note: String(says) }),
  };
}

/** Judges whether the pump accepted an entry: it was carried out, and the bench recorded no refusal. */
export function judgeAccepted(name: string, { entry }: AcceptedCheck, records: readonly TraceRecord[]): Finding {
  const limits = 'accepted';
  const refusal = refusalOf(entry, records);
  if (refusal !== undefined) {
    const { field, why, says } = refusal;
    return { ...nothing(name, '', limits, 'fail', String(says)), value: `refused: ${field}, ${why}` };
  }
  if (!hasActed(entry, records)) return undecided(name, '', limits, 'cut', 'the run ended before the entry');
  return { name, value: 'accepted', unit: '', limits, margin: null, verdict: 'pass' };
}

function refusalOf(entry: string, records: readonly TraceRecord[]): EventRecord | undefined {
  return records.filter(isEvent).find(({ e, name }) => e === 'bench.refusal' && name === entry);
}

function hasActed(entry: string, records: readonly TraceRecord[]): boolean {
  return records.some((record) => isEvent(record) && record.e === 'bench.entry' && record.name === entry);
}
