import { spawnSync } from 'node:child_process';
import { packagePath } from '../base/package-root.ts';

/**
 * Writes compiled code beside the files of a built command line. A process of its own with Node's default options compiles it,
 * because V8 rejects code that was compiled under other options. Throws if that process fails.
 */
export function writeCompiled(folder: string): void {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const compiler = packagePath('hil/packing/compile.cjs');
  const { status, stderr } = spawnSync(process.execPath, [compiler, folder], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`compiling ${folder} ended with ${status}\n${stderr}`);
}
