import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import { describeWith } from '../../../needed-tool.ts';
import { builtProgram, builtSimavrChip, type ChipInput, type LogEntry, logOnOurs, logOnSimavr } from './both-chips.ts';

const BUILD_MS = 60_000;
/** Cycles by which the two emulators may enter an interrupt at different times. */
const LATENCY_CYCLES = 32;

const square = (
  port: 'B' | 'C' | 'D',
  bit: number,
  fromCycle: number,
  halfCycles: number,
  edges: number,
): ChipInput[] =>
  Array.from({ length: edges }, (_, k) => ({
    cycle: fromCycle + k * halfCycles,
    kind: 'pin',
    port,
    bit,
    level: ((k + 1) % 2) as 0 | 1,
  }));
const inOrder = (...inputs: readonly ChipInput[][]): readonly ChipInput[] =>
  inputs.flat().sort((a, b) => a.cycle - b.cycle);

describeWith('simavr', 'a program on simavr and on the emulated chip', () => {
  let folder: string;
  let simavrChip: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollerloop-chips-'));
    simavrChip = builtSimavrChip(folder);
  }, BUILD_MS);
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Compares the logs: the same codes, and numbers that differ by `cyclesMax` at most. */
  function compare(
    name: string,
    inputs: readonly ChipInput[],
    endCycle: number,
    cyclesPerCount: number,
  ): readonly LogEntry[] {
    const program = builtProgram(folder, name);
    const theirs = logOnSimavr(simavrChip, program, inputs, endCycle);
    const ours = logOnOurs(program, inputs, endCycle);
    expect(ours.map(([code]) => code)).toEqual(theirs.map(([code]) => code));
    const off = ours.map(([, number], i) => Math.abs(number - (theirs[i]?.[1] as number)) * cyclesPerCount);
    expect(Math.max(...off)).toBeLessThanOrEqual(Math.max(LATENCY_CYCLES, cyclesPerCount));
    return ours;
  }

  test('takes the same interrupts of pins, by each edge', () => {
    const inputs = inOrder(
      [{ cycle: 0, kind: 'pin', port: 'D', bit: 2, level: 1 }],
      square('D', 2, 3000, 20_000, 31),
      square('D', 3, 5000, 33_000, 19),
      square('D', 4, 7000, 41_000, 15),
      square('C', 1, 9000, 57_000, 11),
    );
    const log = compare('pin-interrupts', inputs, 650_000, 64);
    expect(new Set(log.map(([code]) => code))).toEqual(new Set([1, 2, 3, 4]));
    expect(log.length).toBeGreaterThan(50);
  });

  test('captures the same counts', () => {
    const log = compare('input-capture', square('B', 0, 3000, 21_111, 20), 500_000, 64);
    expect(log).toHaveLength(20);
  });

  test('sees the same edges of the comparator, against AIN0 and the bandgap', () => {
    const volts: ChipInput[] = [500, 900, 700, 1000, 2000, 1050, 1150, 300].map((mv, k) => ({
      cycle: 20_000 + 60_000 * k,
      kind: 'ain',
      index: 1,
      mv,
    }));
    const log = compare('comparator', [{ cycle: 0, kind: 'ain', index: 0, mv: 800 }, ...volts], 600_000, 64);
    expect(log.length).toBeGreaterThan(5);
  });

  test('writes the EEPROM in the same time, and hears the watchdog then too', () => {
    const log = compare('eeprom-and-dog', [], 5_000_000, 256);
    expect(log.slice(0, 5).map(([code]) => code)).toEqual([1, 3, 2, 3, 2]);
    expect([log[0]?.[1], log[2]?.[1], log[4]?.[1]]).toEqual([0xff, 0xa5, 0x3c]);
    expect(log[5]?.[0]).toBe(4);
  });

  test('counts the same periods of the crystal', () => {
    const log = compare('crystal', [], 12_000_000, 1024);
    expect(log.length).toBeGreaterThan(15);
  });

  test('converts the same voltages, and as often when running freely', () => {
    const inputs = [1000, 2500, 4321].map((mv, index): ChipInput => ({ cycle: 0, kind: 'adc', index, mv }));
    const log = compare('converter', inputs, 200_000, 1);
    expect(log.slice(0, 6).map(([, number]) => number)).toEqual([204, 512, 884, 225, 0, 512]);
    expect(log).toHaveLength(15);
  });

  test('counts the same overflows and compare matches of all timers', () => {
    const log = compare('timers', [], 4_000_000, 8);
    expect(log.length).toBeGreaterThan(60);
  });

  test.each(['sleeps', 'crystal', 'eeprom-and-dog', 'converter', 'input-capture'])(
    'logs the same, whatever the pieces of its run: %s.c',
    (name) => {
      const program = builtProgram(folder, name);
      const inputs = inOrder(square('C', 1, 50_000, 777_777, 12), square('B', 0, 3000, 21_111, 20));
      const whole = logOnOurs(program, inputs, 12_000_000);
      expect(whole.length).toBeGreaterThan(name === 'eeprom-and-dog' ? 5 : 10);
      for (const seed of [1, 2, 3]) {
        const random = new RandomStream(seed, 'pieces');
        const pieceTicks = (): number => Math.ceil(10 ** random.between(0, seed + 2));
        expect(logOnOurs(program, inputs, 12_000_000, pieceTicks)).toEqual(whole);
      }
    },
  );
});
