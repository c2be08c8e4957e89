import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';
import { mergeChunks } from '../../../hil/packing/merged-chunks.ts';

/** Two modules export the same name, one is shared by all entries, and one is an entry that another imports statically. */
const SOURCES = {
  'main.js': `import { value } from './common.js';
    export const run = async (name) => value + (name === 'one' ? await import('./one.js') : await import('./two.js')).text();`,
  'one.js': `import { value } from './common.js'; import { value as deep } from './deep.js';
    export const text = () => ' one ' + value + ' ' + deep;`,
  'two.js': `import { text as ofOne } from './one.js'; import { value } from './deep.js';
    export const text = () => ' two ' + value + ofOne();`,
  'common.js': `export const value = 'common';`,
  'deep.js': `import { value as common } from './common.js'; export const value = 'deep ' + common;`,
};

let folder = '';
beforeAll(() => {
  mkdirSync(packagePath('node_modules/.cache'), { recursive: true });
  folder = mkdtempSync(packagePath('node_modules/.cache/merged-chunks-'));
  for (const [name, text] of Object.entries(SOURCES)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function bundled(outdir: string, groups: readonly (readonly string[])[]): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: packagePath('.'),
    entryPoints: [join(folder, 'main.js')],
    outdir: join(folder, outdir),
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    metafile: true,
  });
  const inRoot = (name: string): string => relative(packagePath('.'), join(folder, name));
  const named = groups.map((sources, index) => ({ name: `group${index}`, sources: sources.map(inRoot) }));
  await mergeChunks(metafile, named, 'node20');
  return readdirSync(join(folder, outdir, 'chunks')).sort();
}

test.each([
  ['no group', []],
  ['all that the entry loads', [['main.js']]],
  ['an entry inside a group', [['main.js'], ['one.js', 'two.js']]],
  ['one group of all', [['main.js', 'one.js', 'two.js']]],
])('a bundle works as before with %s', async (what, groups) => {
  const outdir = what.replaceAll(' ', '-');
  const files = await bundled(outdir, groups);
  expect(groups.map((_group, index) => files.includes(`group${index}.js`))).toEqual(groups.map(() => true));
  const { run } = (await import(join(folder, outdir, 'main.js'))) as { run(name: string): Promise<string> };
  expect(await run('one')).toBe('common one common deep common');
  expect(await run('two')).toBe('common two deep common one common deep common');
});
