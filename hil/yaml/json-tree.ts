import type { Tree } from './tree.ts';

const NOWHERE = { line: 1, column: 1 };

/** Returns parsed JSON as a tree without places. Reading text as YAML takes much longer, and is needed for places alone. */
export function jsonTree(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: 'list', place: NOWHERE, items: value.map(jsonTree) };
  if (typeof value === 'object' && value !== null) {
    const entries = new Map(
      Object.entries(value).map(([key, inner]) => [key, { keyPlace: NOWHERE, value: jsonTree(inner) }]),
    );
    return { kind: 'map', place: NOWHERE, entries };
  }
  const text = value === null ? '' : String(value);
  return { kind: 'scalar', place: NOWHERE, value: typeof value === 'number' ? value : text, text };
}
