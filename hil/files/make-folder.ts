import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and its parents. Throws the error of the file system. An empty path is none, as for the system; `resolve` would
 * take it for the working folder, as of a variable that a shell script forgot to set. It makes one level at a time: `mkdirSync` with
 * `recursive` never returns if the parent exists but answers ENOENT, as /proc does.
 */
export function makeFolder(path: string): void {
  if (path === '') mkdirSync(path);
  const whole = resolve(path);
  const missing: string[] = [];
  for (let at = whole; !existsOrBlocks(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  for (const at of missing) makeOne(at);
  // If a file has the name of the folder, throws the same error as `mkdirSync`.
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
