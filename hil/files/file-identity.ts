import { fstatSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

/** Links that Linux follows in one path. */
const LINKS_MAX = 40;

/** Identity of the file that a path leads to. */
export interface FileIdentity {
  /** Absolute path without links and `..`. */
  readonly path: string;
  /** Undefined if the file does not exist. */
  readonly stats: Stats | undefined;
}

/** Follows links and `..`, even to a file that does not exist yet. Never throws: an unusable path stays as written. */
export function fileIdentityOf(path: string): FileIdentity {
  let current = resolve(path);
  for (let links = 0; links < LINKS_MAX; links += 1) {
    const real = orUndefined(() => realpathSync(current));
    if (real !== undefined) return { path: real, stats: orUndefined(() => statSync(real)) };
    const target = orUndefined(() => readlinkSync(current));
    if (target === undefined) break;
    current = resolve(dirname(current), target);
  }
  const folder = orUndefined(() => realpathSync(dirname(current))) ?? dirname(current);
  return { path: resolve(folder, basename(current)), stats: undefined };
}

/** Returns the identity of an open descriptor, which has no path. */
export function openFileIdentityOf(descriptor: number): FileIdentity {
  return { path: '', stats: orUndefined(() => fstatSync(descriptor)) };
}

/** Returns a text that is equal for two paths to one file. Hard links share device and inode. */
export function fileKeyOf({ path, stats }: FileIdentity): string {
  return stats === undefined ? `path ${path}` : `inode ${stats.dev}:${stats.ino}`;
}

function orUndefined<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
