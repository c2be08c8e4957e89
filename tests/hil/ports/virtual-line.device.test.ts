import { expect, onTestFinished, test } from 'vitest';
import { openVirtualLine, type VirtualLine } from '../../../hil/ports/virtual-line.ts';
import { bytesOf, fdCount, textOf } from './open-devices.ts';

async function opened(): Promise<VirtualLine> {
  const line = await openVirtualLine();
  onTestFinished(() => line.close());
  return line;
}

test('2,000 of 2,000 requests get replies, and none is under way after quiet', async () => {
  const line = await opened();
  let answered = 0;
  line.board.onBytes = (bytes) => line.board.send(bytesOf(`<${textOf(bytes).slice(1, -1)} ok ${'r'.repeat(60)}\n`));
  line.host.onBytes = (bytes) => {
    expect(textOf(bytes)).toBe(`<A3.${answered} ok ${'r'.repeat(60)}\n`);
    answered += 1;
  };
  for (let i = 0; i < 2000; i += 1) {
    line.host.send(bytesOf(`>A3.${i}\n`));
    await line.quiet();
    expect(answered).toBe(i + 1);
    expect(line.inFlightBytes).toBe(0);
  }
});

test('quiet waits for a whole conversation: each end replies within its callback', async () => {
  const line = await opened();
  let rounds = 0;
  line.board.onBytes = () => line.board.send(bytesOf('<\n'));
  line.host.onBytes = () => {
    rounds += 1;
    if (rounds < 100) line.host.send(bytesOf('>\n'));
  };
  line.host.send(bytesOf('>\n'));
  await line.quiet();
  expect(rounds).toBe(100);
});

test('an unfinished line does not prevent quiet', async () => {
  const line = await opened();
  const lines: string[] = [];
  line.host.onBytes = (bytes) => lines.push(textOf(bytes));
  line.board.send(bytesOf('<A3.01 o'));
  await line.quiet();
  expect(lines).toEqual([]);
  line.board.send(bytesOf('k\n'));
  await line.quiet();
  expect(lines).toEqual(['<A3.01 ok\n']);
});

test('50 kB each way at once arrive, without the over-long garbage among them', async () => {
  const line = await opened();
  let atBoard = 0;
  let atHost = 0;
  line.board.onBytes = (bytes) => {
    atBoard += bytes.length;
  };
  line.host.onBytes = (bytes) => {
    atHost += bytes.length;
  };
  const lines = bytesOf(`${'l'.repeat(99)}\n`.repeat(500));
  line.host.send(lines);
  line.board.send(bytesOf('g'.repeat(5000)));
  line.board.send(bytesOf('\n'));
  line.board.send(lines);
  await line.quiet();
  expect([atBoard, atHost, line.host.counters.overlong]).toEqual([50_000, 50_000, 1]);
});

test('a wait for bytes that never arrive fails with their number', async () => {
  const line = await opened();
  // The event loop is busy, so the pseudo terminal and its queue fill up and the rest is lost.
  for (let i = 0; i < 300; i += 1) line.board.send(bytesOf(`${'o'.repeat(999)}\n`));
  await expect(line.quiet()).rejects.toMatchObject({
    code: 'TIMED_OUT',
    fault: 'link',
    message: expect.stringMatching(
      /^Waited 2000 ms for the virtual line to fall quiet: 0 bytes missing at the board, [1-9]\d* at the host\.$/,
    ),
  });
});

test('an exception of a callback reaches the waiting caller', async () => {
  const line = await opened();
  const ours = new Error('our own bug');
  line.host.onBytes = () => {
    throw ours;
  };
  line.board.send(bytesOf('# boo\n'));
  await expect(line.quiet()).rejects.toBe(ours);
});

test('a closed line rejects its waiting callers, and leaves no descriptor', async () => {
  await (await openVirtualLine()).close();
  const before = fdCount();
  const line = await openVirtualLine();
  line.host.send(bytesOf('x\n'));
  const waiting = expect(line.quiet()).rejects.toMatchObject({ code: 'PORT_CLOSED' });
  await line.close();
  await waiting;
  await expect(line.quiet()).rejects.toMatchObject({ code: 'PORT_CLOSED' });
  expect(fdCount()).toBe(before);
});
