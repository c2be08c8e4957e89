import type * as z from 'zod';
import { nearestName } from '../base/nearest-name.ts';
import { type MapTree, type Tree, treeAt } from './tree.ts';

/** Returns the schema of the mapping at a path; undefined if a choice of schemas does not show which one is meant. */
export function tableAt(schema: z.ZodObject, path: readonly PropertyKey[], tree: Tree): z.ZodObject | undefined {
  let here: z.core.$ZodType = schema;
  for (const [i, step] of path.entries()) {
    const table = meantTable(here, treeAt(tree, path.slice(0, i)).tree);
    const inner = table ?? unwrapped(here);
    if (typeof step === 'number' && 'element' in inner._zod.def) here = inner._zod.def.element as z.core.$ZodType;
    else if (table !== undefined) here = table.shape[String(step)] as z.core.$ZodType;
    else return undefined;
  }
  return meantTable(here, treeAt(tree, path).tree);
}

/** Returns a schema of a mapping, or the one of a choice whose keys the mapping has, or nearly has. */
function meantTable(schema: z.core.$ZodType, tree: Tree): z.ZodObject | undefined {
  const inner = unwrapped(schema);
  if ('shape' in inner) return inner as z.ZodObject;
  if (tree.kind !== 'map') return undefined;
  const tables = tablesOf(inner).map((table) => ({ table, score: scoreOf(table, tree) }));
  const best = tables.reduce((a, b) => (b.score > a.score ? b : a), { table: undefined, score: 0 } as Scored);
  return best.table;
}

interface Scored {
  readonly table: z.ZodObject | undefined;
  readonly score: number;
}

function tablesOf(schema: z.core.$ZodType): readonly z.ZodObject[] {
  const inner = unwrapped(schema);
  if ('shape' in inner) return [inner as z.ZodObject];
  return 'options' in inner._zod.def ? (inner._zod.def.options as z.core.$ZodType[]).flatMap(tablesOf) : [];
}

/** A key counts one, a misspelt key a half, and a quarter that no required key is missing. */
function scoreOf({ shape }: z.ZodObject, { entries }: MapTree): number {
  const known = Object.keys(shape);
  const isWhole = known.every((key) => entries.has(key) || shape[key]?._zod.optin === 'optional');
  const counted = [...entries.keys()].reduce((sum, key) => {
    if (known.includes(key)) return sum + 1;
    return nearestName(key, known) === undefined ? sum : sum + 0.5;
  }, 0);
  return counted === 0 || !isWhole ? counted : counted + 0.25;
}

/** Returns the schema inside wrappers such as `optional` and `transform`. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  let here = schema;
  for (;;) {
    const { def } = here._zod;
    if ('innerType' in def) here = def.innerType as z.core.$ZodType;
    else if ('in' in def) here = def.in as z.core.$ZodType;
    else return here;
  }
}
