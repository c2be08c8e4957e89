import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packagePath } from '../base/package-root.ts';
import { writeBundle } from './bundle.ts';
import { copyDeclarations } from './declarations.ts';
import { keepReadings } from './kept-readings.ts';
import { licencesText, packageFolders } from './licences.ts';
import { trainerPage } from './trainer-page.ts';
import { writeCompiled } from './write-compiled.ts';

/** Folder in which `tsc -b` writes declarations. */
const TYPES = packagePath('node_modules/.cache/types');
const OUTPUT = packagePath('dist');

interface Manifest {
  readonly dependencies: object;
  readonly peerDependencies: object;
}

/** Returns the names of the packages that npm installs beside this one, and of those that its user may install. */
function besidePackages(): { readonly installed: readonly string[]; readonly peers: readonly string[] } {
  const manifest = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as Manifest;
  return { installed: Object.keys(manifest.dependencies), peers: Object.keys(manifest.peerDependencies) };
}

async function main(): Promise<void> {
  const { installed, peers } = besidePackages();
  rmSync(OUTPUT, { recursive: true, force: true });
  copyDeclarations('hil/library.d.ts', TYPES, join(OUTPUT, 'types'), installed);
  copyDeclarations('hil/vitest/testing.d.ts', TYPES, join(OUTPUT, 'types'), [...installed, ...peers]);
  const { inputs } = await writeBundle(OUTPUT, [...installed, ...peers]);
  // Compiled first, so that it has the code that reads a user's scenario.
  writeCompiled(OUTPUT);
  keepReadings(OUTPUT);
  const trainer = await trainerPage();
  writeFileSync(join(OUTPUT, 'trainer.html'), trainer.html);
  const folders = packageFolders([...inputs, ...trainer.inputs]).map(packagePath);
  writeFileSync(join(OUTPUT, 'LICENCES.txt'), licencesText(folders));
  process.stdout.write(
    `${relative(packagePath('.'), OUTPUT)}/ built; it contains code of ${folders.length} packages\n`,
  );
}

await main();
