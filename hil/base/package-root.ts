import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Returns the nearest parent folder with a package.json: the checkout or the installed package. */
function rootOf(url: string): URL {
  const folder = new URL('./', url);
  if (existsSync(new URL('package.json', folder))) return folder;
  const parent = new URL('../', folder);
  if (parent.href === folder.href) throw new Error('There is no package.json above this program.');
  return rootOf(parent.href);
}

const root = rootOf(import.meta.url);

/** Returns the absolute path of a file of the package, given relative to its root: `protocol/WIRE.md`. */
export function packagePath(relativePath: string): string {
  return fileURLToPath(new URL(relativePath, root));
}
