import type { MapTree } from '../../yaml/tree.ts';
import { type CheckForm, checkForms } from '../checks/check-forms.ts';
import { patternForms } from '../patterns/pattern-forms.ts';
import { patternKeys } from '../patterns/pattern-keys.ts';

const patterns: Readonly<Record<string, CheckForm>> = patternForms;
const kinds = [...new Set([...Object.keys(checkForms), ...Object.keys(patterns)])];

/** All ways to write an expectation, by the key that names its kind. */
export const allForms: Readonly<Record<string, readonly CheckForm[]>> = Object.fromEntries(
  kinds.map((kind) => [kind, [...(checkForms[kind] ?? []), ...(patterns[kind] === undefined ? [] : [patterns[kind]])]]),
);

/**
 * Returns the form of a pattern for an expectation of this kind. Undefined if the expectation has no key of a pattern.
 */
export function patternFormFor(kind: string, item: MapTree): CheckForm | undefined {
  const isPattern =
    patternKeys.some((key) => item.entries.has(key)) || item.entries.get('during')?.value.kind === 'map';
  return isPattern ? patterns[kind] : undefined;
}
