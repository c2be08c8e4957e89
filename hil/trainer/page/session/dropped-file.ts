import { fileTexts } from '../texts/file-texts.ts';
import type { Words } from '../texts/language.ts';

/** Largest file that the page reads. A trace of ten pump-years has 40 MB. */
export const FILE_BYTES_MAX = 100_000_000;
/** Length that holds the first key of a trace. */
const HEAD_CHARS = 200;

/** Kind of a file that was dropped on the page. */
export type DroppedFile =
  | { readonly kind: 'scenario' | 'pump' | 'trace'; readonly file: string }
  | { readonly kind: 'unknown'; readonly says: Words };

/** Returns the kind of a file by its name and its beginning. The engine checks its content. Never throws. */
export function droppedFile(file: string, text: string): DroppedFile {
  if (/\.ya?ml$/i.test(file)) return { kind: 'scenario', file };
  if (/^\s*\{\s*"trace"\s*:\s*"rollerloop"/.test(text.slice(0, HEAD_CHARS)) || /\.ndjson$/i.test(file))
    return { kind: 'trace', file };
  if (/\.json$/i.test(file)) return { kind: 'pump', file };
  return { kind: 'unknown', says: fileTexts.unknown(file) };
}
