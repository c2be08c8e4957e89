import { Interrupt } from '../base/interrupt.ts';
import { openPty, type Pty } from '../ports/pty.ts';
import { linkPty } from '../ports/pty-link.ts';

/** Opens a port with a stable name until `serve` ends. The signal aborts on Ctrl-C. */
export async function servePort(
  linkPath: string,
  serve: (pty: Pty, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const interrupt = new Interrupt();
  const pty = await openPty();
  try {
    const link = await linkPty(pty, linkPath);
    try {
      await serve(pty, interrupt.signal);
    } finally {
      await link.unlink();
    }
  } finally {
    interrupt.dispose();
    await pty.close();
  }
}
