import { openPty, type Pty } from '../ports/pty.ts';
import { linkPty } from '../ports/pty-link.ts';

/** A pump or a rig that is served on a port. Any program can open the port. */
export interface Served {
  /** Path of the device. */
  readonly path: string;
  /** Resolves when serving has ended. Rejects if it failed. */
  readonly ended: Promise<void>;
  /** Ends serving, and frees the port and its link. A second call has no effect. */
  close(): Promise<void>;
}

/**
 * Opens a port and runs `serve` on it until `serve` ends. Adds a stable name if `link` is given. `close` aborts the
 * signal. Rejects with `HilError`: PTY_UNAVAILABLE (rig), LINK_TAKEN and LINK_FAILED (usage).
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
  // The caller gets the failure from `ended` or `close`.
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
