import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { packagePath } from '../../hil/base/package-root.ts';

/** Runs a file of this folder in a process of its own and resolves with its last message; rejects if it sent none or failed. */
export function fromChild<T>(file: string, ...args: readonly string[]): Promise<T> {
  // The child inherits the flags of this process, so tsx runs its TypeScript too, with the options for JSX.
  const env = { ...process.env, TSX_TSCONFIG_PATH: packagePath('hil/viewer/tsconfig.json') };
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { env });
  let sent: T | undefined;
  child.on('message', (message) => {
    sent = message as T;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => {
      if (status === 0 && sent !== undefined) resolve(sent);
      else reject(new Error(`${file} ${args.join(' ')} ended with ${signal ?? `status ${status}`}`));
    });
  });
}
