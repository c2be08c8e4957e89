/**
 * A text in the fragment of a link: `moment.1.LENGTH.CHECKSUM.DATA`, the data deflated and in base64 for URLs. Length and
 * checksum tell a link that was cut from one that was changed.
 */

import type { Words } from '../texts/language.ts';
import { linkTexts } from '../texts/link-texts.ts';

/** Longest fragment. Mail programs and chats cut longer links. */
export const FRAGMENT_CHARS_MAX = 8192;
/** Version of the format. A later version may encode a moment in another way. */
const FORMAT = 1;
/** Longest text that is inflated: a fragment with a longer text is refused. */
const TEXT_BYTES_MAX = 500_000;
const SHAPE = /^moment\.(\d{1,6})(?:\.(\d{1,6})\.([0-9a-f]{8})\.([A-Za-z0-9_-]*))?/;

export type Packed = { readonly ok: true; readonly fragment: string } | { readonly ok: false; readonly says: Words };

/** Text of a fragment, or the reason why there is no text: `none` for a link without a moment. */
export type Unpacked =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly why: 'none' | 'nonsense' | 'cut' | 'changed' | 'other version';
      readonly says: Words;
    };

/** Packs a text into a fragment without its `#`. */
export async function packed(text: string): Promise<Packed> {
  const data = base64Url(await deflated(text));
  const fragment = `moment.${FORMAT}.${data.length}.${checksum(data)}.${data}`;
  if (fragment.length <= FRAGMENT_CHARS_MAX) return { ok: true, fragment };
  return { ok: false, says: linkTexts.tooLong(fragment.length, FRAGMENT_CHARS_MAX) };
}

/** Returns the text of a fragment, with or without its `#`. Never throws, whatever the fragment. */
export async function unpacked(fragment: string): Promise<Unpacked> {
  const given = fragment.replace(/^#/, '');
  if (given === '') return { ok: false, why: 'none', says: linkTexts.none };
  const [, format, length, sum, data = ''] = SHAPE.exec(given) ?? [];
  if (format === undefined || given.length > FRAGMENT_CHARS_MAX) return nonsense();
  if (Number(format) !== FORMAT)
    return { ok: false, why: 'other version', says: linkTexts.otherFormat(format, FORMAT) };
  if (length === undefined || data.length < Number(length)) return { ok: false, why: 'cut', says: linkTexts.cut };
  if (data.length > Number(length) || checksum(data) !== sum)
    return { ok: false, why: 'changed', says: linkTexts.changed };
  const text = await inflated(data);
  return text === undefined ? nonsense() : { ok: true, text };
}

function nonsense(): Unpacked {
  return { ok: false, why: 'nonsense', says: linkTexts.nonsense };
}

async function deflated(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Inflates data; undefined if it is not deflated text, or more than a moment can be. */
async function inflated(data: string): Promise<string | undefined> {
  try {
    const bytes = Uint8Array.from(atob(data.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let text = '';
    for (let byteCount = 0; ; ) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      byteCount += value.length;
      if (byteCount > TEXT_BYTES_MAX) {
        await reader.cancel();
        return undefined;
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return undefined;
  }
}

function base64Url(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** CRC-32 of ASCII text (ISO 3309, reflected polynomial EDB88320), in hex. */
function checksum(text: string): string {
  let crc = 0xffff_ffff;
  for (let index = 0; index < text.length; index += 1) {
    crc ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb8_8320 & -(crc & 1));
  }
  return ((crc ^ 0xffff_ffff) >>> 0).toString(16).padStart(8, '0');
}
