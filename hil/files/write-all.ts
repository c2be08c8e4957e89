import { writeSync } from 'node:fs';

/** Writes all data, in several writes if needed: a nearly full disk takes only a part of a write. */
export function writeAll(descriptor: number, data: string | Uint8Array): void {
  for (let bytes = Buffer.from(data); bytes.length > 0; ) bytes = bytes.subarray(writeSync(descriptor, bytes));
}
