import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  constants,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HilError } from '../../base/hil-error.ts';
import { quotedPath } from '../../base/quoted-text.ts';
import { within } from '../../base/wall-clock.ts';
import { ANSWER_S_MAX, type ChildWatchdog, type KillReason } from './child-watchdog.ts';
import { CALL_FILE_BYTES } from './latest-calls.ts';
import type { LockstepBytes } from './lockstep.ts';
import { signalEnd, signalNamed } from './signal-end.ts';

/** Largest output of the program, in blocks of 512 bytes of `ulimit -f`: 1 MiB each for standard output and error. */
const OUTPUT_BLOCKS_MAX = 2048;
const STDERR_LINES_MAX = 20;
const LINE_CHARS_MAX = 300;
const SANITIZER_REPORT = /ERROR: \w+Sanitizer|runtime error:/;
const GAVE_NO_ANSWER = `gave no answer for ${ANSWER_S_MAX} s`;
const READ_BYTES = 65_536;
/** Reads that do not wait, before one that waits. The program answers most messages within them. */
const QUICK_READS = 2;
/** Wait for the kernel to tell the exit status of a program whose line has ended. */
const STATUS_TRIES = 200;
/** Options of sanitizers: a report ends the program, so that it ends the run. */
const SANITIZERS = {
  ASAN_OPTIONS: 'halt_on_error=1:abort_on_error=0:exitcode=99:detect_leaks=1',
  UBSAN_OPTIONS: 'halt_on_error=1:print_stacktrace=1:exitcode=99',
  LSAN_OPTIONS: 'exitcode=99',
};

/** End of a program: its exit status, or the signal that ended it. */
export interface NativeEnd {
  readonly says: string;
  readonly isClean: boolean;
  /** Remedy, as one sentence. */
  readonly hint?: string;
  /** Why the bench itself killed it. */
  readonly killed?: KillReason;
}

/**
 * A program in a process group of its own, so that Ctrl-C at the terminal ends the bench only. Bytes go through two FIFOs,
 * which are read and written synchronously; standard output and error go to files of a bounded size.
 */
export class NativeProcess implements LockstepBytes {
  readonly #path: string;
  readonly #folder: string;
  readonly #watchdog: ChildWatchdog;
  readonly #child: ChildProcess;
  readonly #toChild: number;
  readonly #fromChild: number;
  /** Another opening of that line, for reads that do not wait. */
  readonly #fromChildNow: number;
  readonly #calls: number;
  readonly #onEnd: (end: NativeEnd) => HilError;
  #buffer = Buffer.alloc(READ_BYTES);
  #from = 0;
  #to = 0;
  #isEnded = false;

