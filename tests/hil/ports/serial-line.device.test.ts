import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { HilError } from '../../../hil/base/hil-error.ts';
import { nextTurn } from '../../../hil/base/wall-clock.ts';
import { openPty, type Pty } from '../../../hil/ports/pty.ts';
import { openSerialLine } from '../../../hil/ports/serial-line.ts';
import { bytesOf, childCount, fdCount, textOf, turnUntil } from './open-devices.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-ports-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function openedPty(): Promise<Pty> {
  const pty = await openPty();
  onTestFinished(() => pty.close());
  return pty;
}

describe('a path that cannot be opened', () => {
  test('a port that does not exist', async () => {
    await expect(openSerialLine('/dev/ttyNONE')).rejects.toMatchObject({
      code: 'PORT_MISSING',
      fault: 'link',
      message: 'The port /dev/ttyNONE does not exist.',
    });
  });

  test('a link whose rig has ended', async () => {
    const link = join(folder, 'gone');
    symlinkSync('/dev/pts/999999', link);
    await expect(openSerialLine(link)).rejects.toMatchObject({ code: 'PORT_MISSING' });
  });

  test('a file, a folder, and a device without a line', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'no port');
    await expect(openSerialLine(file)).rejects.toMatchObject({
      code: 'PORT_NOT_TTY',
      message: `${file} is a file, not a serial port.`,
    });
    await expect(openSerialLine(folder)).rejects.toMatchObject({ code: 'PORT_NOT_TTY' });
    await expect(openSerialLine('/dev/null')).rejects.toMatchObject({ code: 'PORT_NOT_TTY' });
  });

  test('a port that another program holds, until it is free again', async () => {
    const pty = await openedPty();
    const first = await openSerialLine(pty.path);
    await expect(openSerialLine(pty.path)).rejects.toMatchObject({
      code: 'PORT_BUSY',
      message: `The port ${pty.path} is busy: another program holds it.`,
    });
    await first.close();
    const second = await openSerialLine(pty.path);
    await second.close();
  });

  test('no refused port leaves a descriptor behind', async () => {
    const pty = await openedPty();
    const line = await openSerialLine(pty.path);
    onTestFinished(() => line.close());
    const before = fdCount();
    for (const path of [pty.path, '/dev/null', folder, '/dev/ttyNONE']) {
      await expect(openSerialLine(path)).rejects.toThrow();
    }
    expect(fdCount()).toBe(before);
  });
});

describe('data on an open line', () => {
  test('bytes go out as they are, lines come in whole with their LF, through a link too', async () => {
    const pty = await openedPty();
    const link = join(folder, 'rig0');
    symlinkSync(pty.path, link);
    const line = await openSerialLine(link);
    onTestFinished(() => line.close());
    const atBoard: string[] = [];
    const atHost: string[] = [];
    pty.onBytes = (bytes) => atBoard.push(textOf(bytes));
    line.onBytes = (bytes) => atHost.push(textOf(bytes));
    line.send(Uint8Array.of(0x18, 0x18, 0x0a, 0x00, 0x03, 0x04, 0x11, 0x13, 0x0d, 0xff));
    await turnUntil(() => atBoard.join('').length === 10, 'ten bytes at the board');
    expect(atBoard.join('')).toBe('\x18\x18\n\x00\x03\x04\x11\x13\r\xff');
    pty.write(bytesOf('<A3.01 ok\n\xff\x03\r\n# ha'));
    pty.write(bytesOf('lf\n'));
    await turnUntil(() => atHost.length === 3, 'three lines at the host');
    expect(atHost).toEqual(['<A3.01 ok\n', '\xff\x03\r\n', '# half\n']);
    expect(line.path).toBe(link);
  });

  test('a line of 10 kB and 200 bytes at once: only the long one is dropped', async () => {
    const pty = await openedPty();
    const line = await openSerialLine(pty.path);
    onTestFinished(() => line.close());
    const lines: string[] = [];
    line.onBytes = (bytes) => lines.push(textOf(bytes));
    pty.write(bytesOf(`${'x'.repeat(10_000)}\n${'y'.repeat(199)}\n`));
    await turnUntil(() => lines.length === 1, 'the short line');
    expect(lines).toEqual([`${'y'.repeat(199)}\n`]);
    expect(line.counters).toMatchObject({ linesIn: 1, bytesIn: 10_201, overlong: 1, partialsDropped: 0 });
  });

  test('bytes sent just before the close still leave', async () => {
    const pty = await openedPty();
    const line = await openSerialLine(pty.path);
    let atBoard = '';
    pty.onBytes = (bytes) => {
      atBoard += textOf(bytes);
    };
    for (let i = 0; i < 20; i += 1) line.send(bytesOf('\x18\x18\n'));
    await line.close();
    await turnUntil(() => atBoard.length === 60, 'the stop bytes');
  });

  test('the caller may reuse its array at once', async () => {
    const pty = await openedPty();
    const line = await openSerialLine(pty.path);
    onTestFinished(() => line.close());
    let atBoard = '';
    pty.onBytes = (bytes) => {
      atBoard += textOf(bytes);
    };
    const bytes = bytesOf('one\n');
    line.send(bytes);
    bytes.fill(0x21);
    await turnUntil(() => atBoard.length === 4, 'four bytes');
    expect(atBoard).toBe('one\n');
  });
});

