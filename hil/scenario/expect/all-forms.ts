import { nearestName } from '../../base/nearest-name.ts';
import type { MapTree, Tree } from '../../yaml/tree.ts';
import { type CheckForm, checkForms } from '../checks/check-forms.ts';
import { eventPattern } from '../checks/reference-schemas.ts';
import { patternForms } from '../patterns/pattern-forms.ts';
import { CONDITION_WORDS, patternKeys } from '../patterns/pattern-keys.ts';

const patterns: Readonly<Record<string, CheckForm>> = patternForms;
const kinds = [...new Set([...Object.keys(checkForms), ...Object.keys(patterns)])];

/** A shorter key is near too many others. */
const MISSPELT_CHARS_MIN = 4;

/** Keys of a plain check that take an event, and of a pattern that take a condition. */
const CONDITION_KEYS = ['after', 'when', 'unless'];

/** All ways to write an expectation, by the key that names its kind. */
export const allForms: Readonly<Record<string, readonly CheckForm[]>> = Object.fromEntries(
  kinds.map((kind) => [kind, [...(checkForms[kind] ?? []), ...(patterns[kind] === undefined ? [] : [patterns[kind]])]]),
);

/**
 * Returns the form of a pattern for an expectation of this kind. Undefined if the expectation has no key of a pattern.
 * A misspelt key of a pattern counts, so that its message names the keys of patterns.
 */
export function patternFormFor(kind: string, item: MapTree): CheckForm | undefined {
  const form = patterns[kind];
  if (form === undefined) return undefined;
  const plainKeys = (checkForms[kind] ?? []).flatMap(({ schema }) => Object.keys(schema.shape));
  const isPattern =
    [...item.entries.keys()].some((key) => isOfPattern(key, plainKeys)) ||
    item.entries.get('during')?.value.kind === 'map' ||
    [kind, ...CONDITION_KEYS].some((key) => isCondition(item.entries.get(key)?.value));
  return isPattern ? form : undefined;
}

/** Returns whether a text can only be a condition: no event or name has such words outside its quotes. */
function isCondition(tree: Tree | undefined): boolean {
  if (tree?.kind !== 'scalar') return false;
  return CONDITION_WORDS.test(tree.text.replaceAll(/"[^"]*"/g, '""')) && !eventPattern.safeParse(tree.text).success;
}

function isOfPattern(key: string, plainKeys: readonly string[]): boolean {
  if (patternKeys.includes(key)) return true;
  if (plainKeys.includes(key) || key.length < MISSPELT_CHARS_MIN) return false;
  return patternKeys.includes(nearestName(key, [...patternKeys, ...plainKeys]) ?? '');
}
