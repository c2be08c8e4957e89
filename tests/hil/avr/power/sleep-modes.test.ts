import { describe, expect, test } from 'vitest';
import type { Microcontroller, MicrocontrollerOptions } from '../../../../hil/avr/microcontroller.ts';
import { chipWith, op, PROGRAM_WORD, plainFuses, runTo } from '../chip-bed.ts';

const SMCR = 0x53;
const MCUCR = 0x55;
const WDTCSR = 0x60;
const ADMUX = 0x7c;
const ADCSRA = 0x7a;
const TCCR1B = 0x81;
const TCNT1 = 0x84;
const MS = 16_000;
const mode = { noiseReduction: 1, powerDown: 2, powerSave: 3, standby: 6, extendedStandby: 7 } as const;

/** A chip that sleeps in a mode, which a change of PB1 ends. */
function sleeper(which: number, options: Partial<MicrocontrollerOptions> = {}): Microcontroller {
  const chip = chipWith([op.sei, op.sleep, op.jumpSelf], options);
  chip.cpu.writeData(0x6b, 2);
  chip.cpu.writeData(0x68, 1);
  chip.cpu.data[SMCR] = 1 | (which << 1);
  return chip;
}

/** Wakes the chip at a tick, and returns the tick of the interrupt's first instruction. */
function wakeAt(chip: Microcontroller, ticks: number): number {
  runTo(chip, ticks);
  expect(chip.cpu.isAsleep).toBe(true);
  chip.portB.setPin(1, (chip.portB.pinLevels & 2) === 0);
  while (chip.cpu.isAsleep || chip.cpu.pc !== 6) runTo(chip, chip.clock.nowTicks + 1);
  return chip.clock.nowTicks;
}

describe('the start after sleep', () => {
  test.each([
    ['noise reduction', mode.noiseReduction, 0],
    ['power-down', mode.powerDown, 16_384],
    ['power-save', mode.powerSave, 16_384],
    ['standby', mode.standby, 6],
    ['extended standby', mode.extendedStandby, 6],
  ])('from %s (mode %i) takes %i ticks of the crystal', (_, which, startUpTicks) => {
    expect(wakeAt(sleeper(which), 1000)).toBe(1000 + startUpTicks + 8);
  });

  test('takes the ticks that the fuses choose', () => {
    expect(wakeAt(sleeper(mode.powerDown, { fuses: { ...plainFuses, startUpTicks: 258 } }), 1000)).toBe(1266);
  });

  test('waits for the brown-out detector if this sleep switched it off', () => {
    const bods = (lateCycles: number): number => {
      const fuses = { ...plainFuses, startUpTicks: 6 };
      const chip = sleeper(mode.powerDown, { fuses });
      chip.cpu.writeData(MCUCR, 0x60);
      chip.cpu.writeData(MCUCR, 0x40);
      chip.cpu.cycles = lateCycles;
      runTo(chip, 100);
      expect(chip.sleep.isBrownOutOff).toBe(lateCycles < 4);
      const wokenTicks = wakeAt(chip, 1000);
      expect(chip.sleep.isBrownOutOff).toBe(false);
      return wokenTicks - 1000 - 8;
    };
    expect([bods(0), bods(10)]).toEqual([60 * 16, 6]);
  });

  test('tells when the detector works again', () => {
    const seen: boolean[] = [];
    const chip = sleeper(mode.powerDown, { onDetectorOn: () => seen.push(chip.sleep.isBrownOutOff) });
    chip.cpu.writeData(MCUCR, 0x60);
    chip.cpu.writeData(MCUCR, 0x40);
    runTo(chip, 1000);
    expect(seen).toEqual([]);
    wakeAt(chip, 2000);
    expect(seen).toEqual([false]);
  });

  test('does not happen while interrupts are disabled', () => {
    const chip = chipWith([op.sleep, op.jumpSelf]);
    chip.cpu.writeData(0x6b, 2);
    chip.cpu.writeData(0x68, 1);
    chip.cpu.data[SMCR] = 1 | (mode.powerDown << 1);
    runTo(chip, 1000);
    chip.portB.setPin(1, true);
    runTo(chip, 1_000_000);
    expect([chip.cpu.isAsleep, chip.nextEventTicks]).toEqual([true, Number.POSITIVE_INFINITY]);
  });

  test('refuses a reserved mode by name', () => {
    expect(() => runTo(sleeper(4), 100)).toThrow('The program uses reserved sleep mode SM = 4');
  });
});

