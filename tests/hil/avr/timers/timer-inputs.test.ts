import { timer0Config, timer1Config } from 'avr8js';
import { describe, expect, test } from 'vitest';
import type { Microcontroller } from '../../../../hil/avr/microcontroller.ts';
import { chipWith, op, runTo } from '../chip-bed.ts';

const { TCCRB, TIFR, TIMSK, TCNT, ICR } = timer1Config;
const ICF = 0x20;
const RISING = 0x40;
const CANCELLER = 0x80;
const PRR = 0x64;
const GTCCR = 0x43;

const wordAt = ({ cpu }: Microcontroller, register: number): number =>
  cpu.readData(register) | (cpu.readData(register + 1) << 8);

/** A chip whose timer 1 counts each cycle. */
function counting(control: number): Microcontroller {
  const chip = chipWith([op.jumpSelf]);
  chip.cpu.writeData(TCCRB, control | 1);
  return chip;
}

/** Sets the level of ICP1 exactly at a cycle. */
function edgeAt(chip: Microcontroller, cycles: number, isHigh: boolean): void {
  runTo(chip, cycles - 3);
  chip.cpu.cycles = cycles;
  chip.portB.setPin(0, isHigh);
}

describe('input capture', () => {
  test.each([
    ['rising', RISING, 1000],
    ['falling', 0, 1500],
  ])('takes the count at a %s edge', (_, control, count) => {
    const chip = counting(control);
    edgeAt(chip, 1000, true);
    edgeAt(chip, 1500, false);
    expect([wordAt(chip, ICR), chip.cpu.readData(TIFR) & ICF]).toEqual([count, ICF]);
    chip.cpu.writeData(TIFR, ICF);
    expect(chip.cpu.readData(TIFR) & ICF).toBe(0);
  });

  test('with the noise canceller drops a pulse of three cycles, and is four cycles late', () => {
    const chip = counting(RISING | CANCELLER);
    edgeAt(chip, 1000, true);
    edgeAt(chip, 1003, false);
    runTo(chip, 1100);
    expect(chip.cpu.readData(TIFR) & ICF).toBe(0);
    edgeAt(chip, 2000, true);
    chip.cpu.cycles = 2003;
    chip.cpu.queue.fire(2003);
    expect(chip.cpu.readData(TIFR) & ICF).toBe(0);
    chip.cpu.cycles = 2004;
    chip.cpu.queue.fire(2004);
    expect([wordAt(chip, ICR), chip.cpu.readData(TIFR) & ICF]).toEqual([2004, ICF]);
  });

  test('keeps the high byte while the low byte is read', () => {
    const chip = counting(RISING);
    edgeAt(chip, 0x1234, true);
    const low = chip.cpu.readData(ICR);
    edgeAt(chip, 0x2000, false);
    edgeAt(chip, 0x2100, true);
    expect(low | (chip.cpu.readData(ICR + 1) << 8)).toBe(0x1234);
    expect(wordAt(chip, ICR)).toBe(0x2100);
  });

  test('interrupts, and not while the capture register is the top', () => {
    const chip = counting(RISING);
    chip.cpu.writeData(TIMSK, ICF);
    chip.cpu.data[0x5f] = 0x80;
    edgeAt(chip, 1000, true);
    runTo(chip, 1006);
    expect(chip.cpu.pc).toBe(0x14);
    const topped = counting(0x18 | RISING);
    edgeAt(topped, 1000, true);
    expect(wordAt(topped, ICR)).toBe(0);
  });
});

describe('pins T0 and T1', () => {
  test.each([
    [6, 3],
    [7, 4],
  ])('with clock selection %i count their edges', (select, edges) => {
    const chip = chipWith([op.jumpSelf]);
    const { cpu } = chip;
    cpu.writeData(timer0Config.TCCRB, select);
    cpu.writeData(TCCRB, select);
    for (const isHigh of [true, false, true, false, true, false, true]) {
      chip.portD.setPin(4, isHigh);
      chip.portD.setPin(5, isHigh);
    }
    expect([cpu.readData(timer0Config.TCNT), wordAt(chip, TCNT)]).toEqual([edges, edges]);
  });

  test('raise the compare interrupt at the edge after the match, and drive the pin', () => {
    const chip = chipWith([op.jumpSelf]);
    const { cpu } = chip;
    cpu.writeData(timer0Config.TCCRA, 0x42); // toggles OC0A, cleared at its match
    cpu.writeData(timer0Config.OCRA, 2);
    cpu.writeData(0x2a, 0x40);
    cpu.writeData(timer0Config.TCCRB, 7);
    const levels: number[] = [];
    for (let edge = 0; edge < 7; edge += 1) {
      chip.portD.setPin(4, true);
      chip.portD.setPin(4, false);
      levels.push((chip.portD.pinLevels >> 6) & 1);
    }
    expect(levels).toEqual([0, 0, 1, 1, 1, 0, 0]);
    expect(cpu.readData(timer0Config.TIFR) & 2).toBe(2);
  });
});

