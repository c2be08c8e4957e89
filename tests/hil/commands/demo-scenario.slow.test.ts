import { afterEach, describe, expect, test } from 'vitest';
import { rollerloop } from './command-line.ts';
import { TerminalProgram } from './terminal-program.ts';

const ESC = '\u001b';
const [SCREEN_ON, SCREEN_OFF] = [`${ESC}[?1049h`, `${ESC}[?1049l`];
const [CURSOR_ON, CURSOR_OFF] = [`${ESC}[?25h`, `${ESC}[?25l`];
const [RIGHT, LEFT] = [`${ESC}[C`, `${ESC}[D`];
const COLOUR = new RegExp(`${ESC}\\[\\d+m`);
/** A play-through of this scenario at this speed takes about a second. */
const QUICK = ['--scenario', 'roller-study', '--speed', '10000'];

let program: TerminalProgram | undefined;

function onTerminal(args: readonly string[], choice?: ConstructorParameters<typeof TerminalProgram>[1]) {
  program = new TerminalProgram(['demo', ...args], choice);
  return program;
}

afterEach(() => {
  program?.end();
  program = undefined;
});

/** Returns whether the first screen and the cursor came back last. */
function isRestored(written: string): boolean {
  return (
    written.lastIndexOf(SCREEN_OFF) > written.lastIndexOf(SCREEN_ON) &&
    written.lastIndexOf(CURSOR_ON) > written.lastIndexOf(CURSOR_OFF)
  );
}

describe('a scenario played on a terminal', () => {
  test('shows one event at each key, goes back, and ends with q and its verdict', async () => {
    const shown = onTerminal(['--scenario', 'mri-30-min', '--step']);
    let said = await shown.says(/paused/);
    shown.type('s');
    said = await shown.says(/programmed: simple continuous/, said);
    shown.type(`${RIGHT}${RIGHT}${RIGHT}`);
    said = await shown.says(/a magnetic field of 1\.5 T/, said);
    shown.type(RIGHT);
    said = await shown.says(/HELD by the field/, said);
    shown.type(LEFT);
    said = await shown.says(/turns/, said);
    shown.type('q');
    expect(await shown.ended()).toBe(0);
    expect(isRestored(shown.written)).toBe(true);
    expect(shown.written).toMatch(/PASS.*mri-30-min/s);
    expect(shown.written).toContain('not a medical device');
  });

  test('plays through without a key, and draws anew when the terminal changes its size', async () => {
    const shown = onTerminal(['--scenario', 'roller-study', '--speed', '500']);
    const said = await shown.says(/ 1 s = 8\.3 min/);
    shown.resize(40, 24);
    await shown.says(/pace {8}/, said);
    expect(await shown.ended()).toBe(0);
    expect(shown.written).toContain('end of the run');
  });

  test('ends with 130 at Ctrl-C, with the terminal restored', async () => {
    const shown = onTerminal(['--scenario', 'mri-30-min', '--speed', '1']);
    await shown.says(/1 s = 1 s/);
    shown.type('\u0003');
    expect(await shown.ended()).toBe(130);
    expect(isRestored(shown.written)).toBe(true);
    expect(shown.written).toMatch(/error:.* Interrupted\./);
  });

  test('gives the terminal back at Ctrl-Z, and draws anew when it goes on', async () => {
    const shown = onTerminal(['--scenario', 'mri-30-min', '--step']);
    let said = await shown.says(/paused/);
    shown.type('\u001a');
    // A session without a shell has no job control, so the program goes on by itself.
    said = await shown.says(/\[\?1049l.*\[\?1049h.*paused/s, said);
    shown.type('q');
    expect(await shown.ended()).toBe(0);
  });

  test('has colours, and none with NO_COLOR', async () => {
    const env = { FORCE_COLOR: '', NO_COLOR: '' };
    const coloured = onTerminal(QUICK, { env });
    await coloured.ended();
    const plain = onTerminal(QUICK, { env: { FORCE_COLOR: '', NO_COLOR: '1' } });
    await plain.ended();
    expect([coloured, plain].map(({ written }) => COLOUR.test(written))).toEqual([true, false]);
  });
});

describe('a scenario played into a pipe', () => {
  test('prints events and verdict without control characters, and asks for nothing', async () => {
    const { status, stdout, stderr } = await rollerloop('demo', '--scenario', 'siromedes-in-a-scanner', '--speed', '1');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('outside  a magnetic field of');
    expect(stdout).toContain('PASS  siromedes-in-a-scanner');
    expect([...stdout].every((character) => character === '\n' || character >= ' ')).toBe(true);
  });
});