describe('the end of a line', () => {
  test('a vanished peer is noticed without a listener, and its half line is dropped', async () => {
    const pty = await openPty();
    const line = await openSerialLine(pty.path);
    let why: HilError | undefined;
    line.onClosed = (error) => {
      why = error;
    };
    pty.write(bytesOf('RATE 12'));
    await turnUntil(() => line.counters.bytesIn === 7, 'the half line');
    await pty.close();
    await turnUntil(() => why !== undefined, 'the unplug');
    expect(why).toMatchObject({ code: 'PORT_GONE', fault: 'link' });
    expect(line.counters).toMatchObject({ linesIn: 0, partialsDropped: 1 });
    expect(() => line.send(bytesOf('x'))).toThrow(`The port ${line.path} is closed.`);
    await line.close();
  });

  test('a hang-up at any moment of reading is noticed, between two reads too', async () => {
    for (let turns = 0; turns < 30; turns += 1) {
      const pty = await openPty();
      const line = await openSerialLine(pty.path);
      let isGone = false;
      line.onClosed = () => {
        isGone = true;
      };
      pty.write(bytesOf('RATE 12'));
      await turnUntil(() => line.counters.bytesIn === 7, 'the half line');
      for (let i = 0; i < turns % 3; i += 1) await nextTurn();
      await pty.close();
      await turnUntil(() => isGone, 'the unplug');
    }
  });

  test('closing it ourselves is no unplug, and twice is harmless', async () => {
    const pty = await openedPty();
    const line = await openSerialLine(pty.path);
    line.onClosed = () => expect.unreachable();
    await line.close();
    await line.close();
    expect(() => line.send(bytesOf('x'))).toThrow('is closed');
  });

  test('the device stays for the next client after one has closed', async () => {
    const pty = await openedPty();
    for (let i = 0; i < 3; i += 1) {
      const line = await openSerialLine(pty.path);
      let heard = '';
      line.onBytes = (bytes) => {
        heard = textOf(bytes);
      };
      pty.write(bytesOf(`# client ${i}\n`));
      await turnUntil(() => heard !== '', 'the banner');
      expect(heard).toBe(`# client ${i}\n`);
      await line.close();
    }
  });

  test('a board without a reader loses bytes, does not block, and can be read later', async () => {
    const pty = await openedPty();
    const banner = bytesOf(`# ${'z'.repeat(997)}\n`);
    for (let i = 0; i < 1000; i += 1) pty.write(banner);
    expect(pty.lostBytes).toBeGreaterThan(0);
    const line = await openSerialLine(pty.path);
    onTestFinished(() => line.close());
    let heard = '';
    line.onBytes = (bytes) => {
      heard = textOf(bytes);
    };
    const lostBefore = pty.lostBytes;
    await turnUntil(() => {
      if (heard === '') pty.write(bytesOf('# here\n'));
      return heard.endsWith('# here\n');
    }, 'the banner');
    expect(pty.lostBytes).toBeGreaterThanOrEqual(lostBefore);
  });

  test('thirty pairs opened and closed leave no descriptor and no process', async () => {
    // The first open loads both libraries, and serialport's poller keeps its descriptors.
    const warmUp = async (): Promise<void> => {
      const pty = await openPty();
      const line = await openSerialLine(pty.path);
      line.send(bytesOf('x\n'));
      await line.close();
      await pty.close();
    };
    await warmUp();
    const before = { fds: fdCount(), children: childCount() };
    for (let i = 0; i < 30; i += 1) await warmUp();
    expect({ fds: fdCount(), children: childCount() }).toEqual(before);
  });

  test('a bare program with its own serialport gets the lines too', async () => {
    const pty = await openedPty();
    const port = new SerialPort({ path: pty.path, baudRate: 115_200, autoOpen: false });
    await new Promise<void>((resolve, reject) => {
      port.open((error) => (error ? reject(error) : resolve()));
    });
    let heard = '';
    port.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
    });
    pty.onBytes = (bytes) => pty.write(bytes);
    port.write('echo\n');
    await turnUntil(() => heard === 'echo\n', 'the echo');
    await new Promise<void>((resolve) => {
      port.close(() => resolve());
    });
  });
});
