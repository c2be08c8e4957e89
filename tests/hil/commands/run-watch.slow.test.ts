import { afterEach, describe, expect, test } from 'vitest';
import { TerminalProgram } from './terminal-program.ts';

let program: TerminalProgram | undefined;

afterEach(() => {
  program?.end();
  program = undefined;
});

describe('a watched run on a terminal', () => {
  test('draws a live rotor below its events, and ends with the usual report', async () => {
    program = new TerminalProgram(['run', 'mri-30-min', '--rig', 'loopback', '--speed', '3000', '--watch']);
    await program.says(/rotor +turns/);
    await program.says(/the rotor is held by the field.*HELD by the field/s);
    expect(await program.ended()).toBe(0);
    expect(program.written).toMatch(/PASS.*mri-30-min/s);
    expect(program.written).not.toContain('[?25l');
  });

  test('ends with 130 at Ctrl-C', async () => {
    program = new TerminalProgram(['run', 'mri-30-min', '--rig', 'loopback', '--speed', '10', '--watch'], {
      columns: 40,
    });
    await program.says(/rotor +turns/);
    program.type('\u0003');
    expect(await program.ended()).toBe(130);
    expect(program.written).toContain('Interrupted');
  });
});