describe('power reduction', () => {
  test('holds a timer, and hides its registers', () => {
    const chip = counting(0);
    runTo(chip, 1000);
    const before = wordAt(chip, TCNT);
    chip.cpu.writeData(PRR, 0x08);
    chip.cpu.writeData(TCCRB, 0);
    expect(wordAt(chip, TCNT)).toBe(0);
    const offCycles = chip.cpu.cycles;
    runTo(chip, 50_000);
    chip.cpu.writeData(PRR, 0);
    expect(wordAt(chip, TCNT)).toBe(before);
    const onCycles = chip.cpu.cycles;
    runTo(chip, 60_000);
    expect(wordAt(chip, TCNT)).toBe(before + chip.cpu.cycles - onCycles);
    expect(offCycles).toBeLessThan(onCycles);
  });

  test('stays through a sleep that begins and ends meanwhile', () => {
    const chip = chipWith([op.sei, op.sleep, op.jumpSelf]);
    const { cpu } = chip;
    cpu.writeData(TCCRB, 1);
    cpu.writeData(PRR, 0x08);
    cpu.writeData(0x6b, 2);
    cpu.writeData(0x68, 1);
    cpu.data[0x53] = 1 | (1 << 1);
    runTo(chip, 1000);
    chip.portB.setPin(1, true);
    runTo(chip, 2000);
    expect(cpu.isAsleep).toBe(false);
    cpu.writeData(PRR, 0);
    expect(wordAt(chip, TCNT)).toBe(0);
  });

  test('stops a conversion and the transmitter, which go on afterwards', () => {
    const sent: number[] = [];
    const chip = chipWith([op.jumpSelf], { volts: () => 2.5, onByte: (_byte, start, end) => sent.push(end - start) });
    const { cpu } = chip;
    cpu.writeData(0x7c, 0x40);
    cpu.writeData(0x7a, 0xc7);
    cpu.writeData(0xc1, 0x08);
    cpu.writeData(0xc4, 103);
    cpu.writeData(0xc6, 0x55);
    cpu.writeData(PRR, 0x03);
    runTo(chip, 100_000);
    expect([cpu.readData(0x7a), cpu.data[0x7a], cpu.data[0xc0]]).toEqual([0, 0xc7, 0x20]);
    cpu.writeData(PRR, 0);
    runTo(chip, 100_000 + 10 * 1664 + 3);
    expect([cpu.readData(0x7a) & 0x50, cpu.readData(0x78) | (cpu.readData(0x79) << 8)]).toEqual([0x10, 512]);
    expect(cpu.readData(0xc0) & 0x40).toBe(0x40);
    expect(sent).toEqual([16_640]);
  });
});

describe('the prescaler', () => {
  test('is held in reset by TSM, so that timers start together', () => {
    const chip = chipWith([op.jumpSelf]);
    const { cpu } = chip;
    cpu.writeData(timer0Config.TCCRB, 2);
    cpu.writeData(TCCRB, 2);
    runTo(chip, 83);
    cpu.writeData(GTCCR, 0x81);
    const held = [cpu.readData(timer0Config.TCNT), wordAt(chip, TCNT)];
    runTo(chip, 5000);
    expect([cpu.readData(timer0Config.TCNT), wordAt(chip, TCNT)]).toEqual(held);
    cpu.writeData(GTCCR, 0);
    const startCycles = cpu.cycles;
    runTo(chip, startCycles + 81);
    expect(wordAt(chip, TCNT)).toBe((held[1] as number) + 10);
  });
});
