import { type Acceptance, accepted, type RefusedField, refused } from '../../../firmware-sim/base/refusal.ts';
import { fieldNamed, reasonNamed } from '../../../firmware-sim/telemetry/telemetry-refusals.ts';
import type { LinkResult } from '../../../protocol/host/link.ts';
import type { RefusalWord, RefusedWord } from '../../../protocol/tables/telemetry-refusals.ts';
import { HilError } from '../../base/hil-error.ts';

const LIMITS: Readonly<Record<string, string>> = {
  latched: 'no change while telemetry mode is latched: interrogate first',
  busy: 'no other bolus while one runs',
  stopped: 'no bolus while the pump is stopped',
  lockout: 'no bolus before the lockout is over',
  allotment: 'no bolus before the allotment allows it',
  ended: 'nothing after the end of service',
};

/**
 * Returns the answer of a firmware to an order: `asked` is the refused field and its value in words. The wire names only
 * field and reason, so the limit is one in words.
 */
export function answerOf(
  result: LinkResult<unknown, unknown>,
  asked: { readonly field: RefusedField; readonly value: string },
): Acceptance {
  if (result.ok) return accepted;
  if (result.why === 'restarted' || result.why === 'no answer')
    return refused(asked.field, asked.value, 'an order during which the firmware keeps its power', 'missing');
  if (result.why !== 'refused') throw new Error(`firmware answers: ${result.why} is no answer`);
  const { error, fields } = result;
  if (error === 'CHECKSUM')
    return refused('program', 'the checksum of another program', 'the checksum of the draft', 'order');
  if (error === 'NODRAFT') return refused('program', 'no draft', 'a draft to confirm', 'missing');
  if (error !== 'REFUSED')
    return refused(asked.field, asked.value, `what the firmware answers without ${error}`, 'range');
  const why = reasonNamed(fields.why as RefusalWord);
  const word = fields.field as RefusedWord;
  // One word of the wire may stand for several fields; the order itself knows which one was meant.
  const named = fieldNamed(word);
  const field = named === 'program' || word === 'refill' || word === 'flex' ? asked.field : named;
  return refused(field, asked.value, LIMITS[why] ?? 'what the firmware accepts', why);
}

/** Arguments of the wire, and the fields of a refusal that they mean. */
const FIELD_OF_ARGUMENT: Readonly<Record<string, RefusedField>> = {
  durationSeconds: 'bolus duration',
  everyMinutes: 'bolus interval',
  lockoutMinutes: 'lockout',
  allottedCount: 'allotment',
  rateMlPerDay: 'rate',
  lowReservoirMl: 'low reservoir',
  criticalEverySeconds: 'critical alarm interval',
  nonCriticalEverySeconds: 'non-critical alarm interval',
  catheterMl: 'catheter volume',
};

/**
 * Returns the refusal of a value that the telemetry table cannot carry. The programmer refuses it, and the firmware never sees
 * it. Throws any other error again.
 */
export function refusalByTable(error: unknown, field: RefusedField): Acceptance {
  const told = error instanceof HilError && error.code === 'OUT_OF_TABLE' ? (error.cause as RangeError).message : '';
  const [, argument = '', value = '', limit = ''] = /^(\w+): (.+) is not within (.+)$/.exec(told) ?? [];
  if (argument === '') throw error;
  return refused(FIELD_OF_ARGUMENT[argument] ?? field, value, `${limit}, the limits of the telemetry table`, 'range');
}
