import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A file of the project. `path` is relative to the root and has forward slashes. The number of a line is its index + 1.
 */
export interface ProjectFile {
  readonly path: string;
  readonly lines: readonly string[];
}

/** A finding of a rule, in a form by which an editor jumps to it: `path:line what is wrong`. */
export type Finding = string;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TEXT_NAME =
  /(^|\/)(LICENSE|run|\.[a-z]+)$|\.(tsx?|js|mjs|cjs|json|md|ya?ml|html|css|svg|sh|ino|c|cpp|h|txt|csv)$/;

/** Patterns of `.gitignore` that this project uses: the name of a folder, a suffix, or a name at the top. */
function isIgnored(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    if (pattern.endsWith('/')) return path.endsWith(pattern.slice(0, -1)) && `/${path}/`.endsWith(`/${pattern}`);
    return pattern.startsWith('*') ? path.endsWith(pattern.slice(1)) : `/${path}` === pattern;
  });
}

function walk(folder: string, patterns: readonly string[], found: string[]): void {
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (path === '.git' || isIgnored(path, patterns)) continue;
    if (entry.isDirectory()) walk(path, patterns, found);
    else if (entry.isFile()) found.push(path);
  }
}

/** Every file that is not ignored, sorted. A binary file has no lines. */
export function projectFiles(): readonly ProjectFile[] {
  const patterns = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n').filter(Boolean);
  const paths: string[] = [];
  walk('', patterns, paths);
  return paths.sort().map((path) => {
    if (!TEXT_NAME.test(path)) return { path, lines: [] };
    return { path, lines: readFileSync(join(ROOT, path), 'utf8').replace(/\n$/, '').split('\n') };
  });
}

export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
