import { readFileSync } from 'node:fs';
import { flashOf } from '../../../hil/board/hex-file.ts';
import { packagePath } from '../../../hil/package-root.ts';

/** The program as it is flashed. */
export function sketch(): Uint16Array {
  return flashOf(readFileSync(packagePath('hil/rig/rig.hex'), 'latin1'), 'rig.hex');
}
