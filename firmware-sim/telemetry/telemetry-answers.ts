import type { EndpointOptions, Answer as WireAnswer } from '../../protocol/device/endpoint.ts';
import type { TelemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import type { ArgsOf, Values } from '../../protocol/tables/vocabulary.ts';
import type { Acceptance, Refusal } from '../base/refusal.ts';
import * as words from './telemetry-words.ts';

/** How a handler answers a programmer. */
export type Handlers = EndpointOptions<TelemetryVocabulary>['handlers'];
export type Whose = ArgsOf<TelemetryVocabulary, 'THERAPY'>['of'];
export type Handled<R> = WireAnswer<R>;

export const done: Handled<Record<never, never>> = { ok: true, reply: {} };
export const noDraft = { ok: false, error: 'NODRAFT' } as const;
export const reply = <R>(fields: R): Handled<R> => ({ ok: true, reply: fields });

export function answered<R extends Values>(acceptance: Acceptance, fields: R): Handled<R> {
  return acceptance.ok ? reply(fields) : refusal(acceptance);
}

export function refusal({ refusal }: { readonly refusal: Refusal }) {
  return { ok: false, error: 'REFUSED', fields: words.refusalFields(refusal) } as const;
}
