/** Returns a number with its noun: `1 entry`, `2 entries`. The plural of most nouns is theirs with an s. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
