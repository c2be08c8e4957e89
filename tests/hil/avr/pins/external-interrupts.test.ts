import { describe, expect, test } from 'vitest';
import type { Microcontroller } from '../../../../hil/avr/microcontroller.ts';
import { chipWith, op, PROGRAM_WORD, runTo } from '../chip-bed.ts';

const EICRA = 0x69;
const EIMSK = 0x3d;
const EIFR = 0x3c;
const PCICR = 0x68;
const PCIFR = 0x3b;
const PCMSK2 = 0x6d;
const SMCR = 0x53;
const SREG = 0x5f;
const sense = { low: 0, change: 1, falling: 2, rising: 3 } as const;
const senses = Object.keys(sense) as (keyof typeof sense)[];

/** Returns the levels of INT0's flag after each edge. */
function flagsOf(chip: Microcontroller, levels: readonly boolean[]): readonly number[] {
  return levels.map((isHigh) => {
    chip.cpu.writeData(EIFR, 3);
    chip.portD.setPin(2, isHigh);
    return (chip.cpu.data[EIFR] as number) & 1;
  });
}

describe('an external interrupt', () => {
  test.each([
    ['change', [1, 1, 1, 1]],
    ['falling', [0, 1, 0, 1]],
    ['rising', [1, 0, 1, 0]],
    ['low', [0, 0, 0, 0]],
  ] as const)('with sense "%s" sets its flag at edges %j', (name, flags) => {
    const chip = chipWith([op.jumpSelf]);
    chip.cpu.writeData(EICRA, sense[name]);
    expect(flagsOf(chip, [true, false, true, false])).toEqual(flags);
  });

  test('by an edge happens once; by a low level again until the level ends', () => {
    const counts = [sense.falling, sense.low].map((which) => {
      const chip = chipWith([op.nop, 0xcffe]); // RETI at the vector, then this loop
      const { cpu } = chip;
      chip.portD.setPin(2, true);
      cpu.writeData(EICRA, which);
      cpu.writeData(EIMSK, 1);
      cpu.data[SREG] = 0x80;
      runTo(chip, 100);
      chip.portD.setPin(2, false);
      let entries = 0;
      for (let i = 0; i < 200; i += 1) {
        const { pc } = cpu;
        runTo(chip, chip.clock.nowTicks + 1);
        if (pc !== cpu.pc && cpu.pc === 2) entries += 1;
      }
      chip.portD.setPin(2, true);
      runTo(chip, chip.clock.nowTicks + 100);
      expect([PROGRAM_WORD, PROGRAM_WORD + 1]).toContain(cpu.pc);
      return entries;
    });
    expect(counts[0]).toBe(1);
    expect(counts[1]).toBeGreaterThan(10);
  });

  test('drives INT1 from an output pin, as software may', () => {
    const chip = chipWith([op.jumpSelf]);
    chip.cpu.writeData(EICRA, sense.rising << 2);
    chip.cpu.writeData(0x2a, 0x08);
    chip.cpu.writeData(0x2b, 0x08);
    expect(chip.cpu.data[EIFR]).toBe(2);
  });

  test.each(senses)('with sense "%s" wakes from power-down only by a low level', (name) => {
    const chip = chipWith([op.sei, op.sleep, op.jumpSelf]);
    const { cpu } = chip;
    chip.portD.setPin(2, name !== 'rising');
    cpu.writeData(EICRA, sense[name]);
    cpu.writeData(EIMSK, 1);
    cpu.data[SMCR] = 1 | (2 << 1);
    runTo(chip, 1000);
    chip.portD.setPin(2, name === 'rising');
    runTo(chip, 100_000);
    expect(cpu.isAsleep).toBe(name !== 'low');
  });
});

describe('an edge in deep sleep', () => {
  test('is seen when the clock runs again, if its level lasts', () => {
    const flags = [true, false].map((lasts) => {
      const chip = chipWith([op.sei, op.sleep, op.jumpSelf]);
      const { cpu } = chip;
      cpu.writeData(EICRA, sense.rising);
      cpu.writeData(PCMSK2, 0x10);
      cpu.writeData(PCICR, 4);
      cpu.data[SMCR] = 1 | (2 << 1);
      runTo(chip, 1000);
      chip.portD.setPin(2, true);
      if (!lasts) chip.portD.setPin(2, false);
      expect(cpu.data[EIFR]).toBe(0);
      chip.portD.setPin(4, true);
      runTo(chip, 20_000);
      return [cpu.isAsleep, cpu.data[EIFR]];
    });
    expect(flags).toEqual([
      [false, 1],
      [false, 0],
    ]);
  });
});

describe('a pin-change interrupt', () => {
  test('sees enabled pins only, and its flag is cleared by a one', () => {
    const chip = chipWith([op.jumpSelf]);
    const { cpu } = chip;
    cpu.writeData(PCMSK2, 0x10);
    chip.portD.setPin(5, true);
    expect(cpu.data[PCIFR]).toBe(0);
    chip.portD.setPin(4, true);
    expect(cpu.data[PCIFR]).toBe(4);
    cpu.writeData(PCIFR, 4);
    expect(cpu.data[PCIFR]).toBe(0);
  });

  test('happens when it is enabled after its flag was set', () => {
    const chip = chipWith([op.sei, op.jumpSelf]);
    const { cpu } = chip;
    cpu.writeData(PCMSK2, 0x10);
    chip.portD.setPin(4, true);
    cpu.writeData(PCICR, 4);
    runTo(chip, 7);
    expect([cpu.pc, cpu.data[PCIFR]]).toEqual([10, 0]);
  });

  test.each([1, 2, 3, 6, 7])('wakes the chip from sleep mode %i', (mode) => {
    const chip = chipWith([op.sei, op.sleep, op.jumpSelf]);
    const { cpu } = chip;
    cpu.writeData(PCMSK2, 0x10);
    cpu.writeData(PCICR, 4);
    cpu.data[SMCR] = 1 | (mode << 1);
    runTo(chip, 1000);
    expect([cpu.isAsleep, chip.nextEventTicks]).toEqual([true, Number.POSITIVE_INFINITY]);
    chip.portD.setPin(4, true);
    const startUpTicks = mode === 1 ? 0 : mode >= 6 ? 6 : 16_384;
    runTo(chip, 1000 + startUpTicks);
    runTo(chip, 1000 + startUpTicks + 1);
    expect([cpu.isAsleep, cpu.cycles, cpu.pc]).toEqual([false, 1000 + startUpTicks + 8, 10]);
  });
});

describe('a port', () => {
  test('reads pull-ups of undriven inputs, unless PUD switches them off', () => {
    const chip = chipWith([op.jumpSelf]);
    const { cpu } = chip;
    cpu.writeData(0x2b, 0x30);
    chip.portD.setPin(5, false);
    expect(cpu.data[0x29]).toBe(0x11); // the line to RXD rests high
    cpu.writeData(0x55, 0x10);
    expect(cpu.data[0x29]).toBe(0x01);
    chip.portD.setPin(5, undefined);
    cpu.writeData(0x55, 0);
    expect(cpu.data[0x29]).toBe(0x31);
  });
});
