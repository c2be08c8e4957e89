import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';

/** Modules that the trainer page and the report run in a browser. */
const ENTRIES = [
  'hil/scenario/play-scenario.ts',
  'hil/open-bench.ts',
  'hil/rigs/opening/open-own-rig.ts',
  'hil/scenario/language/read-scenario.ts',
  'hil/pump-file/read-pump-file.ts',
  'hil/invariants/read-invariants.ts',
  'hil/judge/judge-source.ts',
  'hil/judge/trace-bytes-source.ts',
];

/** Names that Node defines and a browser lacks. `setImmediate` is allowed where the code asks for it first. */
const NODE_NAMES = /\b(?:process\.|Buffer\b|NodeJS\.|__dirname|__filename|require\()/;

interface Bundled {
  readonly faults: readonly string[];
  /** Files of this project whose code is in the bundle. */
  readonly files: readonly string[];
}

async function bundled(entry: string): Promise<Bundled> {
  try {
    const { metafile } = await build({
      absWorkingDir: packagePath('.'),
      entryPoints: [entry],
      bundle: true,
      platform: 'browser',
      format: 'esm',
      write: false,
      outdir: 'page',
      metafile: true,
      logLevel: 'silent',
    });
    const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
    return { faults: [], files: files.filter((file) => !file.startsWith('node_modules/')) };
  } catch (error) {
    const { errors } = error as { readonly errors: readonly { text: string; location: { file: string } | null }[] };
    return { faults: errors.map(({ text, location }) => `${location?.file}: ${text}`), files: [] };
  }
}

/** Returns the lines of code that use a name of Node. */
function nodeNamesIn(file: string): readonly string[] {
  const code = readFileSync(packagePath(file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  return code.split('\n').filter((line) => NODE_NAMES.test(line));
}

describe('code for a browser', () => {
  test.each(ENTRIES)('%s imports nothing of Node and uses none of its names', async (entry) => {
    const { faults, files } = await bundled(entry);
    expect(faults).toEqual([]);
    expect(files).toContain(entry);
    expect(files.flatMap(nodeNamesIn)).toEqual([]);
  });

  test('is told apart from code for Node', async () => {
    expect((await bundled('hil/scenario/run-scenario.ts')).faults.join('\n')).toContain('node:');
    expect(nodeNamesIn('hil/rigs/lines/port-line.ts')).not.toEqual([]);
  });
});
