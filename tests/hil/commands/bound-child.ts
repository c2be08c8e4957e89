import type { ChildProcess } from 'node:child_process';

const children = new Set<ChildProcess>();

/**
 * Kills, by its own pid, a process that a failed test of this file has left. This works even if a signal has stopped
 * it.
 */
export async function endAll(): Promise<void> {
  const ends = [...children].map(async (child) => {
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await closed;
  });
  await Promise.all(ends);
}

/** Ends with the test file that started it. */
export function bound<C extends ChildProcess>(child: C): C {
  children.add(child);
  for (const end of ['close', 'error']) child.once(end, () => children.delete(child));
  return child;
}
