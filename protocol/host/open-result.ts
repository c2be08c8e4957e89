import { hex } from '../tables/ascii.ts';
import type { ReplyOf, ReportOf, Values, Vocabulary } from '../tables/vocabulary.ts';
import type { LinkResult, OpenResult } from './link-result.ts';

interface Ours {
  readonly protocolVersion: number;
  readonly tableHash: number;
}

type Failed = OpenResult<Vocabulary> & { readonly ok: false };

/** Turns the result of HELLO into the result of the opening. */
export function opened<V extends Vocabulary>(
  result: LinkResult<Values, ReportOf<V>>,
  ours: Ours,
  banner: string | undefined,
): OpenResult<V> {
  if (result.ok)
    return { ok: true, hello: result.reply as ReplyOf<V, 'HELLO'>, report: result.report, banner, tries: result.tries };
  if (result.why === 'refused') return refusedOpening(result.error, result.fields, ours, banner);
  return result.why === 'no answer'
    ? { ok: false, why: 'no answer', tries: result.tries }
    : { ok: false, why: 'closed' };
}

function refusedOpening(error: string, fields: Values, ours: Ours, banner: string | undefined): Failed {
  if (error === 'VERSION') {
    const theirs = String(fields.protocolVersion);
    return { ok: false, why: 'version', ours: String(ours.protocolVersion), theirs, banner };
  }
  if (error === 'TABLE') {
    const theirs = hex(fields.tableHash as number, 8);
    return { ok: false, why: 'table', ours: hex(ours.tableHash, 8), theirs, banner };
  }
  return { ok: false, why: 'refused', error, fields };
}
