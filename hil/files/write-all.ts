import { writeSync } from 'node:fs';

/** Writes everything: a nearly full disk takes a part and says so by the count. */
export function writeAll(descriptor: number, data: string | Uint8Array): void {
  for (let bytes = Buffer.from(data); bytes.length > 0; ) bytes = bytes.subarray(writeSync(descriptor, bytes));
}
