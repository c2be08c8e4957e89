import { twiConfig } from 'avr8js';
import type { AvrCpu, AvrInterrupt } from '../cpu/avr-cpu.ts';
import type { IoClock, IoSlot } from '../power/io-clock.ts';
import type { SystemClock } from '../power/system-clock.ts';
import type { I2cBus, I2cDevice } from './i2c-bus.ts';

const { TWBR, TWSR, TWDR, TWCR, twiInterrupt } = twiConfig;
/** Bits of TWCR (data sheet 22.9.2). */
const TWINT = 0x80;
const TWEA = 0x40;
const TWSTA = 0x20;
const TWSTO = 0x10;
const TWEN = 0x04;
const TWIE = 0x01;
/** Status codes in TWSR (data sheet tables 22-2 and 22-3). */
const IDLE = 0xf8;
const START = 0x08;
const REPEATED_START = 0x10;
const ADDRESS_WRITE_ACK = 0x18;
const DATA_SENT_ACK = 0x28;
const ADDRESS_READ_ACK = 0x40;
const DATA_READ_ACK = 0x50;
/** Added to a status code if the chip did not acknowledge. */
const NACK = 0x08;
/** Clocks of a byte: eight bits and the acknowledge. */
const BYTE_BITS = 9;
const PRESCALERS = [1, 4, 16, 64] as const;

/** Two-wire interface as master (data sheet 22). Each bit takes bus time. A line that stays low blocks the bus. */
export class Twi {
  readonly #cpu: AvrCpu;
  readonly #bus: I2cBus;
  readonly #clock: SystemClock;
  readonly #slot: IoSlot;
  readonly #interrupt: AvrInterrupt = {
    address: twiInterrupt,
    flagRegister: TWCR,
    flagMask: TWINT,
    enableRegister: TWCR,
    enableMask: TWIE,
    constant: true,
  };
  #device: I2cDevice | undefined;
  #next: (() => number) | undefined;
  #isBusOurs = false;

  constructor(cpu: AvrCpu, clock: SystemClock, ioClock: IoClock, bus: I2cBus) {
    this.#cpu = cpu;
    this.#clock = clock;
    this.#bus = bus;
    this.#slot = ioClock.slot(() => this.#done());
    cpu.data[TWSR] = IDLE;
    cpu.data[TWDR] = 0xff;
    cpu.writeHooks[TWSR] = (value, old) => {
      cpu.data[TWSR] = (old & 0xf8) | (value & 3);
      return true;
    };
    cpu.writeHooks[TWCR] = (value, old) => this.#control(value, old);
  }

  #control(value: number, old: number): true {
    const cpu = this.#cpu;
    const clears = (value & TWINT) !== 0;
    cpu.data[TWCR] = (value & ~TWINT) | (clears ? 0 : old & TWINT);
    if ((value & TWEN) === 0) this.#off();
    else if (clears) this.#go(value);
    cpu.updateInterruptEnable(this.#interrupt, cpu.data[TWCR] as number);
    return true;
  }

  /** Switches off. Abandons the transfer and releases the lines. */
  #off(): void {
    this.#slot.clear();
    this.#next = undefined;
    this.#isBusOurs = false;
    this.#device = undefined;
    this.#setStatus(IDLE);
  }

  #go(control: number): void {
    if ((control & TWSTO) !== 0) this.#stop();
    if ((control & TWSTA) !== 0) {
      this.#after(1, () => this.#started());
      return;
    }
    if ((control & TWSTO) !== 0) return;
    const status = (this.#cpu.data[TWSR] as number) & 0xf8;
    if (status === START || status === REPEATED_START) this.#after(BYTE_BITS, () => this.#addressed());
    else if (status === ADDRESS_WRITE_ACK || status === DATA_SENT_ACK) this.#after(BYTE_BITS, () => this.#wrote());
    else if (status === ADDRESS_READ_ACK || status === DATA_READ_ACK) this.#after(BYTE_BITS, () => this.#hasRead());
  }

  /**
   * Sends a stop. It raises no flag. TWSTO clears itself when the stop is on the bus, which a line held low prevents.
   */
  #stop(): void {
    this.#isBusOurs = false;
    this.#device = undefined;
    this.#setStatus(IDLE);
    this.#cpu.clearInterrupt(this.#interrupt);
    if (this.#bus.held === 'none') this.#cpu.data[TWCR] = (this.#cpu.data[TWCR] as number) & ~TWSTO;
  }

  #after(bits: number, next: () => number): void {
    this.#next = next;
    if (this.#bus.held === 'none') this.#slot.set(this.#cpu.cycles + bits * this.#bitCycles);
    else this.#slot.clear();
  }

  get #bitCycles(): number {
    const prescaler = PRESCALERS[((this.#cpu.data[TWSR] as number) & 3) as 0 | 1 | 2 | 3];
    return 16 + 2 * (this.#cpu.data[TWBR] as number) * prescaler;
  }

  #done(): void {
    if (this.#bus.held !== 'none') return;
    const status = this.#next?.() ?? IDLE;
    this.#next = undefined;
    this.#setStatus(status);
    this.#cpu.setInterruptFlag(this.#interrupt);
  }

  #setStatus(status: number): void {
    this.#cpu.data[TWSR] = ((this.#cpu.data[TWSR] as number) & 3) | status;
  }

  #started(): number {
    const status = this.#isBusOurs ? REPEATED_START : START;
    this.#isBusOurs = true;
    return status;
  }

  #addressed(): number {
    const byte = this.#cpu.data[TWDR] as number;
    const isRead = (byte & 1) === 1;
    const found = this.#bus.find(byte >> 1);
    this.#device = found?.begin(isRead, this.#clock.nowTicks) === true ? found : undefined;
    return (isRead ? ADDRESS_READ_ACK : ADDRESS_WRITE_ACK) + (this.#device === undefined ? NACK : 0);
  }

  #wrote(): number {
    const taken = this.#device?.write(this.#cpu.data[TWDR] as number) === true;
    return DATA_SENT_ACK + (taken ? 0 : NACK);
  }

  #hasRead(): number {
    this.#cpu.data[TWDR] = this.#device?.read(this.#clock.nowTicks) ?? 0xff;
    return DATA_READ_ACK + (((this.#cpu.data[TWCR] as number) & TWEA) !== 0 ? 0 : NACK);
  }
}
