import { HilError } from '../../base/hil-error.ts';

const EEPROM_BYTES = 1024;
/** Duration of an erasure, of programming, and of both in one operation (data sheet table 8-1). */
const ERASE_US = 1800;
const PROGRAM_US = 1800;
const BOTH_US = 3400;

/** Parts of an operation: erasure sets all bits, programming clears bits. */
export interface EepromSteps {
  readonly erases: boolean;
  readonly programs: boolean;
}

/** Write that began and has not ended. */
export interface EepromWrite extends EepromSteps {
  readonly address: number;
  readonly value: number;
  readonly startTicks: number;
  readonly dueTicks: number;
}

/** What a byte holds after the power failed in its write (assumed; the data sheet calls it corrupted). */
export type TornByte = 'old' | 'erased' | 'mixed';

/** EEPROM of a board; keeps its content across resets. A write takes its time, and a power failure tears it. */
export class EepromMemory {
  readonly bytes = new Uint8Array(EEPROM_BYTES).fill(0xff);
  /** Called at the start of each write. */
  onWrite: ((write: EepromWrite) => void) | undefined;
  /** Called with an address beyond the memory. The chip ignores its upper bits. */
  onBeyond: ((address: number) => void) | undefined;
  #write: EepromWrite | undefined;

  /** Places the image at address 0 and leaves the rest blank. */
  constructor(image: Uint8Array = new Uint8Array(0)) {
    if (image.length > EEPROM_BYTES) {
      const message = `The EEPROM image has ${image.length} bytes; allowed: at most ${EEPROM_BYTES}, the size in an ATmega328P.`;
      throw new HilError('EEPROM_TOO_LONG', 'usage', message);
    }
    this.bytes.set(image);
  }

  /** Write in progress. A reset does not end it (data sheet 8.4.2). */
  get write(): EepromWrite | undefined {
    return this.#write;
  }

  read(address: number): number {
    return this.bytes[address % EEPROM_BYTES] as number;
  }

  /** Begins a write. Returns its end. */
  begin(address: number, value: number, steps: EepromSteps, startTicks: number, ticksPerUs: number): number {
    if (address >= EEPROM_BYTES) this.onBeyond?.(address);
    const durationUs = steps.erases && steps.programs ? BOTH_US : steps.erases ? ERASE_US : PROGRAM_US;
    const dueTicks = startTicks + durationUs * ticksPerUs;
    this.#write = { ...steps, address: address % EEPROM_BYTES, value, startTicks, dueTicks };
    this.onWrite?.(this.#write);
    return dueTicks;
  }

  /** Completes the write in progress. */
  finish(): void {
    const write = this.#write;
    if (write === undefined) return;
    const erased = write.erases ? 0xff : this.read(write.address);
    this.bytes[write.address] = write.programs ? erased & write.value : erased;
    this.#write = undefined;
  }

  /**
   * Ends the write in progress because the power fails. A mixed byte is drawn bit by bit by `chance`, which returns a
   * number in [0, 1): each bit has changed with the probability of the share of its step that has passed.
   */
  tear(nowTicks: number, holds: TornByte, chance: () => number): EepromWrite | undefined {
    const write = this.#write;
    if (write === undefined) return undefined;
    if (nowTicks >= write.dueTicks) {
      this.finish();
      return undefined;
    }
    this.#write = undefined;
    if (holds === 'erased') this.bytes[write.address] = 0xff;
    if (holds === 'mixed') this.bytes[write.address] = mixed(this.read(write.address), write, nowTicks, chance);
    return write;
  }
}

function mixed(old: number, write: EepromWrite, nowTicks: number, chance: () => number): number {
  const passed = (nowTicks - write.startTicks) / (write.dueTicks - write.startTicks);
  const eraseShare = write.erases ? (write.programs ? ERASE_US / BOTH_US : 1) : 0;
  const erasedShare = eraseShare === 0 ? 0 : Math.min(1, passed / eraseShare);
  const programmedShare = eraseShare === 1 ? 0 : Math.max(0, (passed - eraseShare) / (1 - eraseShare));
  const set = write.erases ? drawnBits(0xff, erasedShare, chance) : 0;
  const clear = write.programs ? drawnBits(~write.value & 0xff, programmedShare, chance) : 0;
  return (old | set) & ~clear;
}

function drawnBits(bits: number, share: number, chance: () => number): number {
  let drawn = 0;
  for (let bit = 0; bit < 8; bit += 1) if (chance() < share) drawn |= bits & (1 << bit);
  return drawn;
}
