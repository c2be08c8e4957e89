import { Interrupt } from '../base/interrupt.ts';
import { openPty, type Pty } from '../ports/pty.ts';
import { linkPty } from '../ports/pty-link.ts';

/** A port with a stable name for as long as `serve` takes, or until Ctrl-C, which the signal tells. */
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
