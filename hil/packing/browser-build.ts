import { type BuildOptions, type BuildResult, build } from 'esbuild';
import { packagePath } from '../base/package-root.ts';

/** Browsers of the last three years: all have `light-dark()`, `DecompressionStream` and nested CSS. */
const BROWSERS = ['chrome123', 'firefox120', 'safari17.5'];

/** What a build for the browser is given; how it is built is the same for all. */
export type BrowserSources = Pick<BuildOptions, 'entryPoints' | 'stdin' | 'plugins' | 'alias' | 'outdir'>;

/** Bundles and minifies code for the browser, in memory. Throws on a warning of esbuild and on an import of Node. */
export async function browserBuild(sources: BrowserSources): Promise<BuildResult<{ write: false; metafile: true }>> {
  const result = await build({
    ...sources,
    absWorkingDir: packagePath('.'),
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: BROWSERS,
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  const [warning] = result.warnings;
  if (warning !== undefined) throw new Error(`esbuild warns: ${warning.text} (${warning.location?.file ?? 'no file'})`);
  return result;
}
