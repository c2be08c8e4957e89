import type { FirmwareUse } from '../firmware/hosted-firmware.ts';

/** Memory of an ATmega328P. */
const FLASH_BYTES = 32_768;
const SRAM_BYTES = 2048;
/** A firmware that is awake for longer drains a battery, and takes long to emulate (assumed). */
const AWAKE_SHARE_MAX = 0.5;
const PERCENT = 100;
const DIGITS = 2;

/** Returns what a program used of its chip, as one sentence without a full stop. */
export function useText({
  flashBytes,
  ramBytes,
  deepestStackBytes,
  awakeShare,
  watchdogResetCount,
}: FirmwareUse): string {
  const ram =
    ramBytes === undefined ? 'static RAM unknown (a hex file does not tell it)' : `${ramBytes} bytes of static RAM`;
  const resets = watchdogResetCount === 0 ? '' : `, ${watchdogResetCount} resets by the watchdog`;
  return `${flashBytes} of ${FLASH_BYTES} bytes of flash, ${ram}, deepest stack ${deepestStackBytes} of ${SRAM_BYTES} bytes, awake ${percent(awakeShare)} of the time${resets}`;
}

/** Returns a warning about a program that hardly sleeps; undefined if it sleeps enough. */
export function awakeWarning({ awakeShare }: FirmwareUse): string | undefined {
  if (awakeShare <= AWAKE_SHARE_MAX) return undefined;
  return `the firmware is awake ${percent(awakeShare)} of the time: a battery would not last, and the emulation is slow`;
}

function percent(share: number): string {
  return `${Number((PERCENT * share).toPrecision(DIGITS))} %`;
}
