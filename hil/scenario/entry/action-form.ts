import type * as z from 'zod';
import { lazily } from '../../base/lazily.ts';
import { entryName, quantity, table } from '../../yaml/leaf-schemas.ts';
import type { Refuse } from '../../yaml/problem.ts';
import { readTable } from '../../yaml/read-table.ts';
import type { MapTree } from '../../yaml/tree.ts';
import type { ActionForm, WrittenEntry } from './entry-form.ts';

/** Limits of a time in a scenario. No run is longer than the upper limit. */
export const TIME_LIMITS = { from: '0 s', to: '30 y' } as const;

/** Keys that every entry of a timeline may have. */
export const entryShape = {
  at: quantity('time', TIME_LIMITS).optional(),
  after: entryName.optional(),
  wait: quantity('time', TIME_LIMITS).optional(),
  name: entryName.optional(),
};

type Meaning<T, A> = (written: T, tree: MapTree, refuse: Refuse) => A;

/** Makes a form from the keys of an action, and from a function that turns the checked values into the action. */
export function actionForm<S extends z.core.$ZodShape, A>(
  shape: S,
  meaning: Meaning<z.output<z.ZodObject<S>>, A>,
  word?: string,
): ActionForm<A> {
  const schema = lazily(() => table({ ...entryShape, ...shape }));
  return {
    get schema() {
      return schema();
    },
    ...(word === undefined ? {} : { word }),
    read(tree, refuse) {
      const written = readTable(schema() as unknown as z.ZodObject, tree, refuse);
      if (written === undefined) return undefined;
      const action = meaning(written as z.output<z.ZodObject<S>>, tree, refuse);
      return { written: written as WrittenEntry, action };
    },
  };
}
