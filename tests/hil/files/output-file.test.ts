import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { HilError } from '../../../hil/base/hil-error.ts';
import { OutputFile, type OutputName, writeOutput } from '../../../hil/files/output-file.ts';
import { makeFifo } from './special-file.ts';

const NAME: OutputName = { option: '--mine', code: 'MINE_UNWRITABLE' };
let folder = '';
beforeEach(() => {
  const made = mkdtempSync(join(tmpdir(), 'rollerloop-output-'));
  folder = made;
  onTestFinished(() => rmSync(made, { recursive: true }));
});
const path = (name: string): string => join(folder, name);
const text = (name: string): string => readFileSync(path(name), 'utf8');

describe('an output file', () => {
  test('keeps the older file until it is published, then grows under its own name', () => {
    writeFileSync(path('report'), 'older');
    const file = new OutputFile(path('report'), NAME);
    file.write('new');
    expect(text('report')).toBe('older');
    file.publish();
    expect(text('report')).toBe('new');
    file.write('er');
    expect(text('report')).toBe('newer');
    file.close();
    expect(readdirSync(folder)).toEqual(['report']);
  });

  test.each([
    ['removed', () => rmSync(path('report'))],
    ['replaced by another run', () => writeOutput(path('report'), NAME, 'other')],
  ])('that was %s while it was written is a failure', (_what, meanwhile) => {
    const file = new OutputFile(path('report'), NAME);
    file.publish();
    meanwhile();
    file.write('evidence');
    file.close();
    expect(file.failure).toMatchObject({ fault: 'bench', message: expect.stringContaining('removed or replaced') });
  });

  test('that is never published leaves nothing behind', () => {
    const file = new OutputFile(path('report'), NAME);
    file.write('half');
    file.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('replaces the target of a link, and keeps the link and permissions', () => {
    writeFileSync(path('report'), 'older');
    chmodSync(path('report'), 0o640);
    symlinkSync('report', path('link'));
    writeOutput(path('link'), NAME, 'newer');
    expect(text('report')).toBe('newer');
    expect(statSync(path('report')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).sort()).toEqual(['link', 'report']);
  });

  test('follows a link to a file that does not exist yet', () => {
    symlinkSync('report', path('link'));
    writeOutput(path('link'), NAME, 'new');
    expect(text('report')).toBe('new');
  });

  test.skipIf(process.platform !== 'linux')('on a full disk keeps its first failure, and throws nothing before', () => {
    const file = new OutputFile('/dev/full', NAME);
    const told: HilError[] = [];
    file.onFailure = (failure) => told.push(failure);
    file.write('a');
    file.write('b');
    file.close();
    expect(told.map(({ code, fault, message }) => [code, fault, message])).toEqual([
      ['MINE_UNWRITABLE', 'bench', '`--mine` "/dev/full" could not be written (ENOSPC).'],
    ]);
    expect(() => writeOutput('/dev/full', NAME, 'x')).toThrow('could not be written (ENOSPC)');
  });

  test.skipIf(process.platform === 'win32')('is not a FIFO, which would wait for a reader', () => {
    makeFifo(path('fifo'));
    expect(() => new OutputFile(path('fifo'), NAME)).toThrow('--mine');
    expect(() => new OutputFile(path('fifo'), NAME)).toThrow('a FIFO; allowed: a regular file');
  });
});
