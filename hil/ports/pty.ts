import { execFile } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, readdirSync, readlinkSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import { HilError } from '../base/hil-error.ts';
import { sleepUntilUs, wallNowUs } from '../base/wall-clock.ts';

/** What may wait while the kernel's own buffer, 8 to 20 kB, is full. */
const PENDING_BYTES_MAX = 65_536;
const RETRY_US = 1000;
/** After this time in which the kernel took nothing, nobody reads: what waits is lost, as on a real line, and not delivered stale. */
const STUCK_US_MAX = 100_000;

/** The board's side of a pseudo terminal whose other side looks like a serial port. */
export interface Pty {
  /** Name of the device that the host opens. */
  readonly path: string;
  /** Bytes lost because nobody read the other side. */
  readonly lostBytes: number;
  onBytes: ((bytes: Uint8Array) => void) | undefined;
  /** The pseudo terminal broke by itself. Not called by `close()`. */
  onClosed: ((why: HilError) => void) | undefined;
  /** Leaves what the other side says in the kernel, which holds up its writer. */
  pause(): void;
  resume(): void;
  /** Copies what the kernel does not take at once. */
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

const FD_FOLDER = '/proc/self/fd';

const run = promisify(execFile);

/** Opens a pair. Rejects with `HilError` PTY_UNAVAILABLE (rig) where there are none, as on Windows. */
export async function openPty(): Promise<Pty> {
  if (process.platform === 'win32') throw unavailable('Windows has none', undefined);
  const pty = openPair();
  try {
    await run('stty', [process.platform === 'darwin' ? '-f' : '-F', pty.path, 'raw', '-echo']);
  } catch (error) {
    await pty.close();
    throw unavailable('"stty" could not be run', error);
  }
  return pty;
}

/** In one go, since it tells our descriptors from other people's by what is new. */
function openPair(): MasterPty {
  const fdsBefore = new Set(listFds());
  let opened: OpenedPty;
  try {
    // Loaded late, since its binary is missing on some platforms; by `require`, since loaders disagree about its default export.
    opened = (createRequire(import.meta.url)('@lydell/node-pty') as PtyModule).open({ encoding: null });
  } catch (error) {
    throw unavailable('the system gave none (is /dev/ptmx there?)', error);
  }
  // node-pty reads the slave too, and would steal the host's bytes.
  opened.slave.destroy();
  const strayFds = listFds().filter((fd) => !fdsBefore.has(fd) && targetOf(fd) === opened.ptsName);
  // Stays open, or the next client finds no device after the first has closed.
  const keepFd = openSync(opened.ptsName, constants.O_RDWR | constants.O_NOCTTY);
  // libuv opens a terminal anew and forgets the descriptor it was given: one leaks for every pair.
  for (const fd of strayFds) closeSync(fd);
  return new MasterPty(opened, keepFd);
}

/** Open descriptors of this process; none where the system does not tell, and then a pair leaks one. */
function listFds(): readonly number[] {
  return existsSync(FD_FOLDER) ? readdirSync(FD_FOLDER).map(Number) : [];
}

function targetOf(fd: number): string | undefined {
  try {
    return readlinkSync(`${FD_FOLDER}/${fd}`);
  } catch {
    // The descriptor that listed the folder is gone by now.
    return undefined;
  }
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
  #pending: Uint8Array = new Uint8Array(0);

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
    await closed;
  }

  /** Tries again and again, since a bare descriptor tells nobody when it takes bytes. */
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
   * Past the stream: libuv takes a terminal that it cannot open anew for a blocking one, and its stream would spin
   * for ever on a full buffer. The descriptor itself does not block.
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
