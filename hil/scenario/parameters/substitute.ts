import { nearestName } from '../../base/nearest-name.ts';
import { type Refuse, shown } from '../../yaml/problem.ts';
import type { MapTree, ScalarTree, Tree } from '../../yaml/tree.ts';
import type { Combination, Parameter } from './parameter.ts';
import { PARAMETER_NAME } from './read-parameters.ts';

/** Top-level keys whose values are not substituted. */
const KEPT_KEYS: readonly string[] = ['scenario', 'parameters'];

/** `$name` in place of a value, or `$$` for a dollar sign. */
const REFERENCE = new RegExp(`\\$(?:\\$|(${PARAMETER_NAME}))`, 'g');

/** Replaces `$name` in every value of a scenario. Does not change keys, the name of the scenario or `parameters`. */
export function substituted(tree: MapTree, combination: Combination): MapTree {
  return mapped(tree, (key, value) => (KEPT_KEYS.includes(key) ? value : inTree(value, combination)));
}

/** Refuses each reference to a parameter that is not declared, and each parameter that no value refers to. */
export function refuseStrayReferences(tree: MapTree, parameters: readonly Parameter[], refuse: Refuse): void {
  const names = parameters.map(({ name }) => name);
  const used = new Set<string>();
  for (const [key, { value }] of tree.entries) {
    if (KEPT_KEYS.includes(key)) continue;
    for (const scalar of scalarsIn(value)) {
      for (const name of namesIn(scalar.text)) {
        used.add(name);
        if (!names.includes(name)) refuseUndeclared(scalar, name, names, refuse);
      }
    }
  }
  for (const { name, place } of parameters)
    if (!used.has(name))
      refuse(place, `parameter ${shown(name)} that no value refers to`, `a parameter that a value uses as $${name}`);
}

function refuseUndeclared(scalar: ScalarTree, name: string, names: readonly string[], refuse: Refuse): void {
  const nearest = nearestName(name, names);
  const declared = names.length === 0 ? 'a name under `parameters`' : names.map((one) => `$${one}`).join(', ');
  refuse(
    scalar.place,
    `$${name} in ${shown(scalar.text)}, a parameter that is not declared`,
    `${declared}, or $$ for a dollar sign`,
    nearest === undefined ? undefined : `$${nearest}`,
  );
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(REFERENCE)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

function* scalarsIn(tree: Tree): Generator<ScalarTree> {
  if (tree.kind === 'scalar') yield tree;
  else if (tree.kind === 'list') for (const item of tree.items) yield* scalarsIn(item);
  else for (const { value } of tree.entries.values()) yield* scalarsIn(value);
}

function inTree(tree: Tree, combination: Combination): Tree {
  if (tree.kind === 'map') return mapped(tree, (_key, value) => inTree(value, combination));
  if (tree.kind === 'list') return { ...tree, items: tree.items.map((item) => inTree(item, combination)) };
  return tree.text.includes('$') ? inScalar(tree, combination) : tree;
}

function inScalar(scalar: ScalarTree, combination: Combination): ScalarTree {
  const names = namesIn(scalar.text);
  const text = scalar.text.replace(REFERENCE, (_whole, name?: string) =>
    name === undefined ? '$' : (combination.get(name)?.text ?? ''),
  );
  const [only = ''] = names;
  const value = scalar.text === `$${only}` ? (combination.get(only)?.value ?? text) : text;
  return { ...scalar, text, value, ...(names.length === 0 ? {} : { written: scalar.text }) };
}

function mapped(tree: MapTree, of: (key: string, value: Tree) => Tree): MapTree {
  const entries = [...tree.entries].map(([key, entry]) => [key, { ...entry, value: of(key, entry.value) }] as const);
  return { ...tree, entries: new Map(entries) };
}
