import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FirmwareChoice } from '../firmware-choice.ts';
import { NativeFirmware } from './native-firmware.ts';

/** Opens a program as the firmware. It starts when the run begins. */
export function openNative({ path, file }: FirmwareChoice): NativeFirmware {
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
  return new NativeFirmware({ path, name: file.name ?? path, hash, nonVolatileBytes: file.nonVolatileBytes });
}
