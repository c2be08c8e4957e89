import { HilError } from '../../base/hil-error.ts';

/** Fuse bytes of an ATmega328P. A zero bit is programmed (data sheet 28.2). */
export interface FuseBytes {
  readonly low: number;
  readonly high: number;
  readonly extended: number;
}

/** What the fuses choose. */
export interface Fuses {
  /** Fuse CKDIV8: the clock starts divided by eight. */
  readonly startsDivided: boolean;
  /** Ticks that the oscillator needs to start after power-down or power-save. */
  readonly startUpTicks: number;
  /** True if the clock source leaves PB6 and PB7 to a crystal of timer 2 (data sheet 1.1.3). */
  readonly leavesTimerCrystal: boolean;
  /** Time from the end of a reset's cause to the first instruction. */
  readonly resetUs: number;
  /** Supply voltage of a brown-out; undefined: the detector is off. */
  readonly brownOutVolts: number | undefined;
  readonly isWatchdogAlwaysOn: boolean;
  readonly keepsEepromInErase: boolean;
  /** Word address of the boot section. */
  readonly bootWord: number;
  readonly startsInBootSection: boolean;
}

/** Fuses of an Arduino Uno. */
export const unoFuses: FuseBytes = { low: 0xff, high: 0xde, extended: 0xfd };

const CKDIV8 = 0x80;
const CKOUT = 0x40;
const RSTDISBL = 0x80;
const DWEN = 0x40;
const WDTON = 0x10;
const EESAVE = 0x08;
const BOOTRST = 0x01;
const FLASH_WORDS = 0x4000;
const SMALLEST_BOOT_WORDS = 256;
/** Brown-out voltages by BODLEVEL2:0 (data sheet table 29-10). Others are reserved. */
const BROWN_OUT_VOLTS: Readonly<Record<number, number | undefined>> = { 7: undefined, 6: 1.8, 5: 2.7, 4: 4.3 };
/** Ticks that each start takes beside the oscillator's own (data sheet table 9-1 and the SUT tables). */
const RESET_TICKS = 14;
const SHORT_DELAY_US = 4100;
const LONG_DELAY_US = 65_000;
const RC_MHZ = 8;
/** CKSEL of the calibrated oscillator, which needs no pins. */
const RC_SELECT = 2;
const EXTERNAL_MHZ_MAX = 20;

interface Start {
  readonly ticks: number;
  readonly delayUs: number;
}

/** Start of the calibrated oscillator and of an external clock, by SUT1:0 (data sheet tables 9-13 and 9-16). */
const QUICK_STARTS: readonly (Start | undefined)[] = [
  { ticks: 6, delayUs: 0 },
  { ticks: 6, delayUs: SHORT_DELAY_US },
  { ticks: 6, delayUs: LONG_DELAY_US },
  undefined,
];
/** Start of a crystal by CKSEL0 and SUT1:0 (data sheet tables 9-4 and 9-6). */
const CRYSTAL_STARTS: readonly Start[] = [
  { ticks: 258, delayUs: SHORT_DELAY_US },
  { ticks: 258, delayUs: LONG_DELAY_US },
  { ticks: 1024, delayUs: 0 },
  { ticks: 1024, delayUs: SHORT_DELAY_US },
  { ticks: 1024, delayUs: LONG_DELAY_US },
  { ticks: 16_384, delayUs: 0 },
  { ticks: 16_384, delayUs: SHORT_DELAY_US },
  { ticks: 16_384, delayUs: LONG_DELAY_US },
];

interface Source {
  readonly name: string;
  readonly mhzMin: number;
  readonly mhzMax: number;
  readonly isCrystal: boolean;
}

