import { finished } from 'node:stream/promises';
import { ReadlineParser } from '@serialport/parser-readline';
import { expect, test } from 'vitest';
import { LINE_BYTES_MAX, LineGuard } from '../../../hil/ports/line-guard.ts';

/** Output of guard and parser for these chunks, with the guard itself. */
async function pass(
  chunks: readonly string[],
): Promise<{ readonly lines: readonly string[]; readonly guard: LineGuard }> {
  const guard = new LineGuard();
  const parser = guard.pipe(new ReadlineParser());
  const lines: string[] = [];
  parser.on('data', (line: string) => lines.push(line));
  for (const chunk of chunks) guard.write(Buffer.from(chunk, 'latin1'));
  guard.end();
  await finished(parser);
  return { lines, guard };
}

test('lines pass whole, however the bytes were cut', async () => {
  const text = '<A3.01 ok\n!A3.02 STALL\n# hello\n';
  for (let size = 1; size <= text.length; size += 1) {
    const chunks = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    const { lines, guard } = await pass(chunks);
    expect(lines).toEqual(['<A3.01 ok', '!A3.02 STALL', '# hello']);
    expect([guard.droppedBytes, guard.heldBytes, guard.overlong, guard.partialsDropped]).toEqual([0, 0, 0, 0]);
  }
});

// RATE 12 cut from RATE 12.5 would be a valid, wrong dose.
test('a tail without an end is never passed on as a line', async () => {
  const { lines, guard } = await pass(['ok\nRATE 12']);
  expect(lines).toEqual(['ok']);
  expect(guard.partialsDropped).toBe(1);
  expect(guard.droppedBytes).toBe(7);
});

test.each([1, 7, 100, 255, 256, 257, 10_001])(
  'a line of 10 kB in chunks of %i bytes is dropped whole and counted once',
  async (size) => {
    const text = `before\n${'x'.repeat(10_000)}\nafter\n`;
    const { lines, guard } = await pass(text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []);
    expect(lines).toEqual(['before', 'after']);
    expect(guard.overlong).toBe(1);
    expect(guard.droppedBytes).toBe(10_001);
  },
);

test.each([1, 50, 255, 256])(
  'the limit is exact in chunks of %i bytes: the longest line passes, no more',
  async (size) => {
    const longest = `${'a'.repeat(LINE_BYTES_MAX - 1)}\n`;
    const cut = (text: string): readonly string[] => text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    expect((await pass(cut(longest))).lines).toHaveLength(1);
    const beyond = await pass(cut(`b${longest}`));
    expect(beyond.lines).toHaveLength(0);
    expect(beyond.guard.overlong).toBe(1);
  },
);

test('endless garbage without a newline holds at most one line', () => {
  const guard = new LineGuard();
  guard.resume();
  const garbage = Buffer.alloc(1000, 0xff);
  let [heldBytesMax, bufferedBytesMax] = [0, 0];
  for (let i = 0; i < 10_000; i += 1) {
    guard.write(garbage);
    heldBytesMax = Math.max(heldBytesMax, guard.heldBytes);
    bufferedBytesMax = Math.max(bufferedBytesMax, guard.readableLength + guard.writableLength);
  }
  expect(heldBytesMax).toBeLessThan(LINE_BYTES_MAX);
  expect(bufferedBytesMax).toBe(0);
  expect(guard.overlong).toBe(1);
  expect(guard.droppedBytes).toBe(10_000_000);
});
