import { bytesOf } from './ascii.ts';

/** How a board's banner begins; a host that hears one knows that nobody is in session there. */
export const BANNER_START = '# rollerloop ';

/** A line for people: `# `, the text, LF; no trailer. Cut to the longest line; bytes that start a line become `_`. */
export function textLine(text: string, bytesMax: number): Uint8Array {
  const clean = text.replace(/[^ -~]|[<>!#]/g, '_').slice(0, bytesMax - 3);
  return bytesOf(`# ${clean}\n`);
}
