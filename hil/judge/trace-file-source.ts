import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { HilError } from '../base/hil-error.ts';
import { nativeDigestOf } from '../base/native-hash.ts';
import { quotedPath } from '../base/quoted-text.ts';
import { specialKindOf } from '../files/read-text.ts';
import { ByteDigest } from './byte-digest.ts';
import type { TraceSource } from './trace-source.ts';

/** Opens the file of a kept trace. Throws `HilError` TRACE_UNREADABLE (usage) for a path that is no regular file. */
export function traceFileSource(path: string): TraceSource {
  const descriptor = attempt(path, () => {
    mustBeRegular(statSync(path), path);
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  });
  mustBeRegular(fstatSync(descriptor), path);
  return {
    path,
    read: (bytes, offset, length) => attempt(path, () => readSync(descriptor, bytes, offset, length, null)),
    close: () => closeSync(descriptor),
    newBytes: (length) => Buffer.alloc(length),
    newDigest: () => new ByteDigest(),
    digestOf: nativeDigestOf,
    // The reader's buffer is one of `newBytes`. Its own methods are the fastest.
    utf8: (bytes, from, to) => (bytes as Buffer).toString('utf8', from, to),
    ascii: (bytes, from, to) => (bytes as Buffer).toString('latin1', from, to),
  };
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof HilError) throw error;
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    const message = `The trace ${quotedPath(path)} cannot be read (${why}).`;
    throw new HilError('TRACE_UNREADABLE', 'usage', message, { cause: error });
  }
}

function mustBeRegular(stats: Stats, path: string): void {
  const kind = specialKindOf(stats);
  if (kind === undefined) return;
  const message = `The trace ${quotedPath(path)} is ${kind}; allowed: a regular file that \`run --trace\` wrote.`;
  throw new HilError('TRACE_UNREADABLE', 'usage', message);
}
