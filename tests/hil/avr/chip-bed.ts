import { AvrCpu } from '../../../hil/avr/cpu/avr-cpu.ts';
import { DecodedProgram } from '../../../hil/avr/cpu/decoded-program.ts';
import { EepromMemory } from '../../../hil/avr/memory/eeprom-memory.ts';
import { Microcontroller, type MicrocontrollerOptions } from '../../../hil/avr/microcontroller.ts';
import { readFuses, unoFuses } from '../../../hil/avr/power/fuses.ts';
import { I2cBus } from '../../../hil/avr/serial/i2c-bus.ts';
import { SerialWave } from '../../../hil/avr/serial/serial-wave.ts';

/** Opcodes of small programs. */
export const op = {
  nop: 0,
  sei: 0x9478,
  cli: 0x94f8,
  sleep: 0x9588,
  reti: 0x9518,
  wdr: 0x95a8,
  jumpSelf: 0xcfff,
} as const;

/** Word address of the first instruction of a small program, behind the interrupt vectors. */
export const PROGRAM_WORD = 64;
const flashWords = 0x4000;

/** Flash with RETI at each vector and a program behind them. */
function flashOf(words: readonly number[]): Uint16Array {
  const flash = new Uint16Array(flashWords).fill(op.reti, 0, PROGRAM_WORD);
  flash.set(words, PROGRAM_WORD);
  return flash;
}

export function bareCpu(): AvrCpu {
  const flash = flashOf([op.jumpSelf]);
  return new AvrCpu(flash, new DecodedProgram(flash), 2048);
}

/** Fuses for 16 MHz without boot loader. No real chip has both that clock and pins for a crystal of timer 2. */
export const plainFuses = { ...readFuses({ ...unoFuses, high: 0xdf }, 16), leavesTimerCrystal: true };

interface Built {
  readonly flash: Uint16Array;
  readonly program: DecodedProgram;
}

/** Decoded programs by their words. Decoding the whole flash takes longer than most tests. */
const built = new Map<string, Built>();

function builtOf(words: readonly number[]): Built {
  const key = words.join();
  const known = built.get(key);
  if (known !== undefined) return known;
  const flash = flashOf(words);
  const made = { flash, program: new DecodedProgram(flash) };
  built.set(key, made);
  return made;
}

/** A whole chip that runs a small program. The test sets registers as the program would. */
export function chipWith(words: readonly number[], options: Partial<MicrocontrollerOptions> = {}): Microcontroller {
  const chip = new Microcontroller({
    ...builtOf(words),
    eeprom: new EepromMemory(),
    sram: undefined,
    resetFlags: 1,
    clockMhz: 16,
    fuses: plainFuses,
    startTicks: 0,
    rx: new SerialWave(1600),
    onByte: () => undefined,
    i2c: new I2cBus([]),
    volts: () => 0,
    supplyVolts: () => 5,
    onWatchdog: () => undefined,
    ...options,
  });
  chip.cpu.pc = PROGRAM_WORD;
  return chip;
}

export function runTo(chip: Microcontroller, ticks: number): void {
  chip.clock.limitTicks = ticks;
  while (chip.clock.nowTicks < ticks) chip.cpu.run(100_000);
}
