import { describe, expect, test } from 'vitest';
import { SystemClock } from '../../../../hil/avr/power/system-clock.ts';
import { bareCpu, chipWith, op, plainFuses, runTo } from '../chip-bed.ts';

const CLKPR = 0x61;

describe('the system clock', () => {
  test('divides after the enabling write only, within four cycles', () => {
    const cpu = bareCpu();
    const clock = new SystemClock(cpu, 8, false);
    cpu.writeData(CLKPR, 3);
    expect(clock.division).toBe(1);
    cpu.writeData(CLKPR, 0x80);
    cpu.cycles += 5;
    cpu.writeData(CLKPR, 3);
    expect(clock.division).toBe(1);
    cpu.writeData(CLKPR, 0x80);
    cpu.cycles += 2;
    cpu.writeData(CLKPR, 3);
    expect([clock.division, clock.hz, cpu.data[CLKPR]]).toEqual([8, 1_000_000, 3]);
  });

  test('starts divided by eight with the fuse', () => {
    const chip = chipWith([op.jumpSelf], { clockMhz: 8, fuses: { ...plainFuses, startsDivided: true } });
    runTo(chip, 8_000_000);
    expect(chip.cpu.cycles).toBeGreaterThanOrEqual(1_000_000);
    expect(chip.cpu.cycles).toBeLessThan(1_000_003);
  });

  test('keeps the times of what it does not drive when it slows down', () => {
    const cpu = bareCpu();
    const clock = new SystemClock(cpu, 16, false);
    const fired: number[] = [];
    const timer = clock.timer(() => fired.push(clock.nowTicks));
    timer.set(16_000);
    clock.limitTicks = 20_000;
    cpu.cycles = 8000;
    cpu.writeData(CLKPR, 0x80);
    cpu.writeData(CLKPR, 4);
    expect([cpu.queue.nextCycles, cpu.limitCycles, clock.nowTicks]).toEqual([8500, 8750, 8000]);
    cpu.cycles = 8500;
    cpu.queue.fire(cpu.cycles);
    expect(fired).toEqual([16_000]);
    expect([clock.ticksAt(8600), clock.cyclesAt(17_601)]).toEqual([17_600, 8601]);
  });

  test('slows timers down, and not the watchdog', () => {
    const bites: number[] = [];
    const chip = chipWith([op.jumpSelf], { onWatchdog: () => bites.push(chip.clock.nowTicks) });
    const { cpu } = chip;
    cpu.writeData(CLKPR, 0x80);
    cpu.writeData(CLKPR, 8);
    cpu.writeData(0x60, 0x18);
    cpu.writeData(0x60, 0x08);
    cpu.writeData(0x81, 1); // timer 1 without prescaler
    runTo(chip, 256_000);
    expect(cpu.readData(0x84) | (cpu.readData(0x85) << 8)).toBe(1000);
    runTo(chip, 256_256);
    expect(bites).toEqual([256_000]);
  });
});
