import type * as z from 'zod';
import { nearestName } from '../base/nearest-name.ts';
import type { Refuse } from './problem.ts';
import { shown } from './problem.ts';
import { described, type MapTree, plainOf, type Tree, treeAt } from './tree.ts';

/** A mapping by its schema; undefined after a refusal. */
export function readTable<S extends z.ZodObject>(schema: S, tree: Tree, refuse: Refuse): z.output<S> | undefined {
  const result = schema.safeParse(plainOf(tree));
  if (result.success) return result.data;
  for (const issue of result.error.issues) refuseIssue(issue, schema, tree, refuse);
  return undefined;
}

type Issue = z.core.$ZodIssue;

function refuseIssue(issue: Issue, schema: z.ZodObject, tree: Tree, refuse: Refuse): void {
  const found = treeAt(tree, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(shapeAt(schema, issue.path));
    for (const key of issue.keys) refuseKey(found.tree as MapTree, key, known, refuse);
  } else if (found.missing !== undefined) {
    refuse(found.tree.place, `no ${shown(found.missing)}`, issue.message);
  } else {
    const key = keyOf(issue.path);
    const what = `${described(found.tree)}${key === undefined ? '' : ` for ${key}`}`;
    refuse(found.tree.place, what, issue.message, meant(issue, found.tree));
  }
}

/** A key that is not known there, with the known ones. */
export function refuseKey(tree: MapTree, key: string, known: readonly string[], refuse: Refuse): void {
  const place = tree.entries.get(key)?.keyPlace ?? tree.place;
  refuse(place, `key ${shown(key)}`, known.join(', '), nearestName(key, known));
}

/** Parts of a constant, which mean nothing without its name. */
const partKeys = new Set(['value', 'unit', 'provenance', 'kind']);

/** The innermost key in quotes, with the one that it is a part of; an item of a list goes by the list's. */
function keyOf(path: readonly PropertyKey[]): string | undefined {
  const [outer, key] = path.filter((step) => typeof step === 'string').slice(-2);
  if (key === undefined) return outer === undefined ? undefined : shown(outer);
  return partKeys.has(key) ? `${shown(key)} of ${shown(outer as string)}` : shown(key);
}

function meant(issue: Issue, tree: Tree): string | undefined {
  if (tree.kind !== 'scalar') return undefined;
  if (issue.code === 'invalid_value') return nearestName(tree.text, issue.values.map(String));
  if (issue.code !== 'custom') return undefined;
  const nearest: unknown = issue.params?.nearest;
  return typeof nearest === 'string' ? nearest : undefined;
}

/** The shape of the mapping at a path inside a schema. */
function shapeAt(schema: z.ZodObject, path: readonly PropertyKey[]): z.core.$ZodShape {
  let here: z.core.$ZodType = schema;
  for (const step of path) {
    const inner = unwrapped(here);
    if (typeof step === 'number' && 'element' in inner._zod.def) here = inner._zod.def.element as z.core.$ZodType;
    if ('shape' in inner) here = (inner as z.ZodObject).shape[String(step)] as z.core.$ZodType;
  }
  return (unwrapped(here) as z.ZodObject).shape;
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  let here = schema;
  for (;;) {
    const { def } = here._zod;
    if ('innerType' in def) here = def.innerType as z.core.$ZodType;
    else if ('in' in def) here = def.in as z.core.$ZodType;
    else return here;
  }
}