  /** Starts the program. `onEnd` makes the failure of a program that ends by itself. */
  constructor(path: string, watchdog: ChildWatchdog, onEnd: (end: NativeEnd) => HilError) {
    this.#path = resolve(path);
    this.#watchdog = watchdog;
    this.#onEnd = onEnd;
    this.#folder = mkdtempSync(join(tmpdir(), 'rollerloop-firmware-'));
    const [input, output] = [join(this.#folder, 'input'), join(this.#folder, 'output')];
    makeFifos(input, output);
    // A FIFO opens at once while both its ends are open, and ends with its last writer.
    const keepers = [openSync(input, constants.O_RDWR), openSync(output, constants.O_RDWR)];
    this.#toChild = openSync(input, constants.O_WRONLY);
    this.#fromChild = openSync(output, constants.O_RDONLY);
    this.#fromChildNow = openSync(output, constants.O_RDONLY | constants.O_NONBLOCK);
    this.#calls = openSync(join(this.#folder, 'calls'), 'w+');
    ftruncateSync(this.#calls, CALL_FILE_BYTES);
    const [childIn, childOut] = [openSync(input, constants.O_RDONLY), openSync(output, constants.O_WRONLY)];
    const texts = ['stdout', 'stderr'].map((name) => openSync(join(this.#folder, name), 'a')) as [number, number];
    watchdog.waitUntilReady();
    // The shell sets the limit of the files, and becomes the program.
    this.#child = spawn('/bin/sh', ['-c', `ulimit -f ${OUTPUT_BLOCKS_MAX}; exec "$0"`, this.#path], {
      detached: true,
      stdio: ['ignore', ...texts, childIn, childOut, this.#calls],
      env: { ...process.env, ...SANITIZERS },
    });
    for (const fd of [...keepers, childIn, childOut, ...texts]) closeSync(fd);
    this.#child.on('error', () => undefined);
    const { pid } = this.#child;
    if (pid === undefined) return;
    watchdog.watch(pid);
    this.#child.once('exit', () => watchdog.forget(pid));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** File with the latest calls of the program. */
  get callFile(): Buffer {
    const file = Buffer.alloc(CALL_FILE_BYTES);
    readSync(this.#calls, file, 0, CALL_FILE_BYTES, 0);
    return file;
  }

  get hasSanitizerReport(): boolean {
    return SANITIZER_REPORT.test(this.#stderrText);
  }

  get #stderrText(): string {
    return readFileSync(join(this.#folder, 'stderr'), 'utf8');
  }

  /** Last lines of the standard error, or the first ones of a sanitizer's report. */
  get stderrLines(): readonly string[] {
    const text = this.#stderrText.trimEnd();
    const lines = text === '' ? [] : text.split('\n');
    const report = lines.findIndex((line) => SANITIZER_REPORT.test(line));
    const shown = report === -1 ? lines.slice(-STDERR_LINES_MAX) : lines.slice(report, report + STDERR_LINES_MAX);
    return shown.map((line) => line.slice(0, LINE_CHARS_MAX));
  }

  write(bytes: Uint8Array): void {
    this.#watchdog.during(() => {
      for (let sent = 0; sent < bytes.length; ) {
        try {
          sent += writeSync(this.#toChild, bytes, sent);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
          throw this.#onEnd(this.#endOf());
        }
      }
    });
  }

  read(byteCount: number): Buffer {
    if (this.#to - this.#from < byteCount) this.#fill(byteCount);
    const taken = this.#buffer.subarray(this.#from, this.#from + byteCount);
    this.#from += byteCount;
    return taken;
  }

  /** Ends the program: by its own exit after `Q` if it is alive, so that a sanitizer reports leaks. Returns its end. */
  async end(mayExit: boolean): Promise<NativeEnd> {
    const child = this.#child;
    let hung = false;
    if (!mayExit) this.#kill();
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      const exited = once(child, 'exit');
      await within(exited, ANSWER_S_MAX * 1000, 'the firmware to end').catch(async () => {
        hung = true;
        this.#kill();
        await exited;
      });
    }
    const { exitCode, signalCode } = child;
    return hung ? { says: GAVE_NO_ANSWER, isClean: false, killed: 'hang' } : endOf(exitCode, signalCode ?? undefined);
  }

  /** Frees files and lines. The process has ended. */
  free(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#watchdog.release();
    for (const fd of [this.#toChild, this.#fromChild, this.#fromChildNow, this.#calls]) closeSync(fd);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #kill(): void {
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The process has ended meanwhile.
    }
  }

  #fill(byteCount: number): void {
    this.#buffer.copyWithin(0, this.#from, this.#to);
    this.#to -= this.#from;
    this.#from = 0;
    if (byteCount > this.#buffer.length) {
      const larger = Buffer.alloc(2 * byteCount);
      this.#buffer.copy(larger, 0, 0, this.#to);
      this.#buffer = larger;
    }
    this.#watchdog.during(() => {
      while (this.#to < byteCount) {
        const got = this.#quickRead() ?? this.#readFrom(this.#fromChild);
        if (got === 0) throw this.#onEnd(this.#endOf());
        this.#to += got;
      }
    });
  }

  #readFrom(descriptor: number): number {
    return readSync(descriptor, this.#buffer, this.#to, this.#buffer.length - this.#to, null);
  }

  /**
   * Reads without waiting; returns undefined if nothing has come. During a wait the processor sleeps, and to wake it takes
   * longer than most answers. Node makes an error of an empty read, whose stack trace would be the dearest part.
   */
  #quickRead(): number | undefined {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      for (let tries = 0; tries < QUICK_READS; tries += 1) {
        try {
          return this.#readFrom(this.#fromChildNow);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        }
      }
      return undefined;
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  }

  /** Returns the end of a program whose line has ended. Node tells it at the next turn of the event loop; the kernel knows it before. */
  #endOf(): NativeEnd {
    const { killReason: killed } = this.#watchdog;
    if (killed !== undefined)
      return { says: killed === 'hang' ? GAVE_NO_ANSWER : 'gave no answer', isClean: false, killed };
    const { pid, exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return endOf(exitCode, signalCode ?? undefined);
    if (pid === undefined) return { says: `could not be started: ${quotedPath(this.#path)}`, isClean: false };
    const sleeper = new Int32Array(new SharedArrayBuffer(4));
    for (let tries = 0; tries < STATUS_TRIES; tries += 1) {
      const status = waitStatusOf(pid);
      if (status !== undefined) return endOf(status >> 8, signalNamed(status & 0x7f));
      Atomics.wait(sleeper, 0, 0, 5);
    }
    return { says: 'closed its line to the bench', isClean: false };
  }
}

/** Returns the status of a process that has ended and was not yet waited for, as `waitpid` gives it. Linux tells it. */
function waitStatusOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? Number(fields.at(-1)) : undefined;
  } catch {
    return undefined;
  }
}

function endOf(exitCode: number | null, signal: string | undefined): NativeEnd {
  if (signal === 'SIGXFSZ')
    return { says: `wrote more than ${(OUTPUT_BLOCKS_MAX * 512) / 1024 / 1024} MiB of text`, isClean: false };
  if (signal !== undefined) return { ...signalEnd(signal), isClean: false };
  const isClean = (exitCode ?? 0) === 0;
  return { says: `ended with exit status ${exitCode ?? 0}`, isClean, hint: '`main` of a firmware never returns.' };
}

function makeFifos(...paths: readonly string[]): void {
  const { status, error, stderr } = spawnSync('mkfifo', ['-m', '600', ...paths], { encoding: 'utf8' });
  if (status === 0) return;
  const message = `The line to the firmware could not be made: ${error?.message ?? stderr.trim()}.`;
  throw new HilError('FIRMWARE_LINE', 'bench', message);
}
