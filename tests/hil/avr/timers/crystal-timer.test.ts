import { timer2Config } from 'avr8js';
import { describe, expect, test } from 'vitest';
import type { Microcontroller, MicrocontrollerOptions } from '../../../../hil/avr/microcontroller.ts';
import { chipWith, op, plainFuses, runTo } from '../chip-bed.ts';

const { TCCRA, TCCRB, TCNT, OCRA, TIMSK, TIFR } = timer2Config;
const ASSR = 0xb6;
const AS2 = 0x20;
const OCR2AUB = 0x08;
const TCN2UB = 0x10;
const SMCR = 0x53;
const POWER_SAVE = 3;
/** Period of the crystal in cycles of 16 MHz. */
const PERIOD = 16_000_000 / 32_768;

function onCrystal(words: readonly number[], options: Partial<MicrocontrollerOptions> = {}): Microcontroller {
  const chip = chipWith(words, options);
  chip.cpu.writeData(ASSR, AS2);
  return chip;
}

const busy = (chip: Microcontroller): number => chip.cpu.readData(ASSR) & 0x1f;

/** Lets time pass before the program starts. */
function skipTo({ cpu }: Microcontroller, cycles: number): void {
  cpu.cycles = Math.ceil(cycles);
  cpu.queue.fire(cpu.cycles);
}

