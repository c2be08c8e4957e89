import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packagePath } from '../hil/base/package-root.ts';
import { writeProgram } from '../hil/packing/bundle.ts';
import { keepReadings } from '../hil/packing/kept-readings.ts';
import { writeCompiled } from '../hil/packing/write-compiled.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the program that tests start in processes of their own. */
    readonly program: string;
  }
}

interface Manifest {
  readonly files: readonly string[];
  readonly dependencies: object;
}

/** Folder before the first pattern in a path that `files` in package.json lists. */
const plainFolder = (path: string): string => path.split('/*')[0] ?? path;

/**
 * Builds the program from the source once per run of the tests, with the layout of the package. A bundle starts in half
 * the CPU time of the source, which every process would otherwise transform and load by itself.
 */
export async function setup(project: TestProject): Promise<() => void> {
  const manifest = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as Manifest;
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-program-'));
  for (const path of ['package.json', ...manifest.files.map(plainFolder)]) {
    if (path === 'dist') continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(packagePath(path), join(folder, path), { recursive: true });
  }
  symlinkSync(packagePath('node_modules'), join(folder, 'node_modules'));
  await writeProgram(join(folder, 'dist'), Object.keys(manifest.dependencies));
  writeCompiled(join(folder, 'dist'));
  keepReadings(join(folder, 'dist'));
  project.provide('program', join(folder, 'hil/rollerloop.cjs'));
  return () => rmSync(folder, { recursive: true });
}
