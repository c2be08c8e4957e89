/**
 * Gives the command line of a checkout as a bundle in `node_modules/.cache`, which loads in a third of the time that
 * TypeScript takes through tsx. A bundle is used only if every file that went into it has the same content as then.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache/rollerloop');
/** File with the digest of the newest bundle and the paths of its inputs. */
const STATE = join(CACHE, 'newest.json');
/** Files that decide how the inputs are found and bundled, besides the inputs. */
const SETTINGS = [
  'package.json',
  'tsconfig.json',
  'hil/tsconfig.json',
  'hil/viewer/tsconfig.json',
  'hil/packing/bundle.ts',
  'hil/packing/command-line.ts',
  'hil/packing/merged-chunks.ts',
  'hil/packing/browser-build.ts',
  'hil/packing/page-bundle.ts',
  'hil/packing/page-code.ts',
  'hil/packing/page-code-plugin.ts',
  'hil/packing/page-entries.ts',
  'hil/packing/checkout.js',
  'node_modules/.package-lock.json',
];
/** Age of a bundle that is removed. A younger one may still be loading parts of itself in another process. */
const KEPT_MS = 24 * 3_600_000;

/** Returns the path of the bundled command line; builds it if a file has changed. Undefined if the folder is read-only. */
export async function checkoutCli() {
  const digest = knownDigest() ?? (await built());
  return digest === undefined ? undefined : join(CACHE, digest, 'cli.cjs');
}

/** Returns the digest of the newest bundle if all its inputs are unchanged. */
function knownDigest() {
  try {
    const { digest, inputs } = JSON.parse(readFileSync(STATE, 'utf8'));
    const contents = new Map([...SETTINGS, ...inputs].map((path) => [path, readFileSync(join(ROOT, path))]));
    return digestOf(contents) === digest && statSync(join(CACHE, digest)).isDirectory() ? digest : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(contents) {
  const hash = createHash('sha256');
  for (const path of [...contents.keys()].sort()) {
    const content = contents.get(path);
    hash.update(`${path}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}

/** Builds the bundle under a name of its own and renames it, so that no process sees a partial one. */
async function built() {
  const half = join(CACHE, `half-${process.pid}`);
  try {
    mkdirSync(half, { recursive: true });
  } catch {
    return undefined;
  }
  const contents = new Map(SETTINGS.map((path) => [path, readFileSync(join(ROOT, path))]));
  await bundle(half, contents);
  const digest = digestOf(contents);
  keep(half, join(CACHE, digest));
  const inputs = [...contents.keys()].filter((path) => !SETTINGS.includes(path));
  const state = join(CACHE, `newest-${process.pid}.json`);
  writeFileSync(state, JSON.stringify({ digest, inputs }));
  renameSync(state, STATE);
  removeOld();
  return digest;
}

/** Bundles the command line, and adds the content of each file as it was bundled. */
async function bundle(folder, contents) {
  const { register } = await import('tsx/esm/api');
  const unregister = register();
  const { writeProgram } = await import('./bundle.ts');
  await unregister();
  const { dependencies } = JSON.parse(contents.get('package.json').toString());
  const reader = {
    name: 'reader',
    setup: (build) =>
      build.onLoad({ filter: /./, namespace: 'file' }, ({ path }) => {
        const content = readFileSync(path);
        contents.set(relative(ROOT, path), content);
        return { contents: content, loader: 'default' };
      }),
  };
  await writeProgram(folder, Object.keys(dependencies), { plugins: [reader] });
}

/** Moves a bundle to its place, unless another process was faster. */
function keep(half, folder) {
  try {
    renameSync(half, folder);
  } catch {
    rmSync(half, { recursive: true, force: true });
  }
}

function removeOld() {
  const newestMs = statSync(STATE).mtimeMs;
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    if (path !== STATE && newestMs - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
