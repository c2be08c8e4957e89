import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { HilError } from '../base/hil-error.ts';

export interface TextLimits {
  /** How messages name the file. */
  readonly shownAs: string;
  readonly bytesMax: number;
  /** First part of the codes of failures: `SCENARIO` gives SCENARIO_UNREADABLE and SCENARIO_TOO_LONG. */
  readonly code: string;
}

/**
 * Reads a regular file of at most `bytesMax` bytes as UTF-8. A device, FIFO or socket is refused before it is opened:
 * opening one may wait for ever or act on hardware. Throws `HilError` (usage).
 */
export function readText(path: string, limits: TextLimits): string {
  const { shownAs, code } = limits;
  try {
    refuseOthers(statSync(path), limits);
    const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      // The path may lead to another file since the first look.
      refuseOthers(fstatSync(descriptor), limits);
      return readAll(descriptor, limits).toString('utf8');
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof HilError) throw error;
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new HilError(`${code}_UNREADABLE`, 'usage', `${shownAs} cannot be read (${why}).`, { cause: error });
  }
}

/** What a path leads to where that is no regular file; undefined where it is one. */
export function specialKindOf(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a FIFO';
  return stats.isSocket() ? 'a socket' : 'a device';
}

function refuseOthers(stats: Stats, limits: TextLimits): void {
  const { shownAs, bytesMax, code } = limits;
  const kind = specialKindOf(stats);
  if (kind !== undefined) {
    const message = stats.isDirectory()
      ? `${shownAs} cannot be read (EISDIR).`
      : `${shownAs} is ${kind}; allowed is a regular file of at most ${bytesMax} bytes.`;
    throw new HilError(`${code}_UNREADABLE`, 'usage', message);
  }
  if (stats.size > bytesMax) throw tooLong(`${stats.size} bytes`, limits);
}

/** Files under `/proc` state a size of 0, so that the limit holds while reading too. */
function readAll(descriptor: number, limits: TextLimits): Buffer {
  const buffer = Buffer.allocUnsafe(limits.bytesMax + 1);
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, buffer, length, buffer.length - length, null);
    length += count;
    if (length > limits.bytesMax) throw tooLong(`more than ${limits.bytesMax} bytes`, limits);
    if (count === 0) return buffer.subarray(0, length);
  }
}

function tooLong(found: string, { shownAs, bytesMax, code }: TextLimits): HilError {
  return new HilError(`${code}_TOO_LONG`, 'usage', `${shownAs} has ${found}; allowed are ${bytesMax}.`);
}
