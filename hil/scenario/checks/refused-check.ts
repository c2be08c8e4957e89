import {
  type RefusalReason,
  type RefusedField,
  refusalReasons,
  refusedFields,
} from '../../../firmware-sim/base/refusal.ts';
import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { RefusedCheck } from '../scenario.ts';
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
  const refusal = records.find((record) => isEvent(record) && record.e === 'bench.refusal' && record.name === entry);
  if (refusal === undefined || !isEvent(refusal)) {
    const acted = records.some((record) => isEvent(record) && record.e === 'bench.entry' && record.name === entry);
    if (!acted) return undecided(name, '', limits, 'cut', 'the run ended before the entry');
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
