import { readFileSync } from 'node:fs';
import { EmulatedFirmware } from '../../../../hil/firmware/emulated/emulated-firmware.ts';
import { imageOf } from '../../../../hil/firmware/emulated/firmware-image.ts';
import { type ChipPart, type ChipWiring, type PinMap, wiringDefaults } from '../../../../hil/firmware/firmware-file.ts';
import type { PumpPins } from '../../../../hil/firmware/hosted-firmware.ts';
import { builtTestFirmware } from './test-firmware.ts';

const CALLS_MAX = 100_000;

/** Pins, fuses and line of the test firmwares: the calibrated oscillator at 8 MHz, start-up without delay. */
export const testPart: ChipPart = {
  mcu: 'atmega328p',
  clockMhz: 8,
  fuses: { low: 0xc2, high: 0xd9, extended: 0xff },
  pins: { step: 'PD3', enable: 'PD5', sense: 'PD2', piezo: 'PB1', battery: 'ADC0' },
  wiring: wiringDefaults,
  telemetry: { uart: 0, baud: 9600 },
};

export interface BedOptions {
  readonly defines?: readonly string[];
  readonly pins?: PinMap;
  readonly wiring?: Partial<ChipWiring>;
  readonly part?: Partial<ChipPart>;
  readonly batteryMv?: number;
  /** Steps that the shaft follows in each grant; the bed itself raises SENSE for further ones. */
  readonly followedSteps?: number;
  /** True if the shaft stands. */
  readonly isHeld?: boolean;
}

/** A test firmware on the chip, with all its effects. The bed grants up to a time, as the host does. */
export class ChipBed implements PumpPins {
  readonly firmware: EmulatedFirmware;
  readonly stepUs: number[] = [];
  /** Number of calls that reported steps. */
  stepCalls = 0;
  readonly other: string[] = [];
  readonly sent: { readonly atUs: number; readonly text: string }[] = [];
  mv: number;
  #lastUs = 0;
  #nextUs = 0;
  #stopsUs: number[] = [];
  readonly #options: BedOptions;

  constructor(name: string, options: BedOptions = {}) {
    const { defines, pins = testPart.pins, wiring, part, batteryMv = 3000 } = options;
    this.#options = options;
    this.mv = batteryMv;
    const path = builtTestFirmware(name, defines);
    const chip = { ...testPart, pins, wiring: { ...wiringDefaults, ...wiring }, ...part };
    this.firmware = new EmulatedFirmware(imageOf(readFileSync(path), path), name, chip);
    this.firmware.begin(this, 0, 'power');
  }

  get text(): string {
    return this.sent.map(({ text }) => text).join('');
  }

  /** Runs to a pump time. Throws if a call goes back in time, or if time does not advance. */
  to(us: number): void {
    const { followedSteps = 0, isHeld = false } = this.#options;
    for (let calls = 0; this.#nextUs <= us; calls += 1) {
      if (calls > CALLS_MAX) throw new Error(`no end after ${CALLS_MAX} calls`);
      const stepCount = this.stepUs.length;
      const limitUs = Math.min(us, ...this.#stopsUs.filter((one) => one >= this.#nextUs));
      const grant = { limitUs, followedSteps: isHeld ? 0 : followedSteps, senseDelayUs: 500 };
      const { reachedUs, wakeUs } = this.firmware.advance(grant);
      if (reachedUs < this.#lastUs || reachedUs > limitUs || wakeUs < reachedUs)
        throw new Error(`limit ${limitUs}, reached ${reachedUs}, wake ${wakeUs}, last ${this.#lastUs}`);
      this.#lastUs = reachedUs;
      this.#nextUs = wakeUs;
      this.#stopsUs = this.#stopsUs.filter((one) => one > limitUs);
      const late = this.stepUs.slice(stepCount).at(followedSteps);
      if (late !== undefined && !isHeld) this.firmware.sense(late + 500);
      if (wakeUs > limitUs && limitUs < us) this.#nextUs = limitUs + 1;
    }
  }

  upTo(us: number): this {
    this.to(us);
    return this;
  }

  /** Ends a grant at a time, as an event of the pump does. */
  stopAt(us: number): void {
    this.#stopsUs.push(us);
  }

  say(text: string, atUs: number): void {
    this.to(atUs - 1);
    this.firmware.receive(Buffer.from(text, 'latin1'), atUs);
    this.#lastUs = Math.max(this.#lastUs, atUs);
    this.#nextUs = Math.min(this.#nextUs, atUs);
  }

  setBattery(mv: number, atUs: number): void {
    this.to(atUs - 1);
    this.mv = mv;
    this.firmware.battery(mv, atUs);
    this.#lastUs = Math.max(this.#lastUs, atUs);
    this.#nextUs = Math.min(this.#nextUs, atUs);
  }

  step(firstUs: number, count: number, periodUs = 0): void {
    this.#takes(firstUs);
    this.stepCalls += 1;
    for (let i = 0; i < count; i += 1) this.stepUs.push(firstUs + i * periodUs);
  }

  energise(isOn: boolean, atUs: number): void {
    this.#takes(atUs);
    this.other.push(`${isOn ? 'on' : 'off'} ${atUs}`);
  }

  tone(hertz: number, atUs: number): void {
    this.#takes(atUs);
    this.other.push(`${hertz} Hz ${atUs}`);
  }

  send(bytes: Uint8Array, atUs: number): void {
    this.#takes(atUs);
    this.sent.push({ atUs, text: Buffer.from(bytes).toString('latin1') });
  }

  batteryMv(): number {
    return this.mv;
  }

  #takes(atUs: number): void {
    if (!Number.isSafeInteger(atUs)) throw new Error(`effect at ${atUs} us`);
  }
}
