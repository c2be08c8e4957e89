import { build, type Metafile, type Plugin } from 'esbuild';
import { packagePath } from '../base/package-root.ts';
import { writeFirstFile } from './first-file.ts';
import { type ChunkGroup, mergeChunks } from './merged-chunks.ts';
import { withPageCode } from './page-code-plugin.ts';

const COMMAND_LINE = 'hil/cli.ts';
const ENTRIES = [COMMAND_LINE, 'hil/library.ts', 'hil/vitest/testing.ts'];
/**
 * Chunks that are loaded together at a start: those of every command, those that read scenarios, and those of a run.
 */
const GROUPS: readonly ChunkGroup[] = [
  { name: 'start', sources: [COMMAND_LINE] },
  { name: 'reader', sources: ['hil/commands/list.ts', 'hil/commands/lint.ts'] },
  { name: 'run', sources: ['hil/commands/run.ts'] },
];
/** Oldest Node of `engines` in package.json. */
const TARGET = 'node20';
/**
 * Gives commander no `node:child_process`, which it needs for commands in files of their own. This program has none, and
 * loading that module takes a fifth of `--help`.
 */
const withoutChildProcess: Plugin = {
  name: 'without-child-process',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /\bnode_modules\/commander\//.test(importer) ? { path: 'none', namespace: 'none' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
  },
};
/** Defines `require`, which CommonJS packages call for Node's modules and which an ES module lacks. */
const REQUIRE =
  "import { createRequire as newRequire } from 'node:module'; const require = newRequire(import.meta.url);";

/** What a bundle contains, and how its sources are read. */
export interface BundleOptions {
  readonly entries?: readonly string[];
  readonly plugins?: readonly Plugin[];
}

/** Sources of a bundle. */
export interface Bundle {
  /** Source files whose code is in the bundle, relative to the package's root, each once. */
  readonly inputs: readonly string[];
}

/**
 * Writes the command line, the library and its part for vitest to a folder, with all code they run except the
 * `installed` packages. A module behind `import()` gets its own file, so that a command loads only the code it needs.
 * Names and lines stay readable for stack traces; minified code started at most a tenth faster. Throws on a warning of
 * esbuild, because the installed program would fail.
 */
export async function writeBundle(
  folder: string,
  installed: readonly string[],
  { entries = ENTRIES, plugins = [] }: BundleOptions = {},
): Promise<Bundle> {
  const pageInputs = new Set<string>();
  const { metafile, warnings } = await build({
    absWorkingDir: packagePath('.'),
    entryPoints: [...entries],
    plugins: [withPageCode(plugins, pageInputs), ...plugins, withoutChildProcess],
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
  if (entries.includes(COMMAND_LINE)) await writeFirstFile(folder, TARGET);
  return { inputs: [...new Set([...inputsOf(metafile), ...pageInputs])] };
}

function inputsOf({ outputs }: Metafile): readonly string[] {
  return [...new Set(Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs)))];
}
