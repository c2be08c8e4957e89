import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith } from '../../needed-tool.ts';
import { framed } from '../../protocol/bench-pair.ts';
import { keptImage, part } from './kept-image.ts';
import { CYCLES_PER_US, run, runOnSimavr, type SimavrRun, send } from './simavr-board.ts';
import { builtSimavrBench, sketchFolder } from './sketch-build.ts';
import {
  fourWire,
  lastStepAfterStopUs,
  openedSession,
  spreadCycles,
  stepDir,
  stoppedRun,
  worstOfCoils,
  worstOfStep,
} from './worst-traffic.ts';

const BUILD_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'rollerloop-simavr-'));
let program = '';

beforeAll(() => {
  program = builtSimavrBench(folder);
}, BUILD_MS);
afterAll(() => rmSync(folder, { recursive: true }));

const onSimavr = (commands: readonly string[], image?: string): SimavrRun =>
  runOnSimavr(program, join(sketchFolder, 'rig.hex'), [...openedSession, ...commands], image);
const answers = (simavr: SimavrRun): readonly string[] =>
  simavr.said.map(({ text }) => text).filter((text) => !text.startsWith('#'));

describeWith('simavr', 'the hex on simavr', () => {
  test('replies to HELLO, to a repeat with the same bytes, and not to a damaged one', () => {
    const ask = framed('>A3.01 PING');
    const simavr = onSimavr([send(ask), run(20), send(ask), run(20), send(ask.replace('PING', 'PONG')), run(20)]);
    const said = answers(simavr);
    expect(said).toHaveLength(3);
    expect(said[0]).toMatch(/^<A3\.00 ok v=1 t=ED12C908 i=1 b=power c=0 /);
    expect(said[1]).toMatch(/^<A3\.01 ok c=0 .* m=none g=00 e=00 u=/);
    expect(said[2]).toBe(said[1]);
  });

  test('makes the edges of STEP at floor(k x ms x 1000 / n), to 16 cycles', () => {
    const simavr = onSimavr([send(framed('>A3.01 MOVE from=0 to=-700 ms=333')), run(400)], stepDir);
    expect(simavr.stepCycles).toHaveLength(700);
    const dueUs = (k: number): number => Math.floor((k * 333_000) / 700);
    const first = simavr.stepCycles[0] ?? 0;
    for (const [index, cycle] of simavr.stepCycles.entries()) {
      expect(Math.abs(cycle - first - (dueUs(index + 1) - dueUs(1)) * CYCLES_PER_US)).toBeLessThanOrEqual(16);
    }
    expect(answers(simavr).at(-1)).toMatch(/^!A3\.01 DONE to=-700 idle=1 c=-700 .* g=08 e=01/);
    expect(simavr.levels.filter(({ pin }) => pin === 'dir').at(-1)).toMatchObject({ level: 0 });
  });

  test('takes slow steps from a slow timer, and its time stays correct', () => {
    const asks = ['>A3.01 MOVE from=0 to=3 ms=15000', '>A3.02 STAT', '>A3.03 STAT', '>A3.04 STAT']
      .map(framed)
      .map(send);
    const pings = [0, 1, 2].flatMap((i) => [run(4000), asks[i + 1] ?? '']);
    const simavr = onSimavr([asks[0] ?? '', ...pings, run(4000)], stepDir);
    const [a, b, c] = simavr.stepCycles.map((cycle) => cycle / CYCLES_PER_US);
    expect(Math.abs((b ?? 0) - (a ?? 0) - 5_000_000)).toBeLessThan(130);
    expect(Math.abs((c ?? 0) - (b ?? 0) - 5_000_000)).toBeLessThan(130);
    const done = simavr.said.find(({ text }) => text.includes('DONE'));
    const toldUs = Number.parseInt(/u=([0-9A-F]{8})/.exec(done?.text ?? '')?.[1] ?? '', 16);
    expect(Math.abs(toldUs - (c ?? 0))).toBeLessThan(700);
  });

  test('stops by two stop bytes within 50 us of the second, at any traffic', () => {
    const simavr = stoppedRun(onSimavr);
    const enables = simavr.levels.filter(({ pin }) => pin === 'en');
    // Off at the start, on to move, off by the stop: never on again in between.
    expect(enables.map(({ level }) => level)).toEqual([1, 0, 1]);
    expect(lastStepAfterStopUs(simavr)).toBeLessThan(50);
    const made = simavr.stepCycles.length;
    expect(answers(simavr).filter((text) => text.includes('STOPPED cause=bytes'))[0]).toContain(` c=${made} `);
  });

  test('drops a line that a stop cut, and executes the next one', () => {
    const zero = framed('>A3.01 ZERO c=5');
    const simavr = onSimavr([send(`${zero.slice(0, 9)}\x18\x18${zero.slice(9)}`), run(40), send(zero), run(40)]);
    expect(answers(simavr).filter((text) => text.startsWith('<A3.01'))).toEqual([expect.stringContaining('ok c=5 ')]);
  });

  test('HALT stands where the counter says', () => {
    const move = send(framed('>A3.01 MOVE from=0 to=1000 ms=1000'));
    const simavr = onSimavr([move, run(300), send(framed('>A3.02 HALT')), run(300)], stepDir);
    expect(answers(simavr).at(-1)).toContain(`<A3.02 ok c=${simavr.stepCycles.length} `);
    expect(simavr.levels.filter(({ pin }) => pin === 'en').at(-1)).toMatchObject({ level: 1 });
  });

  test('lapses five seconds after the last line, with safe outputs', () => {
    const simavr = onSimavr([send(framed('>A3.01 MOVE from=0 to=600 ms=60000')), run(5200)]);
    const off = simavr.coils.at(-1);
    const heard = simavr.said.find(({ text }) => text.startsWith('<A3.01'))?.cycle ?? 0;
    expect(off?.pattern).toBe(0);
    expect(Math.abs(((off?.cycle ?? 0) - heard) / CYCLES_PER_US - 5_000_000)).toBeLessThan(15_000);
    expect(answers(simavr).at(-1)).toMatch(/^!A3\.01 STOPPED cause=lapse c=49 .* g=04 /);
  });

  test('steps the four coils two at a time, in order, and back again', () => {
    const move = send(framed('>A3.01 MOVE from=0 to=5 ms=50'));
    const simavr = onSimavr([move, run(100), send(framed('>A3.02 MOVE from=5 to=2 ms=30')), run(100)], fourWire);
    const pairs = simavr.coils.map(({ pattern }) => pattern).filter((pattern) => [3, 6, 12, 9].includes(pattern));
    expect(pairs).toEqual([3, 6, 12, 9, 3, 6, 3, 9, 12]);
  });

  test('is woken by steps and bytes alone: fifteen times in an idle minute of a session', () => {
    const simavr = onSimavr(['sleep', run(60_000), 'sleep'], fourWire);
    expect(simavr.wakes.at(-1)).toBeGreaterThanOrEqual(14);
    expect(simavr.wakes.at(-1)).toBeLessThanOrEqual(15);
    // The watchdog does not reset the board during the sleep.
    expect(simavr.said.filter(({ text }) => text.startsWith('# '))).toHaveLength(1);
  });

  test('jitters by up to 16 cycles on STEP and 120 on coils, 2,000 steps/s, full line', () => {
    const driven = worstOfStep(onSimavr, 2000);
    expect(driven.edgeCount).toBe(2000);
    expect(driven.jitterCycles).toBeLessThanOrEqual(16);
    const coiled = worstOfCoils(onSimavr, 2000);
    expect(coiled.edgeCount).toBe(2001);
    expect(coiled.jitterCycles).toBeLessThanOrEqual(120);
    for (const { stackBytes } of [driven, coiled]) expect(stackBytes).toBeLessThanOrEqual(512);
  });

  test('clamps by servo pulses with the brake on, releases with thirty, and moves on', () => {
    const image = keptImage({ drive: 0, parts: part.servo, stepsPerSecondMax: 10_000 });
    const asks = ['>A3.01 STALL mode=brake by=0', '>A3.02 STALL mode=none by=0', '>A3.03 MOVE from=0 to=10 ms=10'];
    const [brake = '', free = '', move = ''] = asks.map(framed).map(send);
    const simavr = onSimavr([run(1000), brake, run(500), free, run(300), move, run(1700)], image);
    const pulses = simavr.levels.filter(({ pin }) => pin === 'servo');
    const us = (index: number): number =>
      ((pulses[index + 1]?.cycle ?? 0) - (pulses[index]?.cycle ?? 0)) / CYCLES_PER_US;
    const widths = pulses.flatMap(({ level }, index) => (level === 1 ? [Math.round(us(index) / 10) * 10] : []));
    const clamping = widths.filter((width) => width === 2000).length;
    expect(Math.abs(clamping - 25)).toBeLessThanOrEqual(2);
    expect(widths.filter((width) => width === 1000)).toHaveLength(60);
    expect(widths.length).toBe(60 + clamping);
    expect(simavr.stepCycles).toHaveLength(10);
    expect(spreadCycles(simavr.stepCycles, 1000)).toBeLessThanOrEqual(16);
  });

  test('stores the values of CONF before it replies', () => {
    const simavr = onSimavr([
      send(framed('>A3.01 CONF item=0 value=4711')),
      run(80),
      send(framed('>A3.02 UNITS')),
      run(30),
    ]);
    expect(answers(simavr)[1]).toMatch(/^<A3\.01 ok value=4711 /);
    expect(answers(simavr)[2]).toMatch(/^<A3\.02 ok num=2048 /);
  });

  test('starts without current, and reports a damaged or missing image', () => {
    const first = onSimavr([]);
    expect(first.levels[0]).toMatchObject({ pin: 'en', level: 1 });
    expect(first.coils.every(({ pattern }) => pattern === 0)).toBe(true);
    expect(first.said[0]?.text).toMatch(
      /^# rollerloop rig v=1 t=ED12C908 unit=1 cause=power name=atmega328p four-wire$/,
    );
    expect(onSimavr([], keptImage({}, true)).said[0]?.text).toContain('damaged EEPROM');
    expect(onSimavr([], keptImage({ turnDenominator: 0 })).said[0]?.text).toContain('damaged EEPROM');
    expect(onSimavr([], '').said[0]?.text).toContain('blank EEPROM');
  });
});
