import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import { HilError } from '../hil-error.ts';

/** Beyond this nobody reads the other side; as on a real line, what is sent then is lost. */
const PENDING_BYTES_MAX = 65_536;

/** The board's side of a pseudo terminal whose other side looks like a serial port. */
export interface Pty {
  /** Name of the device that the host opens. */
  readonly path: string;
  /** Bytes lost because nobody read the other side. */
  readonly lostBytes: number;
  onBytes: ((bytes: Uint8Array) => void) | undefined;
  /** The pseudo terminal broke by itself. Not called by `close()`. */
  onClosed: ((why: HilError) => void) | undefined;
  /** Takes the bytes before it returns. */
  write(bytes: Uint8Array): void;
  close(): Promise<void>;
}

/** What node-pty has and its types leave out. Its `destroy()` and `kill()` signal every process of the user: never call them. */
interface OpenedPty {
  readonly master: ReadStream;
  readonly slave: ReadStream;
  readonly fd: number;
  readonly ptsName: string;
}

interface PtyModule {
  open(options: { readonly encoding: null }): OpenedPty;
}

const run = promisify(execFile);

/** Opens a pair. Rejects with `HilError` PTY_UNAVAILABLE (rig) where there are none, as on Windows. */
export async function openPty(): Promise<Pty> {
  if (process.platform === 'win32') throw unavailable('Windows has none', undefined);
  let opened: OpenedPty;
  try {
    // Loaded late, since its binary is missing on some platforms; by `require`, since loaders disagree about its default export.
    opened = (createRequire(import.meta.url)('@lydell/node-pty') as PtyModule).open({ encoding: null });
  } catch (error) {
    throw unavailable('the system gave none (is /dev/ptmx there?)', error);
  }
  // Stays open, or the next client finds no device after the first has closed.
  const keepFd = openSync(opened.ptsName, constants.O_RDWR | constants.O_NOCTTY);
  // node-pty reads the slave too, and would steal the host's bytes.
  opened.slave.destroy();
  const pty = new MasterPty(opened, keepFd);
  try {
    await run('stty', [process.platform === 'darwin' ? '-f' : '-F', opened.ptsName, 'raw', '-echo']);
  } catch (error) {
    await pty.close();
    throw unavailable('"stty" could not be run', error);
  }
  return pty;
}

function unavailable(why: string, cause: unknown): HilError {
  return new HilError('PTY_UNAVAILABLE', 'rig', `No virtual serial port on this machine: ${why}.`, {
    hint: 'Use "--rig loopback", which needs none.',
    cause,
  });
}

class MasterPty implements Pty {
  readonly path: string;
  onBytes: ((bytes: Uint8Array) => void) | undefined;
  onClosed: ((why: HilError) => void) | undefined;
  readonly #master: ReadStream;
  readonly #masterFd: number;
  readonly #keepFd: number;
  #isClosed = false;
  #lostBytes = 0;

  constructor(opened: OpenedPty, keepFd: number) {
    this.path = opened.ptsName;
    this.#master = opened.master;
    this.#masterFd = opened.fd;
    this.#keepFd = keepFd;
    // node-pty's own listener throws inside the event loop.
    this.#master.removeAllListeners('error');
    this.#master.on('error', (error) => this.#lose(error));
    this.#master.on('close', () => this.#lose(undefined));
    this.#master.on('data', (chunk: Buffer) => {
      this.onBytes?.(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
    });
  }

  get lostBytes(): number {
    return this.#lostBytes;
  }

  write(bytes: Uint8Array): void {
    if (this.#isClosed) throw new HilError('PORT_CLOSED', 'link', `The virtual port ${this.path} is closed.`);
    const written = this.#master.writableLength === 0 ? this.#writeNow(bytes) : 0;
    if (written === bytes.length) return;
    const rest = Buffer.from(bytes.subarray(written));
    if (this.#master.writableLength + rest.length > PENDING_BYTES_MAX) this.#lostBytes += rest.length;
    else this.#master.write(rest);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const closed = new Promise<void>((resolve) => {
      this.#master.once('close', () => resolve());
    });
    this.#master.destroy();
    closeSync(this.#keepFd);
    await closed;
  }

  /** The descriptor does not block; a direct write saves a stream's way for every short line. */
  #writeNow(bytes: Uint8Array): number {
    try {
      return writeSync(this.#masterFd, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
      throw error;
    }
  }

  #lose(cause: unknown): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#master.destroy();
    closeSync(this.#keepFd);
    this.onClosed?.(new HilError('PORT_GONE', 'link', `The virtual port ${this.path} broke.`, { cause }));
  }
}
