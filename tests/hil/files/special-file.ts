import { execFileSync } from 'node:child_process';

/** Makes a FIFO, which Node cannot. */
export function makeFifo(path: string): string {
  execFileSync('mkfifo', [path]);
  return path;
}
