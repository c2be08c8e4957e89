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

  // The shell reads what the run has left, and tells the mode of its terminal.
  const AFTER = 'stty -a; echo "asks"; read line; echo "got=$line"';
  const MODE = /(?<!-)\bisig\b.* icanon\b.* echo\b/s;

  test('drops keys, which neither show nor reach the shell, and restores the terminal', async () => {
    program = new TerminalProgram(['run', 'mri-30-min', '--rig', 'loopback', '--speed', '3000', '--watch'], {
      after: AFTER,
    });
    await program.says(/rotor +turns/);
    program.type('left\r over');
    await program.says(/PASS.*mri-30-min/s);
    await program.says(/asks/);
    program.type('mine\r');
    await program.says(/got=mine/);
    expect(program.written).not.toContain('left');
    expect(program.written).toMatch(MODE);
    expect(await program.ended()).toBe(0);
  });

  test('drops keys again after Ctrl-Z where no shell stops it', async () => {
    program = new TerminalProgram(['run', 'mri-30-min', '--rig', 'loopback', '--speed', '3000', '--watch']);
    await program.says(/rotor +turns/);
    program.type('\u001a');
    await program.says(/is out of the field|comes back|HELD by the field/);
    program.type('left');
    expect(await program.ended()).toBe(0);
    expect(program.written).not.toContain('left');
  });

  test('restores the terminal after Ctrl-C', async () => {
    program = new TerminalProgram(['run', 'mri-30-min', '--rig', 'loopback', '--speed', '10', '--watch'], {
      after: AFTER,
    });
    await program.says(/rotor +turns/);
    program.type('over\u0003');
    await program.says(/Interrupted.*asks/s);
    program.type('mine\r');
    await program.says(/got=mine/);
    await program.ended();
    expect(program.written).toMatch(MODE);
  });

  test('restores the terminal when it is killed by a signal', async () => {
    program = new TerminalProgram(['run', 'mri-30-min', '--rig', 'loopback', '--speed', '10', '--watch'], {
      after: AFTER,
    });
    await program.says(/rotor +turns/);
    program.type('\u001c');
    await program.says(/asks/);
    program.type('mine\r');
    await program.says(/got=mine/);
    await program.ended();
    expect(program.written).toMatch(MODE);
  });
});
