import { bytesOf } from './ascii.ts';

/** Start of a banner. A board sends banners only while it has no session. */
export const BANNER_START = '# rollerloop ';

/**
 * Returns a line for people: `# `, the text, LF, cut to the longest line. Bytes in the text that would start a line
 * become `_`.
 */
export function textLine(text: string, bytesMax: number): Uint8Array {
  const clean = text.replace(/[^ -~]|[<>!#]/g, '_').slice(0, bytesMax - 3);
  return bytesOf(`# ${clean}\n`);
}
