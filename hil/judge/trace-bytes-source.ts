import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { digestOf } from '../../firmware-sim/trace/digest.ts';
import { asciiText } from './number-scanner.ts';
import type { BytesDigest, TraceSource } from './trace-source.ts';

/** Returns the bytes of a kept trace as a source for its reader. It uses nothing of Node, so that a browser reads traces too. */
export function traceBytesSource(path: string, trace: Uint8Array): TraceSource {
  const decoder = new TextDecoder();
  let at = 0;
  return {
    path,
    read: (bytes, offset, length) => {
      const piece = trace.subarray(at, at + length);
      bytes.set(piece, offset);
      at += piece.length;
      return piece.length;
    },
    close: () => {},
    newBytes: (length) => new Uint8Array(length),
    newDigest,
    digestOf,
    utf8: (bytes, from, to) => decoder.decode(bytes.subarray(from, to)),
    ascii: asciiText,
  };
}

function newDigest(): BytesDigest {
  const hash = sha256.create();
  return {
    add: (bytes, from, to) => void hash.update(bytes.subarray(from, to)),
    endLine: () => void hash.update(Uint8Array.of(10)),
    hex: () => bytesToHex(hash.clone().digest()),
  };
}
