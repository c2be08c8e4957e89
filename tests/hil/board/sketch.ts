import { readFileSync } from 'node:fs';
import { flashOf } from '../../../hil/avr/hex-file.ts';
import { packagePath } from '../../../hil/base/package-root.ts';

/** The program as it is flashed. */
export function sketch(): Uint16Array {
  return flashOf(readFileSync(packagePath('hil/sketch/rig.hex'), 'latin1'), 'rig.hex');
}
