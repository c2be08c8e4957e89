import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';

/** Returns the error for a name that `rollerloop schema` or `rollerloop doc` does not have. */
export function unknownDocument(command: 'schema' | 'doc', name: string, known: readonly string[]): HilError {
  const message = `\`${command}\`: unknown file ${quoted(name)}; allowed: ${known.join(', ')}.${didYouMean(name, known)}`;
  return new HilError('DOCUMENT_UNKNOWN', 'usage', message);
}
