import { describe, expect, test } from 'vitest';
import { SerialWave } from '../../../hil/avr/serial/serial-wave.ts';
import { chipWith, op, plainFuses, runTo } from './chip-bed.ts';

const PIND = 0x29;
const PCICR = 0x68;
const PCMSK2 = 0x6d;
const BIT = 1600;

describe('the line at pin RXD', () => {
  test('is read bit by bit by a program without USART', () => {
    const rx = new SerialWave(BIT);
    const chip = chipWith([op.jumpSelf], { rx });
    rx.send(0x53, 1000);
    chip.uart.heard();
    const bits: number[] = [];
    for (let bit = 0; bit < 11; bit += 1) {
      runTo(chip, 1000 + (bit + 0.5) * BIT);
      bits.push(chip.cpu.readData(PIND) & 1);
    }
    expect(bits).toEqual([0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1]);
  });

  test('wakes the chip from power-down; the waking byte is lost, the next arrives', () => {
    const rx = new SerialWave(BIT);
    const chip = chipWith([op.sei, op.sleep, op.jumpSelf], { rx, fuses: { ...plainFuses, startUpTicks: 6 } });
    const { cpu } = chip;
    cpu.writeData(0xc4, 99); // 10,000 baud at 16 MHz
    cpu.writeData(0xc1, 0x10);
    cpu.writeData(PCMSK2, 1);
    cpu.writeData(PCICR, 4);
    cpu.data[0x53] = 1 | (2 << 1);
    runTo(chip, 5000);
    rx.send(0x00, 8000);
    rx.send(0x41, 8000 + 20 * BIT);
    chip.uart.heard();
    runTo(chip, 7999);
    expect([cpu.isAsleep, chip.nextEventTicks]).toEqual([true, 8000]);
    runTo(chip, 8000 + 20 * BIT + 9.5 * BIT + 3);
    expect(cpu.isAsleep).toBe(false);
    expect([cpu.readData(0xc0) & 0x9c, cpu.readData(0xc6)]).toEqual([0x80, 0x41]);
    expect(cpu.readData(0xc0) & 0x80).toBe(0);
  });

  test('costs no events while no program asks for its changes', () => {
    const rx = new SerialWave(BIT);
    const chip = chipWith([op.sleep, op.jumpSelf], { rx });
    rx.send(1, 1000);
    chip.uart.heard();
    expect(chip.cpu.queue.nextCycles).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the transmitter in deep sleep', () => {
  test('stands within a byte, which is reported as cut, and goes on after the sleep', () => {
    const cuts: number[] = [];
    const chip = chipWith([op.sei, op.sleep, op.jumpSelf], { onByteCut: (ticks) => cuts.push(ticks) });
    const { cpu } = chip;
    cpu.writeData(0xc4, 99);
    cpu.writeData(0xc1, 0x08);
    cpu.writeData(0xc6, 0x55);
    cpu.writeData(0x6b, 2);
    cpu.writeData(PCICR, 1);
    cpu.data[0x53] = 1 | (1 << 1);
    runTo(chip, 100_000);
    expect([cuts, cpu.data[0xc0]]).toEqual([[2], 0x20]);
    chip.portB.setPin(1, true);
    runTo(chip, 100_000 + 10 * BIT);
    expect((cpu.data[0xc0] as number) & 0x40).toBe(0x40);
  });

  test('sends a waiting byte right behind the one that stood', () => {
    const starts: number[] = [];
    const chip = chipWith([op.sei, op.sleep, op.jumpSelf], { onByte: (_byte, startTicks) => starts.push(startTicks) });
    const { cpu } = chip;
    cpu.writeData(0xc4, 99);
    cpu.writeData(0xc1, 0x08);
    cpu.writeData(0xc6, 0x55);
    cpu.writeData(0xc6, 0x66);
    cpu.writeData(0x6b, 2);
    cpu.writeData(PCICR, 1);
    cpu.data[0x53] = 1 | (1 << 1);
    runTo(chip, 100_000);
    chip.portB.setPin(1, true);
    runTo(chip, 200_000);
    const stoodTicks = 100_000 - 2;
    expect(starts).toEqual([0, 10 * BIT + stoodTicks]);
  });
});
