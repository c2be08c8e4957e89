import { readFileSync } from 'node:fs';
import { packagePath } from './package-root.ts';

/** Version of this program, from the package.json of the checkout or of the installed package: `0.1.0`. */
export function toolVersion(): string {
  return (JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string }).version;
}
