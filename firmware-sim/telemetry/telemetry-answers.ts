import type { Answer, HandlersOf } from '../../protocol/device/answer.ts';
import type { TelemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import type { ArgsOf, ReplyOf, Values, VerbOf } from '../../protocol/tables/vocabulary.ts';
import type { Acceptance } from '../base/refusal.ts';
import { refusal } from './telemetry-refusals.ts';

/** One handler for each of the verbs `K`. A missing handler does not compile. */
export type Handlers<K extends VerbOf<TelemetryVocabulary>> = HandlersOf<TelemetryVocabulary, K>;
export type Args<K extends VerbOf<TelemetryVocabulary>> = ArgsOf<TelemetryVocabulary, K>;
export type Reply<K extends VerbOf<TelemetryVocabulary>> = ReplyOf<TelemetryVocabulary, K>;
export type Whose = Args<'THERAPY'>['of'];
export type Handled<R> = Answer<R>;

export const done: Handled<Record<never, never>> = { ok: true, reply: {} };
export const reply = <R>(fields: R): Handled<R> => ({ ok: true, reply: fields });

/** Replies with `fields` if the pump accepts, with REFUSED if it does not. */
export function answered<R extends Values>(acceptance: Acceptance, fields: R): Handled<R> {
  return acceptance.ok ? reply(fields) : refusal(acceptance);
}
