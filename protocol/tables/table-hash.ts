import type { Vocabulary } from './vocabulary.ts';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Returns the parts of the table on which two ends must agree, as one text in the order of the table. Doc sentences are
 * left out, so that a new wording does not separate boards from benches.
 */
function canonicalTable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalTable).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([key]) => key !== 'doc');
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalTable(inner)}`).join(',')}}`;
}

/** Returns the 32-bit FNV-1a hash of the canonical table. It is shown as 8 uppercase hex digits. */
export function tableHash(vocabulary: Vocabulary): number {
  const text = canonicalTable(vocabulary);
  let hash = FNV_OFFSET;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}
