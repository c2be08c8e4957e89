import { timer1Config } from 'avr8js';
import { describe, expect, test } from 'vitest';
import { chipWith, op, runTo } from '../chip-bed.ts';

const ACSR = 0x50;
const ADCSRB = 0x7b;
const ACO = 0x20;
const ACI = 0x10;

/** A chip with a voltage at AIN1 (or at channel 3 of the converter), and 0.8 V at AIN0. */
function compared() {
  const at = { ain1: 2, channel3: 2 };
  const chip = chipWith([op.jumpSelf], {
    comparatorVolts: (input) => (input === 'AIN0' ? 0.8 : at.ain1),
    volts: (channel) => (channel === 3 ? at.channel3 : 0),
  });
  const set = (volts: number): void => {
    at.ain1 = volts;
    chip.comparator.look();
  };
  return { chip, cpu: chip.cpu, at, set };
}

describe('the analogue comparator', () => {
  test.each([
    ['toggle', 0, [1, 1, 1, 1]],
    ['falling', 2, [0, 1, 0, 1]],
    ['rising', 3, [1, 0, 1, 0]],
  ])('sets its flag at a %s output', (_, sense, flags) => {
    const { cpu, set } = compared();
    cpu.writeData(ACSR, sense);
    const found = [0.5, 2, 0.5, 2].map((volts) => {
      cpu.writeData(ACSR, ACI | sense);
      set(volts);
      return ((cpu.data[ACSR] as number) & ACI) / ACI;
    });
    expect(found).toEqual(flags);
  });

  test('compares with the bandgap, or with a channel of a converter that is off', () => {
    const { cpu, at, set } = compared();
    set(1);
    expect(cpu.readData(ACSR) & ACO).toBe(0);
    cpu.writeData(ACSR, 0x40);
    expect(cpu.readData(ACSR) & ACO).toBe(ACO);
    cpu.writeData(ADCSRB, 0x40);
    cpu.writeData(0x7c, 3);
    expect(cpu.readData(ACSR) & ACO).toBe(0);
    at.channel3 = 1.09;
    expect(cpu.readData(ACSR) & ACO).toBe(ACO);
    cpu.writeData(0x7a, 0x80);
    set(1.2);
    expect(cpu.readData(ACSR) & ACO).toBe(0);
  });

  test('interrupts, captures the count of timer 1, and is silent when off', () => {
    const { chip, cpu, set } = compared();
    cpu.writeData(timer1Config.TCCRB, 0x41);
    cpu.writeData(ACSR, 0x03);
    set(0.1);
    set(2);
    expect(cpu.readData(timer1Config.TIFR) & 0x20).toBe(0);
    cpu.writeData(ACSR, 0x0f); // rising, with interrupt and capture
    cpu.data[0x5f] = 0x80;
    runTo(chip, 999);
    cpu.cycles = 1000;
    set(0.1);
    expect(cpu.readData(timer1Config.ICR) | (cpu.readData(timer1Config.ICR + 1) << 8)).toBe(1000);
    runTo(chip, 1006);
    expect(cpu.pc).toBe(0x2e);
    cpu.writeData(ACSR, 0x80);
    set(2);
    set(0.1);
    expect((cpu.data[ACSR] as number) & (ACO | ACI)).toBe(0);
  });
});
