import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Place } from '../yaml/place.ts';

/**
 * Returns the keys and indexes that lead to a place of a YAML text: the innermost value, or the key, around it. With
 * `endsAtStart` it is the outermost value that begins there: that of a mapping that lacks a key.
 */
export function pathAt(text: string, { line, column }: Place, endsAtStart = false): readonly (string | number)[] {
  const lines = new LineCounter();
  const root = parseDocument(text, { lineCounter: lines }).contents;
  const offset = (lines.lineStarts[line - 1] ?? 0) + column - 1;
  return root === null || (endsAtStart && root.range?.[0] === offset) ? [] : below(root, offset, endsAtStart);
}

function below(node: Node, offset: number, endsAtStart: boolean): readonly (string | number)[] {
  if (isSeq(node)) {
    const index = node.items.findIndex((item) => isNode(item) && covers(item, offset));
    const item = node.items[index];
    return isNode(item) ? [index, ...deeper(item, offset, endsAtStart)] : [];
  }
  if (!isMap(node)) return [];
  for (const { key, value } of node.items) {
    if (!isScalar(key)) continue;
    if (covers(key, offset)) return [String(key.value)];
    if (isNode(value) && covers(value, offset)) return [String(key.value), ...deeper(value, offset, endsAtStart)];
  }
  return [];
}

function deeper(node: Node, offset: number, endsAtStart: boolean): readonly (string | number)[] {
  return endsAtStart && node.range?.[0] === offset ? [] : below(node, offset, endsAtStart);
}

function covers({ range }: Node, offset: number): boolean {
  return range !== null && range !== undefined && range[0] <= offset && offset < Math.max(range[1], range[0] + 1);
}
