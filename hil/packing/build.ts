import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packagePath } from '../base/package-root.ts';
import { writeBundle } from './bundle.ts';
import { copyDeclarations } from './declarations.ts';
import { licencesText, packageFolders } from './licences.ts';

/** Folder in which `tsc -b` writes declarations. */
const TYPES = packagePath('node_modules/.cache/types');
const OUTPUT = packagePath('dist');

/** Returns the names of the packages that npm installs beside this one. */
function installedPackages(): readonly string[] {
  const text = readFileSync(packagePath('package.json'), 'utf8');
  return Object.keys((JSON.parse(text) as { dependencies: object }).dependencies);
}

async function main(): Promise<void> {
  const installed = installedPackages();
  rmSync(OUTPUT, { recursive: true, force: true });
  copyDeclarations('hil/library.d.ts', TYPES, join(OUTPUT, 'types'), installed);
  const { inputs } = await writeBundle(OUTPUT, installed);
  const folders = packageFolders(inputs).map(packagePath);
  writeFileSync(join(OUTPUT, 'LICENCES.txt'), licencesText(folders));
  process.stdout.write(
    `${relative(packagePath('.'), OUTPUT)}/ built; it contains code of ${folders.length} packages\n`,
  );
}

await main();
