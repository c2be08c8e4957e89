import type * as z from 'zod';
import { entryName, quantity, table } from '../../yaml/leaf-schemas.ts';
import type { Refuse } from '../../yaml/problem.ts';
import { readTable } from '../../yaml/read-table.ts';
import type { MapTree } from '../../yaml/tree.ts';
import type { Action } from '../scenario.ts';

/** No run is longer. */
export const TIME_LIMITS = { from: '0 s', to: '30 y' } as const;

/** Keys that every entry of a timeline may have. */
export const entryShape = {
  at: quantity('time', TIME_LIMITS).optional(),
  after: entryName.optional(),
  wait: quantity('time', TIME_LIMITS).optional(),
  name: entryName.optional(),
};

const entryTable = table(entryShape);
export type WrittenEntry = z.output<typeof entryTable>;

export interface ReadAction {
  readonly written: WrittenEntry;
  readonly action: Action;
}

/** One way to write an action: its schema, the common keys included, and what it means. */
export interface ActionForm {
  readonly schema: z.ZodObject;
  /** The word that chooses this form among those of its key; absent: whatever else it holds. */
  readonly word?: string;
  read(tree: MapTree, refuse: Refuse): ReadAction | undefined;
}

type Meaning<T> = (written: T, tree: MapTree, refuse: Refuse) => Action;

export function actionForm<S extends z.core.$ZodShape>(
  shape: S,
  meaning: Meaning<z.output<z.ZodObject<S>>>,
  word?: string,
): ActionForm {
  const schema = table({ ...entryShape, ...shape });
  return {
    schema: schema as unknown as z.ZodObject,
    ...(word === undefined ? {} : { word }),
    read(tree, refuse) {
      const written = readTable(schema as unknown as z.ZodObject, tree, refuse);
      if (written === undefined) return undefined;
      const action = meaning(written as z.output<z.ZodObject<S>>, tree, refuse);
      return { written: written as WrittenEntry, action };
    },
  };
}
