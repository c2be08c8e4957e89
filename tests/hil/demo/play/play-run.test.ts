import { describe, expect, test } from 'vitest';
import type { Wall } from '../../../../hil/base/wall-clock.ts';
import type { Key } from '../../../../hil/demo/play/keys.ts';
import { playRun } from '../../../../hil/demo/play/play-run.ts';
import type { Terminal } from '../../../../hil/demo/play/terminal.ts';
import { terminalText } from '../../../../hil/demo/styled-text.ts';
import { recordedRun } from './recorded.ts';

/** Keys by the frame before which they are pressed. */
type Script = Readonly<Record<number, readonly Key[]>>;

/** Records frames. Each frame takes its time on a wall clock that does not wait. */
class ScriptedTerminal implements Terminal {
  readonly size = { columns: 80, rows: 24 };
  readonly hasKeys = true;
  readonly frames: string[] = [];
  suspendedCount = 0;
  nowUs = 0;
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
  }

  readonly wall: Wall = {
    nowUs: () => this.nowUs,
    dateMs: () => 0,
    sleepUntilUs: async (wallUs) => {
      this.nowUs = wallUs;
    },
    nextTurn: async () => {},
  };

  keys(): readonly Key[] {
    return this.#script[this.frames.length] ?? [];
  }

  draw(lines: Parameters<Terminal['draw']>[0]): void {
    this.frames.push(terminalText(lines, false));
  }

  /** The program stands for an hour. */
  async suspend(): Promise<void> {
    this.suspendedCount += 1;
    this.nowUs += 3600e6;
  }

  close(): void {}
}

async function played(script: Script, choice: { speed?: number; isStepped?: boolean; signal?: AbortSignal } = {}) {
  const terminal = new ScriptedTerminal(script);
  const { speed = 'auto', isStepped = false, signal = new AbortController().signal } = choice;
  const options = { title: 'mri-30-min', says: 'A scan.', speed, isStepped, wall: terminal.wall, signal } as const;
  const ended = playRun(await recordedRun('mri-30-min'), terminal, options);
  return { terminal, ended };
}

describe('a playback on a terminal', () => {
  test('plays through, shows the last picture for two seconds, and ends by itself', async () => {
    const { terminal, ended } = await played({});
    await ended;
    const { frames } = terminal;
    const atEnd = frames.filter((frame) => frame.includes('end of the run'));
    expect(atEnd).toHaveLength(41);
    expect(frames.length).toBeGreaterThan(200);
    expect(frames.at(-1)).toContain('03:00:00 of 03:00:00');
    expect(frames.at(-1)).toContain('q: end');
  });

  test('shows one event at each key, goes back, and ends with q', async () => {
    const script: Script = { 1: ['step'], 2: ['right', 'right', 'right', 'right'], 3: ['left'], 400: ['quit'] };
    const { terminal, ended } = await played(script, { isStepped: true });
    await ended;
    const [first = '', second = '', third = '', fourth = ''] = terminal.frames;
    expect(first).not.toContain('programmed');
    expect(second).toContain('outside  programmed: simple continuous, 0.5 mL/day');
    expect(third).toContain('truth    the rotor is held by the field');
    expect(fourth).toContain('outside  a magnetic field of 1.5 T');
    expect(fourth).not.toContain('truth    the rotor is held');
    expect(fourth).toMatch(/rotor +turns/);
    expect(terminal.frames).toHaveLength(400);
    expect(new Set(terminal.frames.slice(3)).size).toBe(1);
  });

  test('stays at its end while it is paused there', async () => {
    const all = Array.from({ length: 40 }, () => 'step' as const);
    const { terminal, ended } = await played({ 1: all, 900: ['left'], 901: ['quit'] });
    await ended;
    expect(terminal.frames[899]).toContain('end of the run');
    expect(terminal.frames[900]).toContain('paused');
  });

  test('goes on where it stood after Ctrl-Z', async () => {
    const { terminal, ended } = await played({ 20: ['suspend'], 21: ['quit'] }, { speed: 100 });
    await ended;
    expect(terminal.suspendedCount).toBe(1);
    // 19 frames of 50 ms, and then no more than 250 ms for an hour on the wall.
    expect(terminal.frames[19]).toContain('00:01:35 of');
    expect(terminal.frames[20]).toMatch(/00:01:(40|59) of|00:02:0\d of/);
  });

  test('ends with INTERRUPTED at Ctrl-C, and at a signal', async () => {
    await expect((await played({ 3: ['interrupt'] })).ended).rejects.toMatchObject({ code: 'INTERRUPTED' });
    const signal = AbortSignal.abort();
    await expect((await played({}, { signal })).ended).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});
