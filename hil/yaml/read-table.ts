import type * as z from 'zod';
import { nearestName } from '../base/nearest-name.ts';
import { quotedEntry } from './comma-in-brackets.ts';
import { listAt, pointedEntry, pointedItems } from './decimal-comma.ts';
import { tableAt } from './meant-table.ts';
import type { Refuse } from './problem.ts';
import { keyShown, keysShown, shown } from './problem.ts';
import { described, type MapTree, plainOf, type Tree, treeAt } from './tree.ts';

/** Reads a mapping by its schema. Returns undefined after a refusal. */
export function readTable<S extends z.ZodObject>(schema: S, tree: Tree, refuse: Refuse): z.output<S> | undefined {
  const result = schema.safeParse(plainOf(tree));
  if (result.success) return result.data;
  const refused = new Set<Tree>();
  for (const issue of result.error.issues) {
    const list = listAt(tree, issue.path);
    const pointed = list === undefined ? undefined : pointedItems(list);
    if (list === undefined || pointed === undefined) refuseIssue(issue, schema, tree, refuse);
    else if (!refused.has(list)) refuse(list.place, valueShown(list, issue.path), issue.message, pointed);
    if (list !== undefined) refused.add(list);
  }
  return undefined;
}

type Issue = z.core.$ZodIssue;

function refuseIssue(issue: Issue, schema: z.ZodObject, tree: Tree, refuse: Refuse): void {
  const found = treeAt(tree, issue.path);
  const table = found.tree.kind === 'map' ? tableAt(schema, issue.path, tree) : undefined;
  if (issue.code === 'invalid_union' && table !== undefined) {
    readTable(table, found.tree, refuse);
  } else if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(table?.shape ?? {});
    for (const key of issue.keys) refuseKey(found.tree as MapTree, key, known, refuse);
  } else if (found.missing !== undefined) {
    refuse(found.tree.place, `no ${keyShown(found.missing)}`, issue.message);
  } else {
    refuse(found.tree.place, valueShown(found.tree, issue.path), issue.message, meant(issue, found.tree));
  }
}

/** Describes a value and its key: `"0.5 ml" for \`rate\``. */
function valueShown(tree: Tree, path: readonly PropertyKey[]): string {
  const key = keyOf(path);
  return `${described(tree)}${key === undefined ? '' : ` for ${key}`}`;
}

/** Refuses a key that the mapping does not have, and lists the keys that it has. */
export function refuseKey(tree: MapTree, key: string, known: readonly string[], refuse: Refuse): void {
  const place = tree.entries.get(key)?.keyPlace ?? tree.place;
  const meant = pointedEntry(tree, key) ?? quotedEntry(tree, key) ?? nearestKey(key, known);
  refuse(place, `key ${shown(key)}`, keysShown(known), meant);
}

function nearestKey(key: string, known: readonly string[]): string | undefined {
  const nearest = nearestName(key, known);
  return nearest === undefined ? undefined : keyShown(nearest);
}

/** Keys of the parts of a constant. They mean nothing without the name of the constant. */
const partKeys = new Set(['value', 'unit', 'provenance', 'kind']);

/** Returns the innermost key in backquotes, with the constant that it is a part of. An item of a list takes the list's key. */
function keyOf(path: readonly PropertyKey[]): string | undefined {
  const [outer, key] = path.filter((step) => typeof step === 'string').slice(-2);
  if (key === undefined) return outer === undefined ? undefined : keyShown(outer);
  return partKeys.has(key) ? `${keyShown(key)} of ${keyShown(outer as string)}` : keyShown(key);
}

/** Returns the value that the author probably meant. */
function meant(issue: Issue, tree: Tree): string | undefined {
  if (tree.kind !== 'scalar') return undefined;
  if (issue.code === 'invalid_value') return nearestName(tree.text, issue.values.map(String));
  // Each alternative of a choice may know a nearest value.
  if (issue.code === 'invalid_union')
    return issue.errors
      .flat()
      .map((one) => meant(one, tree))
      .find((one) => one !== undefined);
  if (issue.code !== 'custom') return undefined;
  const nearest: unknown = issue.params?.nearest;
  return typeof nearest === 'string' ? nearest : undefined;
}
