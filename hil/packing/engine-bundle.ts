import { packagePath } from '../base/package-root.ts';
import { browserBuild } from './browser-build.ts';
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
  const { outputFiles, metafile } = await browserBuild({
    stdin: { contents, resolveDir: packagePath('.'), sourcefile: 'engine-start.js' },
  });
  const inputs = Object.keys(metafile.inputs).filter((path) => path !== 'engine-start.js');
  return { script: outputFiles[0]?.text ?? '', inputs };
}
