import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';

/** Prints whether V8 accepted compiled code, for each script that the program makes with such code. */
const NOTER = `const vm = require('node:vm');
vm.Script = class extends vm.Script {
  constructor(text, options) {
    super(text, options);
    if (options.cachedData !== undefined) process._rawDebug(this.cachedDataRejected ? 'rejected' : 'accepted');
  }
};`;
/** Says which Nodes have a use for the compiled code: those that check it, and keep none themselves. */
const hasUse = Number.parseInt(process.versions.node, 10) === 20;

describe('compiled code of the program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-compiled-'));
  const built = dirname(dirname(inject('program')));
  const commands = join(folder, 'dist/commands.cjs');
  const compiled = `${commands}.v8`;
  const noter = join(folder, 'noter.cjs');
  const listed = (...options: readonly string[]) => {
    const command = [...options, '--require', noter, join(folder, 'hil/rollerloop.cjs'), 'show', 'mri-30-min'];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    expect(stdout).toContain('\nscenario: mri-30-min\n');
    return { status, words: stderr.trim().split('\n') };
  };

  beforeAll(() => {
    cpSync(built, folder, { recursive: true, filter: (path) => path !== join(built, 'node_modules') });
    symlinkSync(join(built, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(noter, NOTER);
  });
  beforeEach(() => cpSync(join(built, 'dist'), join(folder, 'dist'), { recursive: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.runIf(hasUse)('is used for both files', () => {
    expect(listed()).toEqual({ status: 0, words: ['accepted', 'accepted'] });
  });

  test.runIf(hasUse)('is rejected by V8 under other options, and the source is compiled', () => {
    expect(listed('--no-opt')).toEqual({ status: 0, words: ['rejected', 'rejected'] });
  });

  const first = hasUse ? ['accepted'] : [''];
  test.each([
    ['is missing', () => rmSync(compiled)],
    ['is empty', () => writeFileSync(compiled, '')],
    ['has only a head', () => truncateSync(compiled, 4)],
    ['lacks its last byte', () => writeFileSync(compiled, readFileSync(compiled).subarray(0, -1))],
    ['has a wrong byte', () => flip(compiled, 1_000_000)],
    ['has a wrong head', () => flip(compiled, 0)],
    ['is that of the other file', () => cpSync(join(folder, 'dist/cli.cjs.v8'), compiled)],
  ])('is not used if it %s', (_what, harm) => {
    harm();
    expect(listed()).toEqual({ status: 0, words: first });
  });

  test('is not used for a source of the same length with another letter', () => {
    const source = readFileSync(commands, 'latin1');
    writeFileSync(commands, source.replace('// hil/commands/show.ts', '// hil/commands/shaw.ts'), 'latin1');
    expect(listed()).toEqual({ status: 0, words: first });
  });
});

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(path, bytes);
}
