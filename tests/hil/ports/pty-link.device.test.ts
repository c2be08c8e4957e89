import { lstatSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPty, type Pty } from '../../../hil/ports/pty.ts';
import { linkPty } from '../../../hil/ports/pty-link.ts';

let folder: string;
let link: string;
let pty: Pty;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-link-'));
  link = join(folder, 'rig0');
  pty = await openPty();
});
afterEach(async () => {
  await pty.close();
  rmSync(folder, { recursive: true });
});

const present = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

test('a link leads to the device and goes with unlink, twice harmlessly', async () => {
  const made = await linkPty(pty, link);
  expect(readlinkSync(link)).toBe(pty.path);
  await made.unlink();
  expect(present(link)).toBe(false);
  await made.unlink();
});

test('a link left behind by a rig that was killed is replaced', async () => {
  symlinkSync('/dev/pts/999999', link);
  await linkPty(pty, link);
  expect(readlinkSync(link)).toBe(pty.path);
});

test('a stale link that names this process as its owner is taken over', async () => {
  symlinkSync(pty.path, link);
  await linkPty(pty, link);
  expect(readlinkSync(link)).toBe(pty.path);
});

test('a link to a device in use is not replaced', async () => {
  const other = await openPty();
  symlinkSync(other.path, link);
  await expect(linkPty(pty, link)).rejects.toMatchObject({
    code: 'LINK_TAKEN',
    fault: 'usage',
    message: `Cannot create the link ${link}: the name is taken by a link to ${other.path}, which is in use.`,
  });
  expect(readlinkSync(link)).toBe(other.path);
  await other.close();
});

test('a foreign file, folder or dangling link is not replaced', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, 'precious');
  const inner = join(folder, 'inner');
  mkdirSync(inner);
  symlinkSync('/nowhere/at/all', link);
  for (const [path, there] of [
    [file, 'a file or folder that is not a link'],
    [inner, 'a file or folder that is not a link'],
    [link, 'a link to /nowhere/at/all, not made by this program'],
  ] as const) {
    await expect(linkPty(pty, path)).rejects.toMatchObject({
      code: 'LINK_TAKEN',
      message: `Cannot create the link ${path}: the name is taken by ${there}.`,
    });
    expect(present(path)).toBe(true);
  }
});

test('a folder that does not exist is named', async () => {
  const path = join(folder, 'none', 'rig0');
  await expect(linkPty(pty, path)).rejects.toMatchObject({
    code: 'LINK_FAILED',
    message: `Cannot create the link ${path}: its folder does not exist.`,
  });
});

test('unlink keeps what another program has put there since', async () => {
  const made = await linkPty(pty, link);
  rmSync(link);
  writeFileSync(link, 'theirs');
  await made.unlink();
  expect(present(link)).toBe(true);
});
