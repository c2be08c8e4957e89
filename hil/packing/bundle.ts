import { build, type Metafile, type Plugin } from 'esbuild';
import { packagePath } from '../base/package-root.ts';
import { writeCommandLine } from './command-line.ts';
import { type ChunkGroup, mergeChunks } from './merged-chunks.ts';
import { withPageCode } from './page-code-plugin.ts';

const COMMAND_LINE = 'hil/cli.ts';
const LIBRARY = ['hil/library.ts', 'hil/vitest/testing.ts'];
/** Chunks that an import of the library loads together, and those of a run. */
const GROUPS: readonly ChunkGroup[] = [{ name: 'library', sources: ['hil/library.ts'] }];
/** Oldest Node of `engines` in package.json. */
const TARGET = 'node20';
/** Defines `require`, which CommonJS packages call for Node's modules and which an ES module lacks. */
const REQUIRE =
  "import { createRequire as newRequire } from 'node:module'; const require = newRequire(import.meta.url);";

/** How the sources of a bundle are read. */
export interface BundleOptions {
  readonly plugins?: readonly Plugin[];
}

/** Sources of a bundle. */
export interface Bundle {
  /** Source files whose code is in the bundle, relative to the package's root, each once. */
  readonly inputs: readonly string[];
}

/**
 * Writes command line and library to a folder, with all code they run except the `installed` packages. Names and lines stay
 * readable for stack traces; minified code started at most a tenth faster. Throws on a warning of esbuild, because the
 * installed program would fail.
 */
export async function writeBundle(folder: string, installed: readonly string[]): Promise<Bundle> {
  const { inputs } = await writeProgram(folder, installed);
  const pageInputs = new Set<string>();
  const metafile = await writeLibrary(folder, installed, withPageCode([], pageInputs));
  return { inputs: [...new Set([...inputs, ...inputsOf(metafile), ...pageInputs])] };
}

/** Writes the command line alone. */
export async function writeProgram(
  folder: string,
  installed: readonly string[],
  { plugins = [] }: BundleOptions = {},
): Promise<Bundle> {
  const pageInputs = new Set<string>();
  const metafiles = await writeCommandLine({
    folder,
    entry: COMMAND_LINE,
    installed,
    plugins: [withPageCode(plugins, pageInputs), ...plugins],
    target: TARGET,
  });
  return { inputs: [...new Set([...metafiles.flatMap(inputsOf), ...pageInputs])] };
}

/**
 * Writes the library and its part for vitest as ES modules. A module behind `import()` gets its own file, so that a program
 * loads only the code it needs.
 */
async function writeLibrary(folder: string, installed: readonly string[], plugin: Plugin): Promise<Metafile> {
  const { metafile, warnings } = await build({
    absWorkingDir: packagePath('.'),
    entryPoints: LIBRARY,
    plugins: [plugin],
    outdir: folder,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: TARGET,
    external: [...installed],
    banner: { js: REQUIRE },
    metafile: true,
    logLevel: 'silent',
  });
  const [warning] = warnings;
  if (warning !== undefined) throw new Error(`esbuild warns: ${warning.text} (${warning.location?.file ?? 'no file'})`);
  await mergeChunks(metafile, GROUPS, TARGET);
  return metafile;
}

/** Returns the files of a bundle. Modules that a plugin wrote have a namespace before their path, or are in angle brackets. */
function inputsOf({ outputs }: Metafile): readonly string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  return [...new Set(inputs.filter((path) => !/^(?:\w+:|<)/.test(path)))];
}
