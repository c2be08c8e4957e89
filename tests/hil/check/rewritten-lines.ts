import type { BoardLine } from '../../../hil/rigs/lines/board-line.ts';
import { bytesOf, hex } from '../../../protocol/tables/ascii.ts';
import { crc16 } from '../../../protocol/tables/crc16.ts';
import { onLines } from './lossy-line.ts';

/** Changes the lines of a board on their way to the host. `change` gets a line without trailer; undefined drops it. */
export function rewriteLines(line: BoardLine, change: (body: string) => string | undefined): void {
  let deliverText = (_text: string): void => {};
  onLines(line, (text, deliver) => {
    const end = text.lastIndexOf('*');
    const isFrame = end >= 0 && !text.startsWith('#');
    const body = isFrame ? text.slice(0, end) : text.trimEnd();
    const changed = change(body);
    if (changed === body) deliver();
    else if (changed !== undefined) deliverText(isFrame ? sealed(changed) : `${changed}\n`);
  });
  const property = Object.getOwnPropertyDescriptor(line, 'onBytes') as PropertyDescriptor;
  Object.defineProperty(line, 'onBytes', {
    ...property,
    set: (receive: (bytes: Uint8Array) => void) => {
      deliverText = (text) => receive(bytesOf(text));
      property.set?.(receive);
    },
  });
}

/** Ends a line with its length, its CRC and LF. */
export function sealed(body: string): string {
  return `${body}*${hex(body.length, 2)}${hex(crc16(bytesOf(body), body.length), 4)}\n`;
}
