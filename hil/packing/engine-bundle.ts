import { build } from 'esbuild';
import { packagePath } from '../base/package-root.ts';
import { PAGE_TARGET } from './page-bundle.ts';
import { shippedLibrary } from './shipped-library.ts';

/** Code of the trainer's engine for a Worker, minified. */
export interface EngineBundle {
  readonly script: string;
  readonly inputs: readonly string[];
}

/** Bundles the engine of the trainer page with the shipped scenarios. Throws on a warning of esbuild. */
export async function engineBundle(): Promise<EngineBundle> {
  const contents = `import { startWorker } from './hil/trainer/page/worker/worker.ts';
startWorker(self, ${JSON.stringify(shippedLibrary())});`;
  const { outputFiles, metafile, warnings } = await build({
    absWorkingDir: packagePath('.'),
    stdin: { contents, resolveDir: packagePath('.'), sourcefile: 'engine-start.js' },
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: [...PAGE_TARGET],
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  const [warning] = warnings;
  if (warning !== undefined) throw new Error(`esbuild warns: ${warning.text} (${warning.location?.file ?? 'no file'})`);
  const inputs = Object.keys(metafile.inputs).filter((path) => path !== 'engine-start.js');
  return { script: outputFiles[0]?.text ?? '', inputs };
}
