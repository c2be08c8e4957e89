import type { Metafile, Plugin } from 'esbuild';
import { packagePath } from '../base/package-root.ts';
import { browserBuild } from './browser-build.ts';

/** Code and style of a page, minified. */
export interface PageBundle {
  readonly script: string;
  readonly style: string;
  /** Source files whose code is in the bundle, relative to the package's root, each once. */
  readonly inputs: readonly string[];
  /** Bytes of each source in script and style, minified. */
  readonly bytesOf: ReadonlyMap<string, number>;
}

/** A browser's own way to write markup, which spares a page the package for it. */
const MARKUP = 'hil/viewer/page-markup.ts';

/** Bundles an entry with all it imports for the browser. Throws on a warning of esbuild and on an import of Node. */
export async function pageBundle(entry: string, plugins: readonly Plugin[] = []): Promise<PageBundle> {
  const { outputFiles, metafile } = await browserBuild({
    entryPoints: [entry],
    plugins: [...plugins],
    alias: { 'preact-render-to-string': packagePath(MARKUP) },
    outdir: 'page',
  });
  const textOf = (suffix: string): string => outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? '';
  return {
    script: textOf('.js'),
    style: textOf('.css'),
    inputs: Object.keys(metafile.inputs),
    bytesOf: bytesBySource(metafile),
  };
}

function bytesBySource({ outputs }: Metafile): ReadonlyMap<string, number> {
  const bytesOf = new Map<string, number>();
  for (const { inputs } of Object.values(outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs))
      bytesOf.set(path, (bytesOf.get(path) ?? 0) + bytesInOutput);
  return bytesOf;
}
