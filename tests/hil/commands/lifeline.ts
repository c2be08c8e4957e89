import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/**
 * The child reads this pipe and ends when the other end closes. So it ends even if its parent was killed and ran no hook.
 * Workers of the child load the same lines, but must not read the pipe.
 */
const LIFELINE = `
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';
const end = () => process.kill(process.pid, 'SIGKILL');
if (isMainThread) new Socket({ fd: 3 }).on('close', end).on('error', end).resume().unref();
`;
const PRELOAD = `data:text/javascript,${encodeURIComponent(LIFELINE)}`;

export type StartedNode = ChildProcessByStdio<null, Readable, Readable>;

/** Node in a process of its own, which ends with this one at the latest. */
export function startedNode(args: readonly string[]): StartedNode {
  const stdio = ['ignore', 'pipe', 'pipe', 'pipe'] as const;
  return spawn(process.execPath, ['--import', PRELOAD, ...args], { stdio: [...stdio] }) as unknown as StartedNode;
}
