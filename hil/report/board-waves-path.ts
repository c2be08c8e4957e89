import { fileIdentityOf } from '../files/file-identity.ts';

const ENDING = '.vcd';

/** Returns the path of the pins beside the file of the pump: `waves.board.vcd` for `waves.vcd`. A device takes both. */
export function boardWavesPath(path: string): string {
  if (fileIdentityOf(path).stats?.isCharacterDevice() === true) return path;
  const stem = path.endsWith(ENDING) ? path.slice(0, -ENDING.length) : path;
  return `${stem}.board${ENDING}`;
}
