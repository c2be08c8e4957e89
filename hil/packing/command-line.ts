import { relative, sep } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { packagePath } from '../base/package-root.ts';

/** What a bundle of the command line is made of. */
export interface CommandLineOptions {
  readonly folder: string;
  /** Source file of the command line. */
  readonly entry: string;
  /** Packages whose code stays outside. */
  readonly installed: readonly string[];
  readonly plugins: readonly Plugin[];
  /** Oldest Node that runs the bundle. */
  readonly target: string;
}

/** File with the parser of options, which every command loads. */
const FIRST = 'cli.cjs';
/** File with all that a command loads later. */
const COMMANDS = './commands.cjs';
const LATER = 'later';
const FILE_URL = '__fileUrl';

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

/**
 * Writes the command line as two CommonJS files: the parser of options, and all commands. Node starts a CommonJS module in
 * some 5 ms less than an ES module, and V8 keeps compiled code for scripts alone. Returns esbuild's accounts of both files.
 */
export async function writeCommandLine(options: CommandLineOptions): Promise<readonly Metafile[]> {
  const later = new Set<string>();
  const first = await bundled(options, {
    entryPoints: [options.entry],
    outfile: `${options.folder}/${FIRST}`,
    plugins: [splitAtImports(later), ...options.plugins, withoutChildProcess],
  });
  const exported = [...later].sort().map((path) => `exports[${quoted(path)}] = () => require(${quoted(`./${path}`)});`);
  const commands = await bundled(options, {
    stdin: { contents: exported.join('\n'), resolveDir: packagePath('.') },
    outfile: `${options.folder}/${COMMANDS}`,
    plugins: [...options.plugins],
  });
  return [first, commands];
}

/** Takes each module behind `import()` from the file of the commands, and collects their paths. */
function splitAtImports(later: Set<string>): Plugin {
  return {
    name: 'split-at-imports',
    setup(build) {
      build.onResolve({ filter: /./ }, async ({ path, kind, resolveDir, importer }) => {
        if (path === COMMANDS) return { path, external: true };
        if (kind !== 'dynamic-import') return undefined;
        const found = await build.resolve(path, { kind: 'import-statement', resolveDir, importer });
        if (found.external) return undefined;
        return { path: relative(packagePath('.'), found.path).split(sep).join('/'), namespace: LATER };
      });
      build.onLoad({ filter: /./, namespace: LATER }, ({ path }) => {
        later.add(path);
        return { contents: `module.exports = require(${quoted(COMMANDS)})[${quoted(path)}]();` };
      });
    },
  };
}

async function bundled({ installed, target }: CommandLineOptions, options: BuildOptions): Promise<Metafile> {
  const { metafile, warnings } = await build({
    ...options,
    absWorkingDir: packagePath('.'),
    banner: { js: `const ${FILE_URL} = require("node:url").pathToFileURL(__filename).href;` },
    define: { 'import.meta.url': FILE_URL },
    bundle: true,
    // Compiled code is found by the bytes of the source, which are characters only in ASCII.
    charset: 'ascii',
    format: 'cjs',
    platform: 'node',
    target,
    external: [...installed],
    metafile: true,
    logLevel: 'silent',
  });
  const [warning] = warnings;
  if (warning !== undefined) throw new Error(`esbuild warns: ${warning.text} (${warning.location?.file ?? 'no file'})`);
  return metafile as Metafile;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
