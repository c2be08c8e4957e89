import type { EEPROMBackend } from 'avr8js';
import { HilError } from '../base/hil-error.ts';

const EEPROM_BYTES = 1024;

/** The EEPROM of a board: outlives its resets. */
export class EepromMemory implements EEPROMBackend {
  readonly bytes = new Uint8Array(EEPROM_BYTES).fill(0xff);

  /** From address 0 on, the rest blank. */
  constructor(image: Uint8Array = new Uint8Array(0)) {
    if (image.length > EEPROM_BYTES) {
      const message = `An EEPROM image of ${image.length} bytes does not fit: the ATmega328P has ${EEPROM_BYTES}.`;
      throw new HilError('EEPROM_TOO_LONG', 'usage', message);
    }
    this.bytes.set(image);
  }

  readMemory(address: number): number {
    return this.bytes[address % EEPROM_BYTES] as number;
  }

  /** Programming only clears bits. */
  writeMemory(address: number, value: number): void {
    this.bytes[address % EEPROM_BYTES] = this.readMemory(address) & value;
  }

  eraseMemory(address: number): void {
    this.bytes[address % EEPROM_BYTES] = 0xff;
  }
}
