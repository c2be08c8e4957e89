import { keyShown } from './problem.ts';
import type { MapTree } from './tree.ts';

/**
 * Returns the entry meant by `{ formula: count(pump.log, 1 h) <= 1 }`, in quotes. YAML ends the value at the comma and
 * takes its rest for a key. Undefined if the value before the key closes all its brackets.
 */
export function quotedEntry(tree: MapTree, key: string): string | undefined {
  const entries = [...tree.entries];
  const index = entries.findIndex(([name]) => name === key);
  const [, entry] = entries[index] ?? [];
  const [keyBefore, before] = entries[index - 1] ?? [];
  if (entry?.value.kind !== 'scalar' || entry.value.text !== '' || before?.value.kind !== 'scalar') return undefined;
  const { text } = before.value;
  if (keyBefore === undefined || openCount(text) <= 0 || text.includes("'")) return undefined;
  return `${keyShown(`${keyBefore}: '${text}, ${key}'`)}, in quotes`;
}

function openCount(text: string): number {
  return text.replace(/[^([]/g, '').length - text.replace(/[^)\]]/g, '').length;
}
