import { DOT, LF, readHex, SPACE, STAR, writeHex } from '../tables/ascii.ts';
import { crc16 } from '../tables/crc16.ts';

/** Bytes of a header such as `>A3.07 `. */
export const HEADER_BYTES = 7;
/** Bytes of the trailer `*LLCCCC`. */
export const TRAILER_BYTES = 7;

/** Fault in the frame of a line; empty for a sound line. */
export type FrameFault = '' | 'length' | 'crc' | 'shape';

/**
 * Checks first the trailer, then the header of `line[0, end)`, without its LF. It compares the length before the CRC,
 * because the length detects every lost or doubled byte.
 */
export function frameFault(line: Uint8Array, end: number): FrameFault {
  const body = end - TRAILER_BYTES;
  if (body < 0 || line[body] !== STAR || readHex(line, body + 1, 2) !== body) return 'length';
  if (readHex(line, body + 3, 4) !== crc16(line, body)) return 'crc';
  if (body <= HEADER_BYTES || line[3] !== DOT || line[6] !== SPACE) return 'shape';
  return sessionOf(line) < 0 || sequenceOf(line) < 0 ? 'shape' : '';
}

export const sessionOf = (line: Uint8Array): number => readHex(line, 1, 2);
export const sequenceOf = (line: Uint8Array): number => readHex(line, 4, 2);

/** Writes the header. Returns the place of the body. */
export function writeHeader(out: Uint8Array, start: number, session: number, sequence: number): number {
  out[0] = start;
  writeHex(out, 1, session, 2);
  out[3] = DOT;
  writeHex(out, 4, sequence, 2);
  out[6] = SPACE;
  return HEADER_BYTES;
}

/** Ends the line whose body ends at `end` with length, CRC and LF. Returns the length of the whole line. */
export function seal(out: Uint8Array, end: number): number {
  out[end] = STAR;
  writeHex(out, end + 1, end, 2);
  writeHex(out, end + 3, crc16(out, end), 4);
  out[end + TRAILER_BYTES] = LF;
  return end + TRAILER_BYTES + 1;
}
