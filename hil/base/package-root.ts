import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the nearest package.json upwards: the checkout's from the source, the installed package's from the bundle. */
function rootOf(url: string): URL {
  const folder = new URL('./', url);
  if (existsSync(new URL('package.json', folder))) return folder;
  const parent = new URL('../', folder);
  if (parent.href === folder.href) throw new Error('There is no package.json above this program.');
  return rootOf(parent.href);
}

const root = rootOf(import.meta.url);

/** Absolute path of a file that ships beside the code, named relative to the package's root: `protocol/WIRE.md`. */
export function packagePath(relativePath: string): string {
  return fileURLToPath(new URL(relativePath, root));
}