describe('deep sleep', () => {
  test.each([[mode.noiseReduction], [mode.powerDown], [mode.standby]])(
    'in mode %i stands timer 1, which then goes on',
    (which) => {
      const chip = sleeper(which);
      chip.cpu.writeData(TCCR1B, 1);
      const wokenTicks = wakeAt(chip, 50_000);
      const startTicks = wokenTicks - 8;
      const count = chip.cpu.readData(TCNT1) | (chip.cpu.readData(TCNT1 + 1) << 8);
      expect(count).toBe(2 + wokenTicks - startTicks);
    },
  );

  test('of a day takes the two instructions before it and no event', () => {
    const chip = sleeper(mode.powerDown);
    runTo(chip, 86_400 * 16_000_000);
    expect([chip.cpu.isAsleep, chip.cpu.instructionCount]).toEqual([true, 2]);
  });

  test('in noise reduction begins with a conversion, whose end wakes the chip', () => {
    const volts = (): number => 2.5;
    const chip = chipWith([op.sei, op.sleep, op.jumpSelf], { volts });
    chip.cpu.writeData(ADMUX, 0x40);
    chip.cpu.writeData(ADCSRA, 0x8f);
    chip.cpu.data[SMCR] = 1 | (mode.noiseReduction << 1);
    runTo(chip, 2 + 25 * 128);
    runTo(chip, 2 + 25 * 128 + 1);
    expect([chip.cpu.isAsleep, chip.cpu.pc]).toEqual([false, 0x2a]);
    expect(chip.cpu.readData(0x78) | (chip.cpu.readData(0x79) << 8)).toBe(512);
  });

  test('shifts conversions that run freely', () => {
    const chip = sleeper(mode.powerDown, { volts: () => 5 });
    chip.cpu.writeData(ADCSRA, 0xe7);
    runTo(chip, 1000);
    const wokenTicks = wakeAt(chip, 1_000_000) - 8;
    runTo(chip, wokenTicks + 25 * 128 + 10);
    chip.cpu.writeData(ADCSRA, 0xf7);
    runTo(chip, wokenTicks + 37 * 128);
    expect(chip.cpu.readData(ADCSRA) & 0x10).toBe(0);
    runTo(chip, wokenTicks + 38 * 128 + 10);
    expect(chip.cpu.readData(ADCSRA) & 0x10).toBe(0x10);
  });

  test('holds a conversion in power-down', () => {
    const chip = sleeper(mode.powerDown, { volts: () => 5 });
    chip.cpu.writeData(ADCSRA, 0xc7);
    const wokenTicks = wakeAt(chip, 1_000_000);
    expect(chip.cpu.readData(ADCSRA) & 0x50).toBe(0x40);
    runTo(chip, wokenTicks + 24 * 128);
    expect(chip.cpu.readData(ADCSRA) & 0x50).toBe(0x40);
    runTo(chip, wokenTicks + 25 * 128);
    expect(chip.cpu.readData(ADCSRA) & 0x50).toBe(0x10);
  });
});

