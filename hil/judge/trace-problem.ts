import { HilError } from '../base/hil-error.ts';
import { quoted } from '../base/quoted-text.ts';

/** Place in a trace, for messages. */
export interface TracePlace {
  readonly path: string;
  readonly line: number;
}

const VALUE_CHARS_MAX = 40;
const HASH_CHARS = 16;
const WHAT_A_HASH_SHOWS = 'The hashes show an edit or damage after the run. They do not show who wrote the trace.';

/** Returns TRACE_INVALID (usage) with the place, the text found there and the allowed texts. */
export function traceProblem({ path, line }: TracePlace, found: string, allowed: string): HilError {
  return new HilError('TRACE_INVALID', 'usage', `${path}:${line}: found ${found}; allowed: ${allowed}.`);
}

/**
 * Returns TRACE_VERSION (usage). A trace of another version is not read at all, because its names may have other
 * meanings.
 */
export function otherVersion({ path, line }: TracePlace, found: unknown, allowed: string, tool: unknown): HilError {
  const message = `${path}:${line}: found a trace of the version ${valueText(found)}; allowed: ${valueText(allowed)}.`;
  const writer = typeof tool === 'string' ? `rollerloop ${quoted(tool)}` : 'the rollerloop';
  const hint = `Judge it with ${writer} that wrote it, or run the scenario again.`;
  return new HilError('TRACE_VERSION', 'usage', message, { hint });
}

/** Returns TRACE_EDITED (usage) for a hash that does not match the trace. */
export function edited({ path, line }: TracePlace, what: string, computed: string, written: unknown): HilError {
  const shown = typeof written === 'string' ? quoted(written, HASH_CHARS) : valueText(written);
  const message = `${path}:${line}: ${what} has the hash ${quoted(computed, HASH_CHARS)}, and the trace says ${shown}; nothing was judged.`;
  return new HilError('TRACE_EDITED', 'usage', message, { hint: WHAT_A_HASH_SHOWS });
}

/** Returns a value of a trace in the form that messages show. */
export function valueText(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return quoted(String(value), VALUE_CHARS_MAX);
  return typeof value === 'string' ? quoted(value, VALUE_CHARS_MAX) : quoted(JSON.stringify(value), VALUE_CHARS_MAX);
}
