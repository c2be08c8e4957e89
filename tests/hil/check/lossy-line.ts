import type { BoardLine } from '../../../hil/rigs/lines/board-line.ts';

/** Whole lines from the board, which the test passes on or drops. */
export function onLines(line: BoardLine, handle: (text: string, deliver: () => void) => void): void {
  let deliverTo: (bytes: Uint8Array) => void = () => {};
  let pending = '';
  Object.defineProperty(line, 'onBytes', {
    get: () => (bytes: Uint8Array) => {
      pending += Buffer.from(bytes).toString('latin1');
      for (let end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
        const text = pending.slice(0, end + 1);
        pending = pending.slice(end + 1);
        handle(text, () => deliverTo(Buffer.from(text, 'latin1')));
      }
    },
    set: (next: typeof deliverTo) => {
      deliverTo = next;
    },
  });
}
