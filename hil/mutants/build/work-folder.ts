import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../base/package-root.ts';

/**
 * Makes the folder of one call. It lies inside the checkout, where a bundle finds the installed packages and the shipped
 * files. The caller removes it.
 */
export function newWorkFolder(): string {
  const folder = packagePath(join('node_modules/.cache/rollerloop-mutants', `${process.pid}`));
  removeWorkFolder(folder);
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function removeWorkFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
