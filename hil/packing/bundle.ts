import { build, type Metafile } from 'esbuild';
import { packagePath } from '../base/package-root.ts';

const ENTRIES = ['hil/cli.ts', 'hil/library.ts'];
/** Oldest Node of `engines` in package.json. */
const TARGET = 'node20';
/** Packages in CommonJS call `require` for Node's own modules; a module has none. */
const REQUIRE =
  "import { createRequire as newRequire } from 'node:module'; const require = newRequire(import.meta.url);";

/** Where the code of a bundle comes from. */
export interface Bundle {
  /** Source files whose code is in the bundle, relative to the package's root, each once. */
  readonly inputs: readonly string[];
}

/**
 * Writes the command line and the library with all they run, but for the `installed` packages, to a folder. What is
 * imported with `import()` stays in files of its own, so that a command loads only what it needs. Names and lines stay
 * readable, since a stack trace has to tell where a bug is; minified code started at most a tenth faster.
 * Throws where esbuild warns, since a warning is a failure of an installed program.
 */
export async function writeBundle(folder: string, installed: readonly string[]): Promise<Bundle> {
  const { metafile, warnings } = await build({
    absWorkingDir: packagePath('.'),
    entryPoints: ENTRIES,
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
  return { inputs: inputsOf(metafile) };
}

function inputsOf({ outputs }: Metafile): readonly string[] {
  return [...new Set(Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs)))];
}
