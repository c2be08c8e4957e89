import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import { EepromMemory } from '../../../../hil/avr/memory/eeprom-memory.ts';
import type { Microcontroller } from '../../../../hil/avr/microcontroller.ts';
import { chipWith, op, runTo } from '../chip-bed.ts';

const EECR = 0x3f;
const EEDR = 0x40;
const EEARL = 0x41;
const EERIE = 0x08;
const EEMPE = 0x04;
const EEPE = 0x02;
const EERE = 0x01;
const MS = 16_000;

function write(chip: Microcontroller, address: number, value: number, mode = 0): void {
  const { cpu } = chip;
  cpu.writeData(EEARL, address);
  cpu.writeData(EEARL + 1, address >> 8);
  cpu.writeData(EEDR, value);
  cpu.writeData(EECR, (mode << 4) | EEMPE);
  cpu.writeData(EECR, (mode << 4) | EEMPE | EEPE);
}

const isBusy = (chip: Microcontroller): boolean => (chip.cpu.readData(EECR) & EEPE) !== 0;

describe('the EEPROM', () => {
  test.each([
    [0, 3.4, 0x35],
    [1, 1.8, 0xff],
    [2, 1.8, 0x0f & 0x35],
  ])('in mode %i takes %d ms and then holds %i', (mode, ms, holds) => {
    const eeprom = new EepromMemory(Uint8Array.of(0x0f));
    const chip = chipWith([op.jumpSelf], { eeprom });
    write(chip, 0, 0x35, mode);
    const startTicks = eeprom.write?.startTicks ?? Number.NaN;
    runTo(chip, startTicks + ms * MS - 3);
    expect([isBusy(chip), eeprom.bytes[0]]).toEqual([true, 0x0f]);
    runTo(chip, startTicks + ms * MS + 1);
    expect([isBusy(chip), eeprom.bytes[0]]).toEqual([false, holds]);
  });

  test('halts the processor for four cycles at a read and for two at a write', () => {
    const chip = chipWith([op.jumpSelf], { eeprom: new EepromMemory(Uint8Array.of(7)) });
    const { cpu } = chip;
    cpu.writeData(EECR, EERE);
    expect([cpu.cycles, cpu.data[EEDR]]).toEqual([4, 7]);
    write(chip, 1, 2);
    expect(cpu.cycles).toBe(6);
  });

  test('writes only within four cycles after EEMPE, and not while busy', () => {
    const eeprom = new EepromMemory();
    const chip = chipWith([op.jumpSelf], { eeprom });
    const { cpu } = chip;
    cpu.writeData(EECR, EEPE);
    expect(eeprom.write).toBeUndefined();
    cpu.writeData(EECR, EEMPE);
    cpu.cycles += 4;
    expect(cpu.readData(EECR)).toBe(0);
    cpu.writeData(EECR, EEPE);
    expect(eeprom.write).toBeUndefined();
    write(chip, 5, 1);
    write(chip, 6, 2);
    expect(eeprom.write).toMatchObject({ address: 5, value: 1 });
    expect(cpu.data[EEARL]).toBe(5); // the address cannot change during a write
    runTo(chip, 4 * MS);
    expect([eeprom.bytes[5], eeprom.bytes[6]]).toEqual([1, 0xff]);
  });

  test('interrupts while it is ready, and its end wakes the chip from noise reduction', () => {
    const chip = chipWith([op.sei, op.sleep, op.jumpSelf]);
    const { cpu } = chip;
    write(chip, 0, 1);
    cpu.writeData(EECR, EERIE);
    cpu.data[0x53] = 1 | (1 << 1);
    runTo(chip, 3 * MS);
    expect(cpu.isAsleep).toBe(true);
    runTo(chip, 3.4 * MS + 20);
    expect(cpu.isAsleep).toBe(false);
    const entered = cpu.data[EECR];
    expect(entered).toBe(EERIE);
  });

  test.each([2, 3, 6, 7])('ends a write in sleep mode %i without waking the chip, and interrupts after it', (mode) => {
    const eeprom = new EepromMemory();
    const chip = chipWith([op.sei, op.sleep, op.jumpSelf], { eeprom });
    const { cpu } = chip;
    write(chip, 0, 1);
    cpu.writeData(EECR, EERIE);
    cpu.writeData(0x6b, 2);
    cpu.writeData(0x68, 1);
    cpu.data[0x53] = 1 | (mode << 1);
    runTo(chip, 20 * MS);
    expect([cpu.isAsleep, eeprom.bytes[0], isBusy(chip)]).toEqual([true, 1, false]);
    chip.portB.setPin(1, true);
    runTo(chip, 20 * MS + 16_384 + 30);
    expect([cpu.isAsleep, [0x2c, 65, 66].includes(cpu.pc)]).toEqual([false, true]);
    expect(cpu.nextInterrupt).toBe(0x2c); // again and again, as long as EERIE is set
  });

  test('goes on with a write through a reset, and the new program finds it busy', () => {
    const eeprom = new EepromMemory();
    write(chipWith([op.jumpSelf], { eeprom }), 3, 0x5a);
    const next = chipWith([op.jumpSelf], { eeprom, startTicks: 2 * MS });
    expect(isBusy(next)).toBe(true);
    runTo(next, 4 * MS);
    expect([isBusy(next), eeprom.bytes[3]]).toEqual([false, 0x5a]);
  });

  test('reports an address beyond its end, and ignores the upper bits', () => {
    const eeprom = new EepromMemory();
    const beyond: number[] = [];
    eeprom.onBeyond = (address) => beyond.push(address);
    const chip = chipWith([op.jumpSelf], { eeprom });
    write(chip, 1025, 9);
    runTo(chip, 4 * MS);
    expect([beyond, eeprom.bytes[1]]).toEqual([[1025], 9]);
  });
});

describe('a byte torn by a power failure', () => {
  const OLD = 0x0f;
  const torn = (ms: number, holds: 'old' | 'erased' | 'mixed', seed = 1, mode = 0): number => {
    const eeprom = new EepromMemory(Uint8Array.of(OLD));
    write(chipWith([op.jumpSelf], { eeprom }), 0, 0x35, mode);
    const random = new RandomStream(seed, 'torn byte');
    eeprom.tear(ms * MS, holds, () => random.uniform());
    expect(eeprom.write).toBeUndefined();
    return eeprom.bytes[0] as number;
  };

  test('holds the old value or an erased one, as declared', () => {
    expect([torn(1, 'old'), torn(1, 'erased'), torn(3.4, 'old')]).toEqual([OLD, 0xff, 0x35]);
  });

  test('is mixed by its seed: first bits become one, then bits become zero', () => {
    expect(torn(0, 'mixed')).toBe(OLD);
    expect(torn(1.8, 'mixed')).toBe(0xff);
    const erasing = Array.from({ length: 50 }, (_, seed) => torn(0.9, 'mixed', seed));
    expect(erasing.every((byte) => (byte & OLD) === OLD)).toBe(true);
    expect(new Set(erasing).size).toBeGreaterThan(5);
    const programming = Array.from({ length: 50 }, (_, seed) => torn(2.6, 'mixed', seed));
    expect(programming.every((byte) => (byte & 0x35) === 0x35)).toBe(true);
    expect(new Set(programming).size).toBeGreaterThan(5);
    expect(torn(2.6, 'mixed', 7)).toBe(torn(2.6, 'mixed', 7));
  });

  test('of a single step changes only as that step does', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      expect(torn(1, 'mixed', seed, 1) & OLD).toBe(OLD);
      expect(torn(1, 'mixed', seed, 2) & ~OLD).toBe(0);
    }
  });
});
