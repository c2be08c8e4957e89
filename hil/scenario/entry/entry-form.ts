import type { Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';

/** Values of the keys that every entry of a timeline may have. Times are in microseconds. */
export interface WrittenEntry {
  readonly at?: number | undefined;
  readonly after?: string | undefined;
  readonly wait?: number | undefined;
  readonly name?: string | undefined;
}

export interface ReadAction<A> {
  readonly written: WrittenEntry;
  readonly action: A;
}

/** One way to write an action. The package declares this type, so it names no type of the schema library. */
export interface ActionForm<A> {
  /** Schema of the whole entry, with the keys that every entry may have: an object schema of zod. */
  readonly schema: object;
  /** The value that selects this form among the forms of its key. The last form of a key needs none and takes every other value. */
  readonly word?: string;
  /** Begin of the values that select this form: `from file `. */
  readonly prefix?: string;
  /** Reads an entry. Undefined after a refusal. */
  read(tree: MapTree, refuse: Refuse): ReadAction<A> | undefined;
}