describe('the watchdog in power-down', () => {
  /** Enables the watchdog with 16 ms. */
  const watched = (control: number) => {
    const bites: number[] = [];
    const chip = chipWith([op.sei, op.sleep, 0xcffe], { onWatchdog: () => bites.push(chip.clock.nowTicks) });
    chip.cpu.writeData(WDTCSR, 0x18);
    chip.cpu.writeData(WDTCSR, control);
    chip.cpu.data[SMCR] = 1 | (mode.powerDown << 1);
    return { chip, bites };
  };

  test('wakes the chip by its interrupt, again and again', () => {
    const { chip, bites } = watched(0x40);
    runTo(chip, 16 * MS);
    expect(chip.cpu.isAsleep).toBe(true);
    const wakes: number[] = [];
    for (let ms = 16; ms < 100; ms += 1) {
      const { instructionCount } = chip.cpu;
      runTo(chip, ms * MS + 16_384 + 100);
      if (chip.cpu.instructionCount > instructionCount) wakes.push(ms);
    }
    expect(wakes).toEqual([16, 32, 48, 64, 80, 96]);
    expect(bites).toEqual([]);
  });

  test('resets the chip', () => {
    const { chip, bites } = watched(0x08);
    runTo(chip, 17 * MS);
    expect(bites[0]).toBe(16 * MS);
  });

  test('first interrupts and then resets, unless the program enables the interrupt again', () => {
    const { chip, bites } = watched(0x48);
    runTo(chip, 31 * MS);
    expect([(chip.cpu.data[WDTCSR] as number) & 0x48, bites]).toEqual([0x08, []]);
    runTo(chip, 33 * MS);
    expect(bites).toHaveLength(1);
  });

  test('cannot be switched off with fuse WDTON', () => {
    const bites: number[] = [];
    const fuses = { ...plainFuses, isWatchdogAlwaysOn: true };
    const chip = chipWith([op.jumpSelf], { fuses, onWatchdog: () => bites.push(chip.clock.nowTicks) });
    chip.cpu.writeData(WDTCSR, 0x18);
    chip.cpu.writeData(WDTCSR, 0x45);
    expect((chip.cpu.data[WDTCSR] as number) & 0x48).toBe(0x08);
    runTo(chip, 513 * MS);
    expect(bites[0]).toBe(512 * MS);
  });
});

describe('the boot section', () => {
  const fuses = { ...plainFuses, startsInBootSection: true, bootWord: 0x3e00 };

  test('holds the first instruction with fuse BOOTRST', () => {
    const start = (startsInBootSection: boolean): number => {
      const chip = chipWith([op.jumpSelf], { fuses: { ...fuses, startsInBootSection } });
      return chip.startWord;
    };
    expect([start(true), start(false)]).toEqual([0x3e00, 0]);
  });

  test('holds the vectors after the timed change of IVSEL', () => {
    const chip = chipWith([op.sei, op.nop, op.jumpSelf], { fuses });
    chip.cpu.writeData(MCUCR, 2);
    expect(chip.cpu.vectorBase).toBe(0);
    chip.cpu.writeData(MCUCR, 1);
    chip.cpu.writeData(MCUCR, 2);
    expect([chip.cpu.vectorBase, (chip.cpu.data[MCUCR] as number) & 3]).toEqual([0x3e00, 2]);
    chip.cpu.writeData(0x6b, 2);
    chip.cpu.writeData(0x68, 1);
    chip.portB.setPin(1, true);
    runTo(chip, 6);
    expect(chip.cpu.pc).toBe(0x3e06);
    expect(PROGRAM_WORD).toBeLessThan(0x3e00);
  });
});

describe('the flags of a reset', () => {
  test('can be cleared by the program, and not set', () => {
    const chip = chipWith([op.jumpSelf], { resetFlags: 0x09 });
    chip.cpu.writeData(0x54, 0x0c);
    expect(chip.cpu.data[0x54]).toBe(0x08);
  });
});

describe('what the chip lacks', () => {
  test.each([
    ['SPI', 0x4c, 0x50],
    ['self-programming (SPMCSR)', 0x57, 0x01],
    ['frame format UCSR0C = 0x26 of the USART', 0xc2, 0x26],
    ['nine data bits of the USART', 0xc1, 0x04],
    ['an external clock of timer 2 (EXCLK)', 0xb6, 0x60],
    ['a crystal of timer 2 at the pins of the system clock', 0xb6, 0x20],
    ['a calibration of its own (OSCCAL)', 0x66, 0x7f],
  ])('%s is refused by name at its first use', (name, register, value) => {
    const chip = chipWith([op.jumpSelf], { fuses: { ...plainFuses, leavesTimerCrystal: false } });
    chip.cpu.writeData(register, chip.cpu.data[register] as number);
    expect(() => chip.cpu.writeData(register, value)).toThrow(
      `The program uses ${name}, which the emulated ATmega328P lacks.`,
    );
  });

  test('a trigger of the converter other than free running is refused by name', () => {
    const chip = chipWith([op.jumpSelf]);
    chip.cpu.writeData(0x7b, 3);
    expect(() => chip.cpu.writeData(ADCSRA, 0xa0)).toThrow('a trigger of the converter other than free running');
  });
});
