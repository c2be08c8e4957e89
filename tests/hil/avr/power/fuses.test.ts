import { describe, expect, test } from 'vitest';
import { readFuses, unoFuses } from '../../../../hil/avr/power/fuses.ts';

const rc = { low: 0xe2, high: 0xd9, extended: 0xff };

describe('fuses', () => {
  test('of an Uno choose a crystal, a detector at 2.7 V and a boot section', () => {
    expect(readFuses(unoFuses, 16)).toEqual({
      startsDivided: false,
      startUpTicks: 16_384,
      leavesTimerCrystal: false,
      resetUs: (16_384 + 14) / 16 + 65_000,
      brownOutVolts: 2.7,
      isWatchdogAlwaysOn: false,
      keepsEepromInErase: false,
      bootWord: 0x3f00,
      startsInBootSection: true,
    });
  });

  test('as delivered choose the internal oscillator, divided by eight', () => {
    const delivered = readFuses({ ...rc, low: 0x62 }, 8);
    expect(delivered).toMatchObject({
      startsDivided: true,
      startUpTicks: 6,
      leavesTimerCrystal: true,
      resetUs: 20 / 8 + 65_000,
    });
    expect(delivered.brownOutVolts).toBeUndefined();
    expect(delivered.startsInBootSection).toBe(false);
  });

  test.each([
    [0x00, 258, 4100],
    [0x10, 258, 65_000],
    [0x20, 1024, 0],
    [0x30, 1024, 4100],
    [0x01, 1024, 65_000],
    [0x11, 16_384, 0],
    [0x21, 16_384, 4100],
    [0x31, 16_384, 65_000],
  ])('of a crystal with low bits %i start it in %i cycles, %i us', (bits, ticks, delayUs) => {
    const { startUpTicks, resetUs } = readFuses({ ...rc, low: 0xce | bits }, 16);
    expect([startUpTicks, resetUs]).toEqual([ticks, (ticks + 14) / 16 + delayUs]);
  });

  test.each([
    [0xd9, 0x3800],
    [0xdb, 0x3c00],
    [0xdd, 0x3e00],
    [0xdf, 0x3f00],
  ])('high byte %i places the boot section at word %i', (high, word) => {
    expect(readFuses({ ...rc, high }, 8).bootWord).toBe(word);
  });

  test('keep the watchdog on with WDTON, and the EEPROM with EESAVE', () => {
    expect(readFuses({ ...rc, high: 0xc1 }, 8)).toMatchObject({ isWatchdogAlwaysOn: true, keepsEepromInErase: true });
  });

  test.each([
    [{ low: 0xa2 }, 8, '`fuses.low`: found "0xA2"; allowed: CKOUT unprogrammed'],
    [{ high: 0x59 }, 8, '`fuses.high`: found "0x59"; allowed: RSTDISBL unprogrammed'],
    [{ high: 0x99 }, 8, '`fuses.high`: found "0x99"; allowed: DWEN unprogrammed'],
    [{ low: 0xe3 }, 8, '`fuses.low`: found "0xE3: the internal 128 kHz oscillator"'],
    [{ low: 0xe4 }, 8, '`fuses.low`: found "0xE4: a low-frequency crystal"'],
    [{ low: 0xf2 }, 8, '`fuses.low`: found "0xF2: a reserved start-up time"; allowed: SUT 0 to 2'],
    [{ extended: 0xf8 }, 8, '`fuses.extended`: found "0xF8"; allowed: BODLEVEL 7 (off), 6, 5 or 4'],
    [{ low: 0x1e2 }, 8, '`fuses.low`: found "482"; allowed: a byte'],
    [{}, 16, '`clockMhz`: found "16", but fuse byte `low` 0xE2 chooses the calibrated internal oscillator; allowed: 8'],
    [{ low: 0xff }, 20, 'chooses the low power crystal of 8 to 16 MHz; allowed: a whole number, 8 to 16'],
    [{ low: 0xe0 }, 7.3728, '`clockMhz`: found "7.3728"'],
  ])('refuse %j at %d MHz by name', (change, clockMhz, message) => {
    expect(() => readFuses({ ...rc, ...change }, clockMhz)).toThrow(message);
  });
});
