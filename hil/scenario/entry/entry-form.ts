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

/** One way to write an action. The package publishes this type, so it names no type of the schema library. */
export interface ActionForm<A> {
  /** Schema of the whole entry: a zod object schema that includes the keys of every entry. */
  readonly schema: object;
  /**
   * Value that selects this form among the forms of its key. The last form of a key has none and accepts every other
   * value.
   */
  readonly word?: string;
  /** Start of the values that select this form: `from file `. */
  readonly prefix?: string;
  /** Reads an entry. Returns undefined after a refusal. */
  read(tree: MapTree, refuse: Refuse): ReadAction<A> | undefined;
}
