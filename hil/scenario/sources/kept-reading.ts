import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { Scenario } from '../scenario.ts';

/** Folder with the kept readings. A build writes it beside the bundled command line. The source has none. */
const FOLDER = 'scenarios';
const DIGEST_BYTES = 32;

/**
 * Returns the runs of a shipped scenario that the build kept, which saves a tenth of a short run. Undefined if none are kept,
 * if the file is damaged, or if the scenario has another text.
 */
export function keptReading(
  name: string,
  text: string,
  folder = fileURLToPath(new URL(FOLDER, import.meta.url)),
): readonly Scenario[] | undefined {
  const path = pathOf(folder, name);
  if (!existsSync(path)) return undefined;
  const kept = readFileSync(path);
  const data = kept.subarray(DIGEST_BYTES);
  if (!kept.subarray(0, DIGEST_BYTES).equals(digestOf(text, data))) return undefined;
  try {
    return deserialize(data) as readonly Scenario[];
  } catch {
    // An older Node than that of the build may not know the format.
    return undefined;
  }
}

/** Keeps the runs of a shipped scenario in the folder of a bundled command line. */
export function keepReading(bundle: string, { name, text, runs }: Reading): void {
  const folder = join(bundle, FOLDER);
  mkdirSync(folder, { recursive: true });
  const data = serialize(runs);
  writeFileSync(pathOf(folder, name), Buffer.concat([digestOf(text, data), data]));
}

interface Reading {
  readonly name: string;
  readonly text: string;
  readonly runs: readonly Scenario[];
}

function pathOf(folder: string, name: string): string {
  return join(folder, `${name}.bin`);
}

function digestOf(text: string, data: Buffer): Buffer {
  return createHash('sha256').update(text, 'utf8').update('\n').update(data).digest();
}
