import { HilError } from '../../base/hil-error.ts';

const VECTOR_WORDS = 2;
const VECTORS = 26;
/** Last address of the data space of an ATmega328P (data sheet figure 8-3). */
const RAM_END = 0x8ff;
const JMP = 0x940c;
const CALL = 0x940e;
/** Ends of a path: RET, RETI, IJMP. */
const ENDS: readonly number[] = [0x9508, 0x9518, 0x9409];
/** Instructions of chips with more than 64 KiB or 128 KiB of flash (AVR instruction set manual). */
const FOREIGN: Readonly<Record<number, string>> = { 37913: 'EIJMP', 38169: 'EICALL', 38360: 'ELPM' };

const isTwoWords = (opcode: number): boolean => (opcode & 0xfc0f) === 0x9000 || (opcode & 0xfe0c) === 0x940c;
const isLongTurn = (opcode: number): boolean => (opcode & 0xfe0e) === JMP || (opcode & 0xfe0e) === CALL;
const signed = (value: number, bits: number): number => value - ((value >> (bits - 1)) << bits);

/**
 * Throws `HilError` (usage) if code that the interrupt vectors reach cannot be code for an ATmega328P. It follows jumps,
 * calls and branches, because tables among the code may look like any instruction.
 */
export function checkCode(flash: Uint16Array, name: string): void {
  const seen = new Uint8Array(flash.length);
  const open = Array.from({ length: VECTORS }, (_, vector) => vector * VECTOR_WORDS);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at >= flash.length || seen[at] === 1) continue;
    seen[at] = 1;
    const found = foreignAt(flash, at);
    if (found !== undefined) throw foreign(name, found, at);
    open.push(...followers(flash, at));
  }
}

function foreignAt(flash: Uint16Array, at: number): string | undefined {
  const opcode = flash[at] as number;
  const second = flash[at + 1] ?? 0;
  if (FOREIGN[opcode] !== undefined) return FOREIGN[opcode];
  if ((opcode & 0xfe0e) === 0x9006) return 'ELPM';
  if (isLongTurn(opcode)) {
    const target = (((opcode >> 3) & 0x3e) | (opcode & 1)) * 0x1_0000 + second;
    if (target >= flash.length) return `${(opcode & 2) === 0 ? 'JMP' : 'CALL'} to byte ${hexOf(2 * target)}`;
  }
  if ((opcode & 0xfc0f) === 0x9000 && second > RAM_END)
    return `${(opcode & 0x200) === 0 ? 'LDS' : 'STS'} at address ${hexOf(second)}`;
  return undefined;
}

/** Returns the words at which execution may continue. */
function followers(flash: Uint16Array, at: number): readonly number[] {
  const opcode = flash[at] as number;
  const second = flash[at + 1] ?? 0;
  const next = at + (isTwoWords(opcode) ? 2 : 1);
  if (ENDS.includes(opcode)) return [];
  if (opcode === JMP) return [second];
  if (opcode === CALL) return [second, next];
  const wrapped = (offset: number): number => (at + 1 + offset + flash.length) % flash.length;
  if (opcode >> 12 === 0xc) return [wrapped(signed(opcode & 0xfff, 12))];
  if (opcode >> 12 === 0xd) return [wrapped(signed(opcode & 0xfff, 12)), next];
  if (opcode >> 11 === 0x1e) return [wrapped(signed((opcode >> 3) & 0x7f, 7)), next];
  return isSkip(opcode) ? [next, next + (isTwoWords(flash[next] ?? 0) ? 2 : 1)] : [next];
}

/** CPSE, SBIC, SBIS, SBRC and SBRS. */
function isSkip(opcode: number): boolean {
  return (opcode & 0xfc00) === 0x1000 || (opcode & 0xfd00) === 0x9900 || (opcode & 0xfc08) === 0xfc00;
}

function hexOf(value: number): string {
  return `0x${value.toString(16).toUpperCase()}`;
}

function foreign(name: string, found: string, at: number): HilError {
  const limits = 'its flash ends at byte 0x7FFF, its memory at address 0x8FF';
  const message = `"${name}" is not a program for an ATmega328P: found "${found}" at byte ${hexOf(2 * at)}; ${limits}.`;
  return new HilError('PROGRAM_WRONG_MCU', 'usage', message, { hint: 'Build it with `-mmcu=atmega328p`.' });
}
