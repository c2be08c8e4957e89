import { HilError } from '../../base/hil-error.ts';

const FLASH_BYTES = 32_768;
/** Vectors of the ATmega328P: reset and 25 interrupts, a jump each (data sheet 12.4). */
const VECTORS = 26;
const JMP = 0x940c;
const DATA = 0;
const END = 1;
const EXTENDED_SEGMENT = 2;
const EXTENDED_LINEAR = 4;
const START_RECORDS = [3, 5];

/** Parses a program for the ATmega328P in Intel HEX. Throws `HilError` (usage) that names the line and the error. */
export function flashOf(text: string, name: string): Uint16Array {
  const bytes = new Uint8Array(FLASH_BYTES).fill(0xff);
  const fail = (lineNumber: number, what: string): never => {
    throw new HilError('HEX_CORRUPT', 'usage', `${name}:${lineNumber} ${what}.`, {
      hint: 'Build or copy the file again.',
    });
  };
  const image = new HexImage(bytes, name);
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '') continue;
    if (image.hasEnded) fail(index + 1, 'has text after the end record');
    const record = recordOf(line, (what) => fail(index + 1, what));
    if (!image.take(record)) fail(index + 1, `is a record of unknown kind ${record.kind}`);
  }
  if (!image.hasEnded) fail(text.split('\n').length, 'is the last line, but not an end record: the file is cut off');
  const flash = new Uint16Array(bytes.buffer);
  checkVectors(flash, name);
  return flash;
}

class HexImage {
  hasEnded = false;
  readonly #bytes: Uint8Array;
  readonly #name: string;
  #baseAddress = 0;

  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = bytes;
    this.#name = name;
  }

  /** Processes a record. Returns false for an unknown kind. */
  take({ kind, address, data }: HexRecord): boolean {
    if (kind === DATA) this.#place(this.#baseAddress + address, data);
    else if (kind === END) this.hasEnded = true;
    else if (kind === EXTENDED_SEGMENT) this.#baseAddress = wordOf(data) * 16;
    else if (kind === EXTENDED_LINEAR) this.#baseAddress = wordOf(data) * 65_536;
    else return START_RECORDS.includes(kind);
    return true;
  }

  #place(address: number, data: readonly number[]): void {
    const endAddress = address + data.length;
    if (endAddress > FLASH_BYTES)
      throw wrongChip(this.#name, `it has ${endAddress} bytes; allowed: at most ${FLASH_BYTES}`);
    this.#bytes.set(data, address);
  }
}

interface HexRecord {
  readonly kind: number;
  readonly address: number;
  readonly data: readonly number[];
}

function recordOf(line: string, fail: (what: string) => never): HexRecord {
  if (!/^:(?:[0-9A-Fa-f]{2}){5,}$/.test(line)) fail('is not a record of Intel HEX');
  const all = Array.from({ length: (line.length - 1) / 2 }, (_, i) =>
    Number.parseInt(line.slice(1 + 2 * i, 3 + 2 * i), 16),
  );
  const [length, high, low, kind, ...rest] = all as [number, number, number, number, ...number[]];
  if (rest.length !== length + 1) fail(`declares ${length} bytes, but holds ${rest.length - 1}`);
  if ((all.reduce((sum, byte) => sum + byte, 0) & 0xff) !== 0) fail('has a checksum that does not match its bytes');
  return { kind, address: high * 256 + low, data: rest.slice(0, -1) };
}

function wordOf(data: readonly number[]): number {
  return (data[0] ?? 0) * 256 + (data[1] ?? 0);
}

/** Throws if the vector table does not fit the ATmega328P, because a hex file does not name its chip. */
function checkVectors(flash: Uint16Array, name: string): void {
  let count = 0;
  // A linker that relaxes jumps emits a short jump and a filler word.
  while (count < 64 && isVector(flash, 2 * count)) count += 1;
  if (flash.every((word) => word === 0xffff)) throw wrongChip(name, 'it has no code');
  if (count !== VECTORS) throw wrongChip(name, `it begins with ${count} interrupt vectors instead of ${VECTORS}`);
}

function isVector(flash: Uint16Array, word: number): boolean {
  return flash[word] === JMP || ((flash[word] as number) >> 12 === 0xc && flash[word + 1] === 0);
}

function wrongChip(name: string, because: string): HilError {
  return new HilError(
    'HEX_WRONG_MCU',
    'usage',
    `"${name}" is not a program for an ATmega328P with 32 KiB: ${because}.`,
    {
      hint: 'Build it for an Arduino Uno or Nano (`-mmcu=atmega328p`).',
    },
  );
}
