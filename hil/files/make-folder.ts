import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder, and those above it. Throws the error of the file system. `mkdirSync` with `recursive` never returns where
 * the parent exists and still answers ENOENT, as /proc does; this function makes one level at a time.
 */
export function makeFolder(path: string): void {
  const whole = resolve(path);
  const missing: string[] = [];
  for (let at = whole; !existsOrBlocks(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  for (const at of missing) makeOne(at);
  // A file in place of the folder: the same error as from `mkdirSync`.
  if (missing.length === 0 && !statSync(whole).isDirectory()) mkdirSync(whole);
}

/** Makes one folder; another process may have made it since. */
function makeOne(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (!isFolder(path)) throw error;
  }
}

function existsOrBlocks(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
