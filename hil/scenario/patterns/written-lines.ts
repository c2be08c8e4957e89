import type { MapTree, Tree } from '../../yaml/tree.ts';

/** Keys that identify a check, such as its name, and do not affect its verdict. */
const SIDE_KEYS = ['name', 'requires'];

/** Returns a check as written, one line per key. */
export function writtenLines(tree: MapTree): readonly string[] {
  return [...tree.entries]
    .filter(([key]) => !SIDE_KEYS.includes(key))
    .map(([key, { value }]) => `${key}: ${writtenText(value)}`);
}

function writtenText(tree: Tree): string {
  switch (tree.kind) {
    case 'scalar':
      return tree.text;
    case 'list':
      return `[${tree.items.map(writtenText).join(', ')}]`;
    case 'map':
      return `{ ${[...tree.entries].map(([key, { value }]) => `${key}: ${writtenText(value)}`).join(', ')} }`;
  }
}
