import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../../hil/base/package-root.ts';
import { outputOf } from '../../hil/sketch/sketch-build.ts';

export const referenceFolder = packagePath('firmware-sim/reference');
const SOURCES = [
  referenceFolder,
  join(referenceFolder, 'avr'),
  packagePath('hil/sketch'),
  packagePath('hil/firmware/native'),
];
/** Folder of the kept builds. */
const BUILDS = packagePath('node_modules/.cache/reference');

/** Builds a target of the Makefile. Returns the folder with it. A build is kept while the sources stay the same. */
export function builtReference(target: 'all' | 'sanitize' | 'avr'): string {
  const folder = join(BUILDS, `${target}-${digestOfSources()}`);
  if (existsSync(folder)) return folder;
  // The finished build is renamed, so that no other process starts a partial one.
  const half = `${folder}-${process.pid}`;
  mkdirSync(half, { recursive: true });
  outputOf('make', ['-C', referenceFolder, `OUT=${half}`, target]);
  try {
    renameSync(half, folder);
  } catch (failure) {
    // Another process may have finished the same build meanwhile. Its result is as good.
    if (!existsSync(folder)) throw failure;
    rmSync(half, { recursive: true });
  }
  return folder;
}

function digestOfSources(): string {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    for (const name of readdirSync(folder).filter((one) => /\.(?:c|cpp|h)$|^Makefile$/.test(one)))
      hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}
