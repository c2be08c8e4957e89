import { openPty, type Pty } from '../ports/pty.ts';
import { linkPty } from '../ports/pty-link.ts';

/** A pump or a rig behind a port that any program can open. */
export interface Served {
  /** Path of the device. */
  readonly path: string;
  /** Resolves when it is no longer served; rejects if serving failed. */
  readonly ended: Promise<void>;
  /** Ends the serving, and frees the port and its link. A second call has no effect. */
  close(): Promise<void>;
}

/**
 * Opens a port, with a stable name if `link` is given, and serves it until `serve` ends. The signal aborts on `close`. Rejects
 * with `HilError`: PTY_UNAVAILABLE (rig), LINK_TAKEN and LINK_FAILED (usage).
 */
export async function servePort(
  link: string | undefined,
  serve: (pty: Pty, signal: AbortSignal) => Promise<void>,
): Promise<Served> {
  const pty = await openPty();
  const linked = link === undefined ? undefined : await linkPty(pty, link).catch((error) => refused(pty, error));
  const controller = new AbortController();
  const ended = serve(pty, controller.signal).finally(async () => {
    await linked?.unlink();
    await pty.close();
  });
  // The failure is reported where `ended` or `close` is awaited.
  ended.catch(() => undefined);
  return {
    path: pty.path,
    ended,
    close: async () => {
      controller.abort();
      await ended;
    },
  };
}

async function refused(pty: Pty, error: unknown): Promise<never> {
  await pty.close();
  throw error;
}
