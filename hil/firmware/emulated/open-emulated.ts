import type { Insight } from '../../avr/cpu/insight.ts';
import { HilError } from '../../base/hil-error.ts';
import { quotedPath } from '../../base/quoted-text.ts';
import { readBytes } from '../../files/read-text.ts';
import type { FirmwareChoice } from '../firmware-choice.ts';
import type { ChipPart } from '../firmware-file.ts';
import { EmulatedFirmware } from './emulated-firmware.ts';
import { type FirmwareImage, imageOf } from './firmware-image.ts';

/** A hex of 32 KiB takes 90 kB; an elf with debug information takes more. */
const BINARY_BYTES_MAX = 8_000_000;

/**
 * Opens the binary of a chip. Throws `HilError` (usage) for a damaged file, a program of another chip, and fuses that the
 * emulator cannot keep.
 */
export function openEmulated({ path, file }: FirmwareChoice, insight?: Insight): EmulatedFirmware {
  if (file.chip === undefined) throw new Error('the reader of firmware.json demands the chip for a binary');
  const bytes = readBytes(path, { shownAs: path, bytesMax: BINARY_BYTES_MAX, code: 'FIRMWARE' });
  const image = imageOf(bytes, path);
  checkFuses(image, file.chip, path);
  return new EmulatedFirmware(image, file.name ?? path, file.chip, insight);
}

/** An elf may declare fuses. Those of `firmware.json` must be the same, because a programmer sets both from one file. */
function checkFuses({ fuses }: FirmwareImage, chip: ChipPart, path: string): void {
  if (fuses === undefined) return;
  for (const name of ['low', 'high', 'extended'] as const) {
    if (fuses[name] === chip.fuses[name]) continue;
    const found = `0x${chip.fuses[name].toString(16).toUpperCase().padStart(2, '0')}`;
    const allowed = `0x${fuses[name].toString(16).toUpperCase().padStart(2, '0')}`;
    const message = `\`fuses.${name}\` of firmware.json: found "${found}"; allowed: ${allowed}, which ${quotedPath(path)} declares.`;
    throw new HilError('FUSES_DIFFER', 'usage', message);
  }
}
