import type { coreVerbs } from '../tables/core-vocabulary.ts';
import type { ArgsOf, ReplyOf, Values, Verb, VerbOf, Vocabulary } from '../tables/vocabulary.ts';

/** Result of a handler: a reply, or one of the table's errors with its fields. */
export type Answer<R> =
  | { readonly ok: true; readonly reply: R }
  | { readonly ok: false; readonly error: string; readonly fields?: Readonly<Record<string, number | string>> };

/** Verbs of a table that a device answers. The endpoint answers the core verbs itself. */
export type DeviceVerb<V extends Vocabulary> = Exclude<VerbOf<V>, keyof typeof coreVerbs>;

/**
 * One handler for each verb `K`; by default for each verb that a device answers. A missing handler does not compile.
 */
export type HandlersOf<V extends Vocabulary, K extends VerbOf<V> = DeviceVerb<V>> = {
  readonly [P in K]: (args: ArgsOf<V, P>) => Answer<ReplyOf<V, P>>;
};

export const refused = (error: string, fields: Values = {}): Answer<Values> => ({ ok: false, error, fields });

/** Returns the refusal of a verb in this state. Undefined if the table allows it. */
export function refusalInState(
  row: Verb,
  args: Values,
  state: 'ready' | 'moving' | 'stopped',
  stopCause: string,
): Answer<Values> | undefined {
  const listed = row.allowedIn.includes(state);
  if (state !== 'stopped') return listed ? undefined : refused('STATE', { state });
  const narrowed = row.whenStopped;
  const harmless = narrowed === undefined || narrowed.values.includes(args[narrowed.name] as number | string);
  return listed && harmless ? undefined : refused('STOPPED', { cause: stopCause });
}