/** Clock sources by CKSEL3:0 (data sheet tables 9-1, 9-3 and 9-5); a text says what the emulator cannot keep. */
const SOURCES: readonly (Source | string)[] = [
  { name: 'external clock', mhzMin: 1, mhzMax: EXTERNAL_MHZ_MAX, isCrystal: false },
  'a reserved clock source',
  { name: 'calibrated internal oscillator', mhzMin: RC_MHZ, mhzMax: RC_MHZ, isCrystal: false },
  'the internal 128 kHz oscillator',
  'a low-frequency crystal',
  'a low-frequency crystal',
  ...two({ name: 'full swing crystal', mhzMin: 1, mhzMax: 20, isCrystal: true }),
  'a ceramic resonator below 1 MHz',
  'a reserved clock source',
  ...two({ name: 'low power crystal of 0.9 to 3 MHz', mhzMin: 1, mhzMax: 3, isCrystal: true }),
  ...two({ name: 'low power crystal of 3 to 8 MHz', mhzMin: 3, mhzMax: 8, isCrystal: true }),
  ...two({ name: 'low power crystal of 8 to 16 MHz', mhzMin: 8, mhzMax: 16, isCrystal: true }),
];

function two(source: Source): readonly [Source, Source] {
  return [source, source];
}

/**
 * Reads fuse bytes for a clock of `clockMhz`. Throws `HilError` (usage) if a fuse chooses what the emulator lacks, or
 * if the clock does not fit the chosen source.
 */
export function readFuses(bytes: FuseBytes, clockMhz: number): Fuses {
  for (const [name, value] of Object.entries(bytes)) {
    if (!(Number.isInteger(value) && value >= 0 && value <= 0xff))
      throw refused(name, String(value), 'a byte, "0x00" to "0xFF"');
  }
  const { low, high, extended } = bytes;
  const isProgrammed = (byte: number, mask: number): boolean => (byte & mask) === 0;
  if (isProgrammed(low, CKOUT))
    throw refused('low', hexOf(low), 'CKOUT unprogrammed: the emulator has no clock output');
  if (isProgrammed(high, RSTDISBL))
    throw refused('high', hexOf(high), 'RSTDISBL unprogrammed: the emulator has no pin PC6');
  if (isProgrammed(high, DWEN)) throw refused('high', hexOf(high), 'DWEN unprogrammed: the emulator has no debugWIRE');
  const start = startOf(low, clockMhz);
  const level = extended & 7;
  if (!(level in BROWN_OUT_VOLTS)) throw refused('extended', hexOf(extended), 'BODLEVEL 7 (off), 6, 5 or 4');
  return {
    startsDivided: isProgrammed(low, CKDIV8),
    startUpTicks: start.ticks,
    leavesTimerCrystal: (low & 0x0f) === RC_SELECT,
    resetUs: (start.ticks + RESET_TICKS) / clockMhz + start.delayUs,
    brownOutVolts: BROWN_OUT_VOLTS[level],
    isWatchdogAlwaysOn: isProgrammed(high, WDTON),
    keepsEepromInErase: isProgrammed(high, EESAVE),
    bootWord: FLASH_WORDS - SMALLEST_BOOT_WORDS * 2 ** (3 - ((high >> 1) & 3)),
    startsInBootSection: isProgrammed(high, BOOTRST),
  };
}

function startOf(low: number, clockMhz: number): Start {
  const select = low & 0x0f;
  const delay = (low >> 4) & 3;
  const source = SOURCES[select] as Source | string;
  const allowed = 'a calibrated internal oscillator (CKSEL 2), an external clock (0) or a crystal (6, 7, 10 to 15)';
  if (typeof source === 'string') throw refused('low', `${hexOf(low)}: ${source}`, allowed);
  const { name, mhzMin, mhzMax, isCrystal } = source;
  if (!(Number.isInteger(clockMhz) && clockMhz >= mhzMin && clockMhz <= mhzMax)) {
    const range = mhzMin === mhzMax ? `${mhzMin}` : `a whole number, ${mhzMin} to ${mhzMax}`;
    const message = `\`clockMhz\`: found "${clockMhz}", but fuse byte \`low\` ${hexOf(low)} chooses the ${name}; allowed: ${range}.`;
    throw new HilError('FUSES_CLOCK', 'usage', message);
  }
  const start = isCrystal ? CRYSTAL_STARTS[((select & 1) << 2) | delay] : QUICK_STARTS[delay];
  if (start === undefined) throw refused('low', `${hexOf(low)}: a reserved start-up time`, 'SUT 0 to 2');
  return start;
}

function hexOf(byte: number): string {
  return `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function refused(name: string, found: string, allowed: string): HilError {
  return new HilError('FUSES_REFUSED', 'usage', `\`fuses.${name}\`: found "${found}"; allowed: ${allowed}.`);
}
