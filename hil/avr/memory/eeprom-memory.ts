import type { EEPROMBackend } from 'avr8js';
import { HilError } from '../../base/hil-error.ts';

const EEPROM_BYTES = 1024;

/** EEPROM of a board; keeps its content across resets. */
export class EepromMemory implements EEPROMBackend {
  readonly bytes = new Uint8Array(EEPROM_BYTES).fill(0xff);

  /** Places the image at address 0 and leaves the rest blank. */
  constructor(image: Uint8Array = new Uint8Array(0)) {
    if (image.length > EEPROM_BYTES) {
      const message = `The EEPROM image has ${image.length} bytes; allowed: at most ${EEPROM_BYTES}, the size in an ATmega328P.`;
      throw new HilError('EEPROM_TOO_LONG', 'usage', message);
    }
    this.bytes.set(image);
  }

  readMemory(address: number): number {
    return this.bytes[address % EEPROM_BYTES] as number;
  }

  /** Programs a byte. Programming only clears bits. */
  writeMemory(address: number, value: number): void {
    this.bytes[address % EEPROM_BYTES] = this.readMemory(address) & value;
  }

  eraseMemory(address: number): void {
    this.bytes[address % EEPROM_BYTES] = 0xff;
  }
}
