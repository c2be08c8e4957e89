import { keyShown } from './problem.ts';
import { type ListTree, type MapTree, type ScalarTree, type Tree, treeAt } from './tree.ts';

const HINT = 'with a decimal point';

/**
 * Returns the entry that `{ rate: 0,5 mL/day }` means. YAML ends the value at the comma and makes its rest a key
 * without a value.
 */
export function pointedEntry(tree: MapTree, key: string): string | undefined {
  const entries = [...tree.entries];
  const index = entries.findIndex(([name]) => name === key);
  const [, entry] = entries[index] ?? [];
  const [keyBefore, before] = entries[index - 1] ?? [];
  if (entry?.value.kind !== 'scalar' || entry.value.text !== '' || before?.value.kind !== 'scalar') return undefined;
  if (keyBefore === undefined || !/^\d/.test(key) || !/^-?\d+$/.test(before.value.text)) return undefined;
  return `${keyShown(`${keyBefore}: ${before.value.text}.${key}`)}, ${HINT}`;
}

/** Returns the innermost list on a path. */
export function listAt(tree: Tree, path: readonly PropertyKey[]): ListTree | undefined {
  const { tree: inner } = treeAt(tree, path);
  if (inner.kind === 'list') return inner;
  const { tree: outer } = treeAt(tree, path.slice(0, -1));
  return outer.kind === 'list' ? outer : undefined;
}

/** Returns the list that `[0,5 deg, 1 deg]` means. The comma splits an item in two. Undefined without such a comma. */
export function pointedItems(list: ListTree): string | undefined {
  const texts: string[] = [];
  for (const [index, item] of list.items.entries()) {
    const before = list.items[index - 1];
    if (item.kind !== 'scalar') return undefined;
    const isRest = before?.kind === 'scalar' && isSplit(before, item);
    if (isRest) texts.push(`${texts.pop()}.${item.text}`);
    else texts.push(item.text);
  }
  return texts.length === list.items.length ? undefined : `[${texts.join(', ')}], ${HINT}`;
}

/** Returns whether two items are one number with a decimal comma: digits, the comma, and digits without a space between. */
function isSplit(before: ScalarTree, item: ScalarTree): boolean {
  const isAdjacent =
    before.place.line === item.place.line && item.place.column === before.place.column + before.text.length + 1;
  return isAdjacent && /(?:^|\s)-?\d+$/.test(before.text) && /^\d/.test(item.text);
}
