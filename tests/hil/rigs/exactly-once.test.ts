import { describe, expect, test } from 'vitest';
import { CommandSeries } from './command-series.ts';
import { HarmedLoopback } from './harmed-loopback.ts';

const COMMANDS = 3000;
const HARM = 0.03;
const harm = { flip: HARM, burst: HARM, drop: HARM, double: HARM, truncate: HARM, delay: HARM } as const;

describe.each([1, 2, 3, 4])('a line that damages every fifth line both ways, seed %i', (seed) => {
  test('executes each of thousands of commands exactly once and in order, zero steps off', () => {
    const loopback = new HarmedLoopback(seed, harm);
    loopback.open();
    const series = new CommandSeries(loopback, seed);
    expect(series.run(COMMANDS)).toBe(true);
    expect(series.answered).toBe(COMMANDS);
    expect(series.moves).toEqual({ asked: COMMANDS / 3, ended: COMMANDS / 3 });
    expect(series.stepsOff).toBe(0);
    // Each kind of fault occurred, requests were sent again, and the board received some twice.
    for (const kind of Object.keys(harm) as (keyof typeof harm)[]) {
      expect(loopback.faultCounts[kind]).toBeGreaterThan(COMMANDS * HARM);
    }
    expect(loopback.link.counters.resent).toBeGreaterThan(COMMANDS / 10);
    expect(loopback.board.counters.duplicates).toBeGreaterThan(COMMANDS / 50);
  });

  test('cut permanently ends the series; every confirmed command ran exactly once', () => {
    const loopback = new HarmedLoopback(seed, { ...harm, cut: 0.001 });
    loopback.open();
    const series = new CommandSeries(loopback, seed);
    expect(series.run(COMMANDS)).toBe(false);
    expect(series.answered).toBeLessThan(COMMANDS);
    expect(series.answered).toBeGreaterThan(0);
    // The pending request may have run or not. The host cannot know, and no other request is open.
    expect(series.moves.ended - series.moves.asked).toBeLessThanOrEqual(1);
  });
});
