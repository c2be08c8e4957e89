import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { within } from '../../../hil/base/wall-clock.ts';
import { PYTHON } from '../../needed-tool.ts';
import { bound } from '../commands/bound-child.ts';

const SERVE = fileURLToPath(new URL('python-rig/serve.py', import.meta.url));
const START_MS_MAX = 60_000;

/** The Python rig in a process of its own, at a PTY. */
export class PythonRig {
  readonly path: string;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, path: string) {
    this.#process = process;
    this.path = path;
  }

  /** Rejects with the output of Python if it does not start. */
  static async started(...options: readonly string[]): Promise<PythonRig> {
    // -B: no __pycache__ beside the sources. The input is a pipe that closes when this process ends in any way.
    const args = ['-B', SERVE, '--end-with-input', ...options];
    const process = bound(spawn(PYTHON, args, { stdio: ['pipe', 'pipe', 'pipe'] }));
    let said = '';
    const path = new Promise<string>((resolve, reject) => {
      process.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const [first] = said.split('\n');
        if (said.includes('\n') && first !== undefined) resolve(first);
      });
      process.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      process.on('error', reject);
      process.on('close', () => reject(new Error(`${PYTHON} ended: ${said}`)));
    });
    return new PythonRig(process, await within(path, START_MS_MAX, 'the rig in Python to print its path'));
  }

  end(): void {
    this.#process.kill('SIGTERM');
  }
}
