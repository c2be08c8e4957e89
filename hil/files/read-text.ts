import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { HilError } from '../base/hil-error.ts';
import { quotedPath } from '../base/quoted-text.ts';

/** Smallest buffer for a file that is longer than it states (assumed: most files under `/proc` fit). */
const GROWN_BYTES_MIN = 65_536;

/** Byte order marks of UTF-16, which some editors and shells of Windows write. */
const UTF16_MARKS: readonly Buffer[] = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** First bytes of a file of gzip (RFC 1952, section 2.3.1). */
const GZIP_MARK = Buffer.from([0x1f, 0x8b]);

/** Limits of a file, and how messages name it. */
export interface TextLimits {
  /** Name of the file in messages. */
  readonly shownAs: string;
  readonly bytesMax: number;
  /** First part of the error codes: `SCENARIO` gives SCENARIO_UNREADABLE and SCENARIO_TOO_LONG. */
  readonly code: string;
  /** What the caller has to name, for a file that cannot be read. */
  readonly allowed?: string;
}

/**
 * Reads a regular file of at most `bytesMax` bytes as UTF-8. A device, FIFO or socket is refused before it is opened:
 * opening it may block for ever or act on hardware. A text in another encoding is refused, since its letters would be lost.
 * Throws `HilError` (usage).
 */
export function readText(path: string, limits: TextLimits): string {
  const bytes = readBytes(path, limits);
  if (!isUtf8(bytes)) {
    const message = `${quotedPath(limits.shownAs)} ${otherEncodingOf(bytes)}; allowed: a text in UTF-8.`;
    throw new HilError(`${limits.code}_UNREADABLE`, 'usage', message);
  }
  return bytes.toString('utf8');
}

/** Says what bytes that are not UTF-8 are: by their first bytes, or by the line of the first wrong one. */
function otherEncodingOf(bytes: Buffer): string {
  const isAtStart = (mark: Buffer): boolean => bytes.subarray(0, mark.length).equals(mark);
  if (UTF16_MARKS.some(isAtStart)) return 'is a text in UTF-16';
  if (isAtStart(GZIP_MARK)) return 'is packed by gzip';
  let [line, from] = [1, 0];
  for (let end = bytes.indexOf('\n'); end >= 0 && isUtf8(bytes.subarray(from, end)); end = bytes.indexOf('\n', from)) {
    from = end + 1;
    line += 1;
  }
  return `has a byte in line ${line} that is not UTF-8`;
}

/** Reads a regular file of at most `bytesMax` bytes, as `readText` does. */
export function readBytes(path: string, limits: TextLimits): Buffer {
  const { shownAs, code, allowed } = limits;
  try {
    refuseOthers(statSync(path), limits);
    const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      // The path may have changed to another file since `statSync`.
      const stats = fstatSync(descriptor);
      refuseOthers(stats, limits);
      return readAll(descriptor, stats.size, limits);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof HilError) throw error;
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    const meant = allowed === undefined ? '' : `; allowed: ${allowed}`;
    throw new HilError(`${code}_UNREADABLE`, 'usage', `${quotedPath(shownAs)} cannot be read (${why})${meant}.`, {
      cause: error,
    });
  }
}

/** Names the kind of a file that is not regular; undefined for a regular file. */
export function specialKindOf(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a FIFO';
  return stats.isSocket() ? 'a socket' : 'a device';
}

function refuseOthers(stats: Stats, limits: TextLimits): void {
  const { shownAs, bytesMax, code } = limits;
  const kind = specialKindOf(stats);
  if (kind !== undefined) {
    const message = `${quotedPath(shownAs)} is ${kind}; allowed: a regular file of at most ${bytesMax} bytes.`;
    throw new HilError(`${code}_UNREADABLE`, 'usage', message);
  }
  if (stats.size > bytesMax) throw tooLong(`${stats.size} bytes`, limits);
}

/**
 * Reads up to the limit. The buffer has the stated size at first. It grows while there are more bytes: files under `/proc`
 * report a size of 0, and another process may write to a file.
 */
function readAll(descriptor: number, sizeBytes: number, limits: TextLimits): Buffer {
  const { bytesMax } = limits;
  let buffer: Buffer = Buffer.allocUnsafe(Math.min(sizeBytes, bytesMax) + 1);
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, buffer, length, buffer.length - length, null);
    length += count;
    if (length > bytesMax) throw tooLong(`more than ${bytesMax} bytes`, limits);
    if (count === 0) return buffer.subarray(0, length);
    if (length === buffer.length) buffer = grown(buffer, bytesMax + 1);
  }
}

function grown(buffer: Buffer, bytesMax: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.min(Math.max(2 * buffer.length, GROWN_BYTES_MIN), bytesMax));
  buffer.copy(larger);
  return larger;
}

function tooLong(found: string, { shownAs, bytesMax, code }: TextLimits): HilError {
  return new HilError(
    `${code}_TOO_LONG`,
    'usage',
    `${quotedPath(shownAs)} has ${found}; allowed: at most ${bytesMax} bytes.`,
  );
}
