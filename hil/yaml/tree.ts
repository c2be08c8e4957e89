import type { Place } from './place.ts';
import { shown } from './problem.ts';

/** Content of a file as plain data with places. */
export type Tree = MapTree | ListTree | ScalarTree;

export interface MapTree {
  readonly kind: 'map';
  readonly place: Place;
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  readonly keyPlace: Place;
  readonly value: Tree;
}

export interface ListTree {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly Tree[];
}

/** A scalar. A plain decimal number is a number; dates, booleans and infinities are text. */
export interface ScalarTree {
  readonly kind: 'scalar';
  readonly place: Place;
  readonly value: string | number;
  readonly text: string;
  /** True if the text is in quotes. Then it begins one column after its place. */
  readonly isQuoted?: true;
  /** Text in the file, if a parameter gave the value: `$minutes`. */
  readonly written?: string;
}

/** Returns the content without places, in the form that a schema reads. */
export function plainOf(tree: Tree): unknown {
  switch (tree.kind) {
    case 'map':
      return Object.fromEntries([...tree.entries].map(([key, entry]) => [key, plainOf(entry.value)]));
    case 'list':
      return tree.items.map(plainOf);
    case 'scalar':
      return tree.value;
  }
}

/** Describes a tree in words, for a message. */
export function described(tree: Tree): string {
  switch (tree.kind) {
    case 'map':
      return 'a mapping';
    case 'list':
      return tree.items.every(isScalar) ? shown(`[${tree.items.map((item) => item.text).join(', ')}]`) : 'a list';
    case 'scalar':
      return `${tree.text === '' ? 'nothing' : shown(tree.text)}${byParameter(tree)}`;
  }
}

/** Names the parameter that gave a value: ` by "$minutes"`. */
function byParameter({ written }: ScalarTree): string {
  return written === undefined ? '' : ` by ${shown(written)}`;
}

function isScalar(tree: Tree): tree is ScalarTree {
  return tree.kind === 'scalar';
}

/** Follows `path` as far as the tree goes. Returns the last tree on it, and the first step that is missing. */
export function treeAt(tree: Tree, path: readonly PropertyKey[]): { readonly tree: Tree; readonly missing?: string } {
  let here = tree;
  for (const step of path) {
    const next = childOf(here, step);
    if (next === undefined) return { tree: here, missing: String(step) };
    here = next;
  }
  return { tree: here };
}

function childOf(tree: Tree, step: PropertyKey): Tree | undefined {
  if (tree.kind === 'map') return tree.entries.get(String(step))?.value;
  return tree.kind === 'list' ? tree.items[Number(step)] : undefined;
}
