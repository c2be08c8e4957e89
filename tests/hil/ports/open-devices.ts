import { readdirSync, readFileSync } from 'node:fs';
import { nextTurn, wallNowUs } from '../../../hil/base/wall-clock.ts';

const WAIT_US_MAX = 2_000_000;

/** Open descriptors of this process. */
export function fdCount(): number {
  return readdirSync('/proc/self/fd').length;
}

/** Live processes started by this one. */
export function childCount(): number {
  return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean).length;
}

/** Turns the event loop until `condition` holds; throws after two seconds. */
export async function turnUntil(condition: () => boolean, what: string): Promise<void> {
  const endUs = wallNowUs() + WAIT_US_MAX;
  while (!condition()) {
    if (wallNowUs() > endUs) throw new Error(`waited in vain for ${what}`);
    await nextTurn();
  }
}

export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
