import { fileURLToPath } from 'node:url';

/** A build puts this file one folder deeper (dist/hil/) than a checkout does (hil/). */
const up = import.meta.url.endsWith('.ts') ? '../' : '../../';
const root = new URL(up, import.meta.url);

/** Absolute path of a file that ships beside the code, named relative to the package's root: `protocol/WIRE.md`. */
export function packagePath(relativePath: string): string {
  return fileURLToPath(new URL(relativePath, root));
}
