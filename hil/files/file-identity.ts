import { fstatSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

/** Linux follows 40 links of one path. */
const LINKS_MAX = 40;

/** The file that a path leads to. */
export interface FileIdentity {
  /** Absolute, without links and `..`. */
  readonly path: string;
  /** Undefined where there is no such file yet. */
  readonly stats: Stats | undefined;
}

/** Follows links and `..`, also to a file that does not exist yet. Never throws: an unusable path stays as it is written. */
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

/** The file behind an open descriptor; it has no path. */
export function openFileIdentityOf(descriptor: number): FileIdentity {
  return { path: '', stats: orUndefined(() => fstatSync(descriptor)) };
}

/** Hard links are one file: they share device and inode. */
export function isSameFile(a: FileIdentity, b: FileIdentity): boolean {
  if (a.stats === undefined || b.stats === undefined) return a.path !== '' && a.path === b.path;
  return a.stats.ino === b.stats.ino && a.stats.dev === b.stats.dev;
}

function orUndefined<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
