import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { HilError } from '../../base/hil-error.ts';
import { packagePath } from '../../base/package-root.ts';
import type { Mutant } from '../data/mutant.ts';
import { patchedText } from './patched-text.ts';

/** Program that runs the scenarios. It imports the pump, so that a bundle of it contains the mutant. */
const RUNNER = 'hil/mutants/run/runner.ts';
/** Opening of the emulated board, with the path of the sketch's build in quotes. */
const BOARD_OPENING = 'hil/rigs/lines/emulation.ts';
const SHIPPED_HEX = "'hil/sketch/rig.hex'";
/** Oldest Node of `engines` in package.json. */
const TARGET = 'node20';
const REQUIRE =
  "import { createRequire as newRequire } from 'node:module'; const require = newRequire(import.meta.url);";

/**
 * Bundles the runner with a mutant of the pump, or with another build of the sketch on its emulated board. Throws
 * `HilError` MUTANT_UNBUILT (bench) if the changed source does not compile.
 */
export async function writeRunner(path: string, mutant?: Mutant): Promise<string> {
  return bundled(path, mutant === undefined ? [] : [mutant]);
}

/** Bundles the runner so that its emulated board runs the hex file at `hexPath`. */
export async function writeRunnerWithHex(path: string, hexPath: string): Promise<string> {
  const says = 'The emulated board runs another build of the sketch.';
  const to = JSON.stringify(hexPath);
  return bundled(path, [{ id: 'other-hex', says, file: BOARD_OPENING, from: SHIPPED_HEX, to }]);
}

async function bundled(outfile: string, patches: readonly Mutant[]): Promise<string> {
  const { build } = await esbuildOfCheckout();
  const manifest = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as Manifest;
  try {
    await build({
      absWorkingDir: packagePath('.'),
      entryPoints: [RUNNER],
      outfile,
      plugins: patches.map(patching),
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: TARGET,
      external: Object.keys(manifest.dependencies),
      banner: { js: REQUIRE },
      logLevel: 'silent',
    });
  } catch (cause) {
    if (cause instanceof HilError) throw cause;
    const message = `The mutant "${patches[0]?.id ?? 'none'}" does not compile: ${(cause as Error).message.slice(0, 500)}`;
    throw new HilError('MUTANT_UNBUILT', 'bench', message, { cause });
  }
  return outfile;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

function patching(mutant: Mutant): Plugin {
  const path = join(packagePath('.'), mutant.file);
  return {
    name: mutant.id,
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.ts$/ }, (source) =>
        source.path === path ? { contents: patchedText(readFileSync(path, 'utf8'), mutant), loader: 'ts' } : undefined,
      ),
  };
}

/** Loads esbuild. Its name is computed, so that the bundle of this program does not contain it. */
async function esbuildOfCheckout(): Promise<typeof import('esbuild')> {
  const { resolve } = createRequire(packagePath('package.json'));
  return import(pathToFileURL(resolve('esbuild')).href);
}
