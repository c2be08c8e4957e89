import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { packagePath } from '../base/package-root.ts';
import { toolVersion } from '../base/tool-version.ts';

const FILE = 'file:';

/**
 * Returns what a new project's package.json says of this package, so that `npm install` finds the one that wrote the
 * project: the packed file or folder that it was installed from, the checkout, or a released version.
 */
export function dependencySpec(project: string, root = packagePath('.')): string {
  const path = placeOf(resolve(root));
  return path === undefined ? `^${toolVersion()}` : FILE + (relative(resolve(project), path) || '.');
}

/** Returns the file or folder that a package comes from; undefined for a registry. */
function placeOf(root: string): string | undefined {
  const modules = dirname(root);
  const list = join(modules, '.package-lock.json');
  if (!existsSync(list)) return existsSync(join(root, 'hil/cli.ts')) ? root : undefined;
  const { packages } = JSON.parse(readFileSync(list, 'utf8')) as { packages: Record<string, { resolved?: string }> };
  const resolved = packages['node_modules/rollerloop']?.resolved;
  if (resolved?.startsWith(FILE) !== true) return undefined;
  const path = resolved.slice(FILE.length);
  return isAbsolute(path) ? path : join(dirname(modules), path);
}