describe('timer 2 on its crystal', () => {
  test('counts 32,768 a second', () => {
    const chip = onCrystal([op.jumpSelf]);
    chip.cpu.writeData(TCCRB, 1);
    runTo(chip, 3 * PERIOD);
    const startCount = chip.cpu.readData(TCNT);
    runTo(chip, 16_000_000 + 3 * PERIOD);
    expect((chip.cpu.readData(TCNT) - startCount) & 0xff).toBe(32_768 % 256);
  });

  test('takes a write at the second edge, and is busy until then', () => {
    const chip = onCrystal([op.jumpSelf]);
    const { cpu } = chip;
    runTo(chip, 1.5 * PERIOD);
    cpu.writeData(OCRA, 77);
    cpu.writeData(TCNT, 5);
    expect([busy(chip), cpu.readData(OCRA), cpu.readData(TCNT)]).toEqual([OCR2AUB | TCN2UB, 77, 0]);
    runTo(chip, 3 * PERIOD - 4);
    expect(busy(chip)).toBe(OCR2AUB | TCN2UB);
    runTo(chip, 3 * PERIOD + 1);
    expect([busy(chip), cpu.readData(OCRA), cpu.readData(TCNT)]).toEqual([0, 77, 5]);
  });

  test.each([
    ['overflow', 1, 256 * 1024],
    ['compare match', 2, 128 * 1024],
  ])('wakes the chip from power-save by its %s', (_, enabled, ticks) => {
    const chip = onCrystal([op.nop, op.sei, op.sleep, op.jumpSelf]);
    const { cpu } = chip;
    cpu.writeData(OCRA, 127);
    cpu.writeData(TCCRA, 2 * (enabled >> 1));
    cpu.writeData(TCCRB, 7);
    cpu.data[SMCR] = 0;
    runTo(chip, 1);
    skipTo(chip, 2 * PERIOD);
    skipTo(chip, 3 * PERIOD);
    cpu.writeData(TIMSK, enabled);
    cpu.writeData(TIFR, 7);
    cpu.data[SMCR] = 1 | (POWER_SAVE << 1);
    const wakeTicks = Math.ceil(ticks * PERIOD) + 16_384;
    const eventTicks = Math.ceil(ticks * PERIOD);
    runTo(chip, eventTicks - 1);
    expect([cpu.isAsleep, chip.nextEventTicks, cpu.instructionCount < 5]).toEqual([true, eventTicks, true]);
    runTo(chip, wakeTicks);
    runTo(chip, wakeTicks + 1);
    expect(cpu.isAsleep).toBe(false);
  });

  test.each([
    [2, true],
    [3, false],
    [6, true],
    [7, false],
  ])('in sleep mode %i stands: %s', (mode, stands) => {
    const chip = onCrystal([op.sei, op.sleep, op.jumpSelf]);
    const { cpu } = chip;
    cpu.writeData(TCCRB, 1);
    skipTo(chip, 2 * PERIOD);
    skipTo(chip, 10 * PERIOD);
    cpu.writeData(0x6b, 2);
    cpu.writeData(0x68, 1);
    cpu.data[SMCR] = 1 | (mode << 1);
    runTo(chip, 1_000_000);
    const before = cpu.readData(TCNT);
    runTo(chip, 1_000_000 + 100 * PERIOD);
    expect((cpu.readData(TCNT) - before) & 0xff).toBe(stands ? 0 : 100);
  });

  test('never wakes a chip that slept before its compare value was taken', () => {
    const chip = onCrystal([op.sei, op.sleep, op.jumpSelf]);
    const { cpu } = chip;
    cpu.writeData(TCCRB, 1);
    skipTo(chip, 2 * PERIOD);
    skipTo(chip, 10 * PERIOD);
    cpu.writeData(TIFR, 7);
    cpu.writeData(TIMSK, 2);
    cpu.writeData(OCRA, 100);
    cpu.data[SMCR] = 1 | (POWER_SAVE << 1);
    runTo(chip, 160_000_000);
    expect([cpu.isAsleep, chip.nextEventTicks, busy(chip)]).toEqual([true, Number.POSITIVE_INFINITY, OCR2AUB]);
  });

  test.each([
    [0, 1],
    [400, 1],
    [500, 5],
  ])('a chip that sleeps again %i cycles after it woke wakes %i times', (waitCycles, wakes) => {
    const waits = new Array<number>(Math.max(1, waitCycles)).fill(op.nop);
    const back = 0xc000 | (-(waits.length + 2) & 0xfff); // RJMP to SLEEP
    const fuses = { ...plainFuses, startUpTicks: 6 };
    const chip = onCrystal([op.sei, op.sleep, ...waits, back], { fuses });
    const { cpu } = chip;
    cpu.writeData(TCCRB, 1);
    skipTo(chip, 2 * PERIOD);
    cpu.writeData(TIFR, 7);
    cpu.writeData(TIMSK, 1);
    cpu.data[SMCR] = 1 | (POWER_SAVE << 1);
    let wakeCount = 0;
    for (let period = 3; period < 2 + 256 * 5 + 100; period += 1) {
      const { instructionCount } = cpu;
      runTo(chip, period * PERIOD);
      if (cpu.instructionCount > instructionCount + 1 && period > 200) wakeCount += 1;
    }
    expect(Math.min(5, wakeCount)).toBe(wakes);
  });

  test('reads after a sleep as before it, until the next edge', () => {
    const chip = onCrystal([op.sei, op.sleep, op.jumpSelf]);
    const { cpu } = chip;
    cpu.writeData(TCCRB, 1);
    skipTo(chip, 2 * PERIOD);
    skipTo(chip, 10 * PERIOD);
    cpu.writeData(0x6b, 2);
    cpu.writeData(0x68, 1);
    cpu.data[SMCR] = 1 | (POWER_SAVE << 1);
    runTo(chip, 100.25 * PERIOD - 16_384);
    const before = cpu.readData(TCNT);
    chip.portB.setPin(1, true);
    runTo(chip, 100.25 * PERIOD + 20);
    expect([cpu.isAsleep, cpu.readData(TCNT)]).toEqual([false, 8]);
    expect(before).toBeGreaterThan(8);
    runTo(chip, 101 * PERIOD + 3);
    expect(cpu.readData(TCNT)).toBe(99);
  });

  test('keeps its rate when the system clock is divided', () => {
    const chip = onCrystal([op.jumpSelf]);
    const { cpu } = chip;
    cpu.writeData(TCCRB, 1);
    runTo(chip, 10 * PERIOD);
    cpu.writeData(0x61, 0x80);
    cpu.writeData(0x61, 4);
    const before = cpu.readData(TCNT);
    runTo(chip, 110 * PERIOD);
    expect((cpu.readData(TCNT) - before) & 0xff).toBe(100);
  });

  test('refuses an external clock by name', () => {
    const chip = chipWith([op.jumpSelf]);
    expect(() => chip.cpu.writeData(ASSR, 0x40)).toThrow('The program uses an external clock of timer 2 (EXCLK)');
  });
});
