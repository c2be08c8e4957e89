import { HilError } from '../../base/hil-error.ts';
import type { FirmwareImage } from './firmware-image.ts';

/** Mistake of a firmware: a stable code, and a predicate whose subject is the firmware. */
export interface FirmwareFault {
  readonly code: string;
  readonly what: string;
}

export interface FaultPlace {
  readonly atUs: number;
  /** Program counter, as a word address. */
  readonly pc: number;
  /** Last effects, the oldest first. */
  readonly lastLines: readonly string[];
}

const HEX_DIGITS = 4;

/** Returns the byte address of a word of the program in hexadecimal, as compilers and listings give it. */
export function wordAddress(word: number): string {
  return `0x${(2 * word).toString(16).padStart(HEX_DIGITS, '0')}`;
}

/** Returns a word address with the function there, if the program has symbols. */
export function placeInProgram(pc: number, image: FirmwareImage): string {
  const symbol = image.symbolAt(pc);
  return symbol === undefined ? wordAddress(pc) : `${wordAddress(pc)} (${symbol})`;
}

/** Returns the failure of a firmware under test, with its place in time and in the program. */
export function firmwareFailure(
  { code, what }: FirmwareFault,
  name: string,
  image: FirmwareImage,
  { atUs, pc, lastLines }: FaultPlace,
): HilError {
  const at = placeInProgram(pc, image);
  const message = `The firmware "${name}" ${what}. At ${atUs} us since its first power-up, program counter ${at}.`;
  return new HilError(code, 'firmware', message, { lastLines });
}

/** Turns the chip's refusal of what it does not model into a fault. Returns undefined for any other error. */
export function asFirmwareFailure(error: unknown): FirmwareFault | undefined {
  if (!(error instanceof HilError && error.code === 'CHIP_LACKS')) return undefined;
  const what = error.message.replace(/^The program /, '').replace(/\.$/, '');
  return {
    code: 'FIRMWARE_CHIP_LACKS',
    what: error.hint === undefined ? what : `${what}. ${error.hint.replace(/\.$/, '')}`,
  };
}
