import { fileIdentityOf } from '../files/file-identity.ts';

const ENDING = '.vcd';

/**
 * Returns the path for the waves of the pins: `waves.board.vcd` beside `waves.vcd`. A device takes both kinds, so its
 * path stays.
 */
export function boardWavesPath(path: string): string {
  if (fileIdentityOf(path).stats?.isCharacterDevice() === true) return path;
  const stem = path.endsWith(ENDING) ? path.slice(0, -ENDING.length) : path;
  return `${stem}.board${ENDING}`;
}
