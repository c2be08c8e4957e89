import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { packagePath } from '../base/package-root.ts';
import { packageFolders } from './licences.ts';

/** Chunks that become one file, found from the sources that load them. */
export interface ChunkGroup {
  readonly name: string;
  /** Source files. All chunks that one of them imports statically are in the group, unless an earlier group has them. */
  readonly sources: readonly string[];
}

type Outputs = Metafile['outputs'];
/** A static import of a bundle, as esbuild prints it. */
const IMPORT = /^import (?:\{([^}]*)\} from )?"(\.\.?\/[^"]+)";$/gm;

/**
 * Joins the chunks of each group in one file. Node spends about half a millisecond on finding and reading a file, and a
 * run would load a hundred. A chunk that is an entry of its own keeps its file, which then exports from the joined one.
 */
export async function mergeChunks({ outputs }: Metafile, groups: readonly ChunkGroup[], target: string): Promise<void> {
  const homes = new Map<string, Home>();
  for (const group of groups) {
    const members = membersOf(outputs, group.sources).filter((path) => !homes.has(path));
    const [first] = members;
    if (first === undefined) continue;
    const path = join(dirname(first), `${group.name}.js`);
    for (const member of members) homes.set(member, { path, prefix: `${group.name}${homes.size}_` });
    await writeJoined(path, members, { outputs, homes, target });
  }
  for (const [path, output] of Object.entries(outputs)) {
    const home = homes.get(path);
    if (home === undefined) rewrite(path, homes);
    else if (output.entryPoint === undefined) rmSync(packagePath(path));
    else writeFileSync(packagePath(path), stubOf(path, output.exports, home));
  }
}

/** File that holds the code of a chunk, and what precedes the names of its exports there. */
interface Home {
  readonly path: string;
  readonly prefix: string;
}

interface Merging {
  readonly outputs: Outputs;
  readonly homes: ReadonlyMap<string, Home>;
  /** Oldest Node that runs the bundle. */
  readonly target: string;
}

/** Returns the chunks that the outputs of some sources import, directly or not. */
function membersOf(outputs: Outputs, sources: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    for (const { path: imported, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && outputs[imported] !== undefined && !found.has(imported)) {
        found.add(imported);
        visit(imported);
      }
  };
  for (const [path, { entryPoint }] of Object.entries(outputs)) if (sources.includes(entryPoint ?? '')) visit(path);
  return [...found];
}

/** Writes the joined file of some chunks. Each export gets a prefix, since two chunks may export the same name. */
async function writeJoined(
  path: string,
  members: readonly string[],
  { outputs, homes, target }: Merging,
): Promise<void> {
  const lines = members.map((member) => {
    const prefix = homes.get(member)?.prefix ?? '';
    const names = (outputs[member]?.exports ?? []).map((name) => `${name} as ${prefix}${name}`);
    return `export { ${names.join(', ')} } from "./${basename(member)}";\nimport "./${basename(member)}";`;
  });
  const inside = new Set(members.map((member) => packagePath(member)));
  const folder = packagePath(dirname(path));
  const onlyMembers: Plugin = {
    name: 'only-members',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path: asked, resolveDir }) => {
        const file = join(resolveDir, asked);
        return asked.startsWith('.') && inside.has(file) ? { path: file } : { path: asked, external: true };
      });
    },
  };
  const { warnings } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: folder },
    plugins: [onlyMembers],
    outfile: packagePath(path),
    banner: { js: packageComments(members.flatMap((member) => Object.keys(outputs[member]?.inputs ?? {}))) },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target,
    logLevel: 'silent',
  });
  const [warning] = warnings;
  if (warning !== undefined) throw new Error(`esbuild warns: ${warning.text}`);
  rewrite(path, homes);
}

/** Returns a comment for each package with code in a file. Joining drops those of the chunks, and the packing test reads them. */
function packageComments(inputs: readonly string[]): string {
  return packageFolders(inputs)
    .map((folder) => `// ${folder}/`)
    .join('\n');
}

/** Lets a file import from the joined files. */
function rewrite(path: string, homes: ReadonlyMap<string, Home>): void {
  const file = packagePath(path);
  const text = readFileSync(file, 'utf8');
  const led = text.replace(IMPORT, (written, names: string | undefined, from: string) => {
    const home = homes.get(join(dirname(path), from));
    if (home === undefined || home.path === path) return written;
    const target = specifier(path, home.path);
    if (names === undefined) return `import "${target}";`;
    return `import { ${names
      .split(',')
      .map((name) => `${home.prefix}${asBinding(name)}`)
      .join(', ')} } from "${target}";`;
  });
  if (led !== text) writeFileSync(file, led);
}

/** Returns an imported name with the local name that it has already. */
function asBinding(written: string): string {
  const name = written.trim();
  return name.includes(' as ') ? name : `${name} as ${name}`;
}

function stubOf(path: string, names: readonly string[], { path: home, prefix }: Home): string {
  const exported = names.map((name) => `${prefix}${name} as ${name}`);
  return `export { ${exported.join(', ')} } from "${specifier(path, home)}";\n`;
}

function specifier(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
