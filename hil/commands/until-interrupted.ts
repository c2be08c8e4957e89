import { Interrupt } from '../base/interrupt.ts';
import type { Served } from '../serve/serve-port.ts';

/** Waits for Ctrl-C or for the server to end by itself. Returns true after Ctrl-C. */
export async function untilInterrupted<S extends Pick<Served, 'ended' | 'close'>>(
  open: () => Promise<S>,
  onServed: (served: S) => void,
): Promise<boolean> {
  const interrupt = new Interrupt();
  try {
    const served = await open();
    const { signal } = interrupt;
    const close = (): void => void served.close().catch(() => undefined);
    signal.addEventListener('abort', close, { once: true });
    if (signal.aborted) close();
    onServed(served);
    await served.ended;
    return signal.aborted;
  } finally {
    interrupt.dispose();
  }
}
