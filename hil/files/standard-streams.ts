import { fstatSync } from 'node:fs';
import { writeAll } from './write-all.ts';

const INTERRUPTED_STATUS = 130;
const WRITE_FAILED_STATUS = 5;

type Callback = (error?: Error | null) => void;

/**
 * Reports a failed write to stdout or stderr in one sentence, with exit status 5. A closed pipe (`| head -1`) is no failure,
 * and an interrupted run keeps its own status.
 */
export function guardStandardStreams(): void {
  let isTold = false;
  const fail = (name: string, error: NodeJS.ErrnoException): void => {
    if (error.code === 'EPIPE' || isTold) return;
    isTold = true;
    process.on('exit', (status) => {
      if (status !== INTERRUPTED_STATUS) process.exitCode = WRITE_FAILED_STATUS;
    });
    const sentence = `error: ${name} could not be written (${error.code ?? error.message}); its output is incomplete.\n`;
    if (name === 'stdout') process.stderr.write(sentence);
  };
  for (const [name, stream] of [
    ['stdout', process.stdout],
    ['stderr', process.stderr],
  ] as const) {
    stream.on('error', (error) => fail(name, error));
    if (isFile(stream.fd)) writeWhole(stream);
  }
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}

/**
 * Makes a stream write each chunk whole. Node 20 ignores the count of a write to a file, so a nearly full disk would lose
 * the rest silently. After a failure the stream drops everything, since output with a gap would be worse.
 */
function writeWhole(stream: NodeJS.WriteStream & { readonly fd: number }): void {
  let isFailed = false;
  stream._write = (chunk: Uint8Array | string, _encoding: BufferEncoding, done: Callback): void => {
    if (isFailed) {
      done();
      return;
    }
    try {
      writeAll(stream.fd, chunk);
      done();
    } catch (error) {
      isFailed = true;
      done(error as Error);
    }
  };
}
