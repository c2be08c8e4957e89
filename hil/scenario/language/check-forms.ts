import { z } from 'zod';
import type { Bounds, Check, Scope } from '../scenario.ts';
import { entryName, line, oneOf, quantity, quantityAllowed, table } from './leaf-schemas.ts';
import { type Refuse, shown } from './problem.ts';
import { readTable } from './read-table.ts';
import { eventPattern } from './reference-schemas.ts';
import { momentShape, type ScopeReader, spanShape, type WrittenMoment, type WrittenSpan } from './scope.ts';
import type { MapTree } from './tree.ts';
import type { Dimension } from './units.ts';
import { type SignalName, signals } from './vocabulary.ts';

export interface ReadCheck {
  readonly name: string;
  readonly scope: Scope;
  readonly check: Check;
}

/** One way to write an expectation: its schema, the common keys included, and what it means. */
export interface CheckForm {
  readonly schema: z.ZodObject;
  /** Of the signals that choose this form among those of its key. */
  readonly dimension?: Dimension;
  read(tree: MapTree, scopes: ScopeReader, refuse: Refuse): ReadCheck | undefined;
}

const nameShape = { name: line(100) };

interface Meant {
  readonly scope: Scope;
  readonly check: Check | undefined;
}

type Meaning<T> = (written: T, scopes: ScopeReader, tree: MapTree, refuse: Refuse) => Meant;

function checkForm<S extends z.core.$ZodShape>(
  shape: S,
  meaning: Meaning<z.output<z.ZodObject<S>>>,
  dimension?: Dimension,
): CheckForm {
  const schema = table({ ...nameShape, ...shape }) as unknown as z.ZodObject;
  return {
    schema,
    ...(dimension === undefined ? {} : { dimension }),
    read(tree, scopes, refuse) {
      const written = readTable(schema, tree, refuse);
      if (written === undefined) return undefined;
      const { scope, check } = meaning(written as z.output<z.ZodObject<S>>, scopes, tree, refuse);
      return check === undefined ? undefined : { name: written['name'] as string, scope, check };
    },
  };
}

type Limit = number | readonly [number, number];

/** A key that holds a limit: what is measured, and which side of it is right. */
interface Criterion {
  readonly kind: 'changes' | 'advances' | 'always' | 'value';
  readonly boundsOf: (limit: Limit) => Bounds;
}

const sides: Readonly<Record<string, (limit: Limit) => Bounds>> = {
  'at least': (limit) => ({ atLeast: limit as number }),
  'at most': (limit) => ({ atMost: limit as number }),
  between: (limit) => ({ atLeast: (limit as readonly number[])[0] as number, atMost: (limit as readonly number[])[1] as number }),
  is: (limit) => ({ atLeast: limit as number, atMost: limit as number }),
};

function criteria(verb: string, kind: Criterion['kind'], names: readonly string[]): readonly (readonly [string, Criterion])[] {
  return names.map((side) => [
    `${verb} ${side}`.trim(),
    { kind, boundsOf: sides[side] as Criterion['boundsOf'] },
  ]);
}
