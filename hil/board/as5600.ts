import { sinDeg } from '../../firmware-sim/base/exact-math.ts';
import type { RandomStream } from '../../firmware-sim/base/random-stream.ts';
import type { I2cDevice } from '../avr/serial/i2c-bus.ts';

const COUNTS = 4096;
const STATUS = 0x0b;
const RAW_HIGH = 0x0c;
const RAW_LOW = 0x0d;
const ANGLE_HIGH = 0x0e;
const ANGLE_LOW = 0x0f;
const AGC = 0x1a;
const DETECTED = 0x20;
const TOO_WEAK = 0x10;
const TOO_STRONG = 0x08;

/** State of the magnet in front of the chip. The chip still detects a weak magnet. */
export type EncoderMagnet = 'good' | 'weak' | 'strong' | 'missing';

/** Angle error of an off-centre magnet: first and second harmonic in degrees, with their phases. */
export interface Nonlinearity {
  readonly firstDeg: number;
  readonly firstPhaseDeg: number;
  readonly secondDeg: number;
  readonly secondPhaseDeg: number;
}

export function nonlinearityDeg(inl: Nonlinearity, angleDeg: number): number {
  return (
    inl.firstDeg * sinDeg(angleDeg + inl.firstPhaseDeg) + inl.secondDeg * sinDeg(2 * angleDeg + inl.secondPhaseDeg)
  );
}

export interface As5600Options {
  readonly address: number;
  readonly shaftDeg: () => number;
  readonly nonlinearity: Nonlinearity;
  /** Source of noise. It is drawn for each reading, before rounding, and is one count wide. */
  readonly random: RandomStream;
  readonly mountedDeg: number;
}

/** AS5600, the magnetic encoder at the end of the shaft. */
export class As5600 implements I2cDevice {
  readonly address: number;
  magnet: EncoderMagnet = 'good';
  readonly #options: As5600Options;
  #pointer = 0;
  #isPointerNext = false;
  #latched = 0;
  #frozen: number | undefined;

  constructor(options: As5600Options) {
    this.#options = options;
    this.address = options.address;
  }

  /** Makes the chip report the present angle from now on. */
  freeze(): void {
    this.#frozen = this.#sample();
  }

  begin(isRead: boolean): boolean {
    this.#isPointerNext = !isRead;
    return true;
  }

  write(byte: number): boolean {
    if (this.#isPointerNext) this.#pointer = byte;
    this.#isPointerNext = false;
    return true;
  }

  read(): number {
    const register = this.#pointer;
    this.#pointer = (this.#pointer + 1) & 0xff;
    switch (register) {
      case STATUS:
        return this.#status();
      case RAW_HIGH:
      case ANGLE_HIGH:
        this.#latched = this.#frozen ?? this.#sample();
        return this.#latched >> 8;
      case RAW_LOW:
      case ANGLE_LOW:
        return this.#latched & 0xff;
      case AGC:
        return { good: 128, weak: 255, strong: 0, missing: 255 }[this.magnet];
      default:
        return 0;
    }
  }

  #status(): number {
    switch (this.magnet) {
      case 'good':
        return DETECTED;
      case 'weak':
        return DETECTED | TOO_WEAK;
      case 'strong':
        return DETECTED | TOO_STRONG;
      case 'missing':
        return TOO_WEAK;
    }
  }

  #sample(): number {
    const { shaftDeg, nonlinearity, random, mountedDeg } = this.#options;
    const noise = random.uniform() - 0.5;
    if (this.magnet === 'missing') return Math.floor(random.uniform() * COUNTS);
    const trueDeg = shaftDeg() + mountedDeg;
    const seenDeg = trueDeg + nonlinearityDeg(nonlinearity, trueDeg);
    const count = Math.round((seenDeg * COUNTS) / 360 + noise);
    return count - COUNTS * Math.floor(count / COUNTS);
  }
}
