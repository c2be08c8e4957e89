import { createHash } from 'node:crypto';
import type { TextHash } from '../../firmware-sim/trace/digest.ts';

/** SHA-256 of a text, in hex. */
export function nativeDigestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Node's own SHA-256: ten times as fast as one in JavaScript, which would cost a long life as much as living it. */
export function nativeHash(): TextHash {
  const hash = createHash('sha256');
  return {
    update: (text) => void hash.update(text, 'utf8'),
    hex: () => hash.copy().digest('hex'),
  };
}
