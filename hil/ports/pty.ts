import { execFile } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, readdirSync, readlinkSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import { HilError } from '../base/hil-error.ts';
import { sleepUntilUs, wallNowUs, within } from '../base/wall-clock.ts';

/** Largest number of bytes that wait while the kernel's own buffer (8 to 20 kB) is full. */
const PENDING_BYTES_MAX = 65_536;
const RETRY_US = 1000;
/**
 * Time without progress after which waiting bytes are dropped. Then no program reads, and a real line would lose the
 * bytes too.
 */
const STUCK_US_MAX = 100_000;
const STTY_MS_MAX = 10_000;
const CLOSE_MS_MAX = 5000;

/** The board's side of a pseudo terminal. Its other side looks like a serial port. */
export interface Pty {
  /** Path of the device that the host opens. */
  readonly path: string;
  /** Number of bytes lost because no program read the other side. */
  readonly lostBytes: number;
  onBytes: ((bytes: Uint8Array) => void) | undefined;
  /** Called when the pseudo terminal breaks. `close()` does not call it. */
  onClosed: ((why: HilError) => void) | undefined;
  /** Stops reading. The kernel keeps the bytes of the other side and blocks its writer. */
  pause(): void;
  resume(): void;
  /** Writes bytes. Copies those that the kernel does not take at once. */
  write(bytes: Uint8Array): void;
  close(): Promise<void>;
}

/**
 * Parts of node-pty that its types omit. Never call its `destroy()` or `kill()`: they send a signal to every process of
 * the user.
 */
interface OpenedPty {
  readonly master: ReadStream;
  readonly slave: ReadStream;
  readonly fd: number;
  readonly ptsName: string;
}

interface PtyModule {
  open(options: { readonly encoding: null }): OpenedPty;
}

const FD_FOLDER = '/proc/self/fd';

const run = promisify(execFile);

/** Opens a pseudo terminal. Rejects with `HilError` PTY_UNAVAILABLE (rig) on systems without them, such as Windows. */
export async function openPty(): Promise<Pty> {
  if (process.platform === 'win32') throw unavailable('Windows has none', undefined);
  const pty = openPair();
  try {
    const args = [process.platform === 'darwin' ? '-f' : '-F', pty.path, 'raw', '-echo'];
    await run('stty', args, { timeout: STTY_MS_MAX });
  } catch (error) {
    await pty.close();
    const hasStalled = (error as { readonly killed?: boolean }).killed === true;
    throw unavailable(hasStalled ? `\`stty\` did not end within ${STTY_MS_MAX} ms` : '`stty` failed', error);
  }
  return pty;
}

/** Opens the pair synchronously, because it recognises its own descriptors as the new ones. */
function openPair(): MasterPty {
  const fdsBefore = new Set(listFds());
  let opened: OpenedPty;
  try {
    // Loads the module late, because some platforms lack its binary. `require` is needed: loaders disagree about its
    // default export.
    opened = (createRequire(import.meta.url)('@lydell/node-pty') as PtyModule).open({ encoding: null });
  } catch (error) {
    throw unavailable('the system provides none (is `/dev/ptmx` missing?)', error);
  }
  // node-pty also reads the slave, which would take the host's bytes.
  opened.slave.destroy();
  const strayFds = listFds().filter((fd) => !fdsBefore.has(fd) && targetOf(fd) === opened.ptsName);
  // Keeps the slave open. Otherwise the device disappears when the first client closes it.
  const keepFd = openSync(opened.ptsName, constants.O_RDWR | constants.O_NOCTTY);
  // libuv reopens a terminal and forgets the descriptor that it was given. Each pair would leak one descriptor.
  for (const fd of strayFds) closeSync(fd);
  return new MasterPty(opened, keepFd);
}

/**
 * Returns the open descriptors of this process. Some systems do not list them; the set is then empty and each pair
 * leaks one.
 */
function listFds(): readonly number[] {
  return existsSync(FD_FOLDER) ? readdirSync(FD_FOLDER).map(Number) : [];
}

function targetOf(fd: number): string | undefined {
  try {
    return readlinkSync(`${FD_FOLDER}/${fd}`);
  } catch {
    // The list contains the descriptor that read the folder. It is closed by now.
    return undefined;
  }
}

function unavailable(why: string, cause: unknown): HilError {
  return new HilError('PTY_UNAVAILABLE', 'rig', `This machine offers no virtual serial port: ${why}.`, {
    hint: 'Use `--rig loopback`, which needs none.',
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
  #pending: Uint8Array = new Uint8Array(0);

  constructor(opened: OpenedPty, keepFd: number) {
    this.path = opened.ptsName;
    this.#master = opened.master;
    this.#masterFd = opened.fd;
    this.#keepFd = keepFd;
    // Without an own handler, node-pty's listener throws inside the event loop.
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

  pause(): void {
    this.#master.pause();
  }

  resume(): void {
    this.#master.resume();
  }

  write(bytes: Uint8Array): void {
    if (this.#isClosed) throw new HilError('PORT_CLOSED', 'link', `The virtual port ${this.path} is closed.`);
    const isFirst = this.#pending.length === 0;
    const rest = isFirst ? bytes.subarray(this.#writeNow(bytes)) : bytes;
    if (rest.length === 0) return;
    if (this.#pending.length + rest.length > PENDING_BYTES_MAX) {
      this.#lostBytes += rest.length;
      return;
    }
    this.#pending = Buffer.concat([this.#pending, rest]);
    if (isFirst) void this.#drain();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const closed = new Promise<void>((resolve) => {
      this.#master.once('close', () => resolve());
    });
    this.#master.destroy();
    closeSync(this.#keepFd);
    await within(closed, CLOSE_MS_MAX, `the virtual port ${this.path} to close`);
  }

  /** Retries periodically, because a bare descriptor does not announce that it accepts bytes again. */
  async #drain(): Promise<void> {
    let stuckSinceUs = wallNowUs();
    while (this.#pending.length > 0 && !this.#isClosed) {
      await sleepUntilUs(wallNowUs() + RETRY_US);
      const written = this.#isClosed ? 0 : this.#writeNow(this.#pending);
      this.#pending = this.#pending.subarray(written);
      if (written > 0) stuckSinceUs = wallNowUs();
      else if (wallNowUs() - stuckSinceUs > STUCK_US_MAX) this.#giveUp();
    }
    this.#giveUp();
  }

  #giveUp(): void {
    this.#lostBytes += this.#pending.length;
    this.#pending = new Uint8Array(0);
  }

  /**
   * Writes past Node's stream. libuv treats a terminal that it cannot reopen as blocking, and its stream would spin on
   * a full buffer. The descriptor itself does not block.
   */
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
