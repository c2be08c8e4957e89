import type { Microcontroller } from '../../avr/microcontroller.ts';
import { SerialWave } from '../../avr/serial/serial-wave.ts';
import type { ChipPart, TelemetryWire } from '../firmware-file.ts';

const LF = 0x0a;
/** Bytes without a line end that are passed on as they are. No line of the telemetry wire is as long. */
const LINE_BYTES_MAX = 256;
/** Difference of the two rates from which a receiver reads wrong bits: half a bit in the tenth. */
const BAUD_SHARE_MAX = 0.05;
/** Time for which the chip may send without a pause. A whole event log takes a few seconds. */
const BUSY_US_MAX = 30_000_000;
/** A pause on the line: longer than one frame. */
const PAUSE_FRAMES = 2;
const FRAME_BITS = 10;

export interface TelemetryEffects {
  /** Takes bytes that have left the chip. */
  readonly send: (bytes: Uint8Array) => void;
  /** Reports a mistake of the firmware. */
  readonly fail: (code: string, what: string) => void;
}

/** The chip's serial line to the programmer. Bytes take line time in both directions. */
export class TelemetryLine {
  readonly wave: SerialWave;
  readonly #wire: TelemetryWire;
  readonly #ticksPerUs: number;
  readonly #effects: TelemetryEffects;
  #chip: Microcontroller | undefined;
  #setEnd: (dueTicks: number) => void = () => undefined;
  /** Bytes that have left, and frames on their way with their end. */
  #left: number[] = [];
  #frames: { readonly byte: number; readonly endTicks: number }[] = [];
  #busyFromTicks = 0;
  #lastEndTicks = Number.NEGATIVE_INFINITY;

  constructor({ telemetry, clockMhz }: ChipPart, effects: TelemetryEffects) {
    this.#wire = telemetry;
    this.#ticksPerUs = clockMhz;
    this.#effects = effects;
    this.wave = new SerialWave((clockMhz * 1_000_000) / telemetry.baud);
  }

  attach(chip: Microcontroller): void {
    this.#chip = chip;
    const timer = chip.clock.timer(() => this.#ended(chip.clock.nowTicks));
    this.#setEnd = (dueTicks) => timer.set(dueTicks);
  }

  /** Leaves a chip that is reset or loses its power. Bytes to it are lost. */
  detach(): void {
    this.cut();
    this.#chip = undefined;
  }

  /** Drops the frame on its way, because the transmitter stops. */
  cut(): void {
    this.#frames = [];
    this.#setEnd(Number.POSITIVE_INFINITY);
  }

  /** Sends bytes to the chip from a tick on, after the wake byte and the wake time of the firmware. */
  receive(bytes: Uint8Array, atTicks: number): void {
    if (this.#chip === undefined) return;
    const { wakeByte, wakeUs = 0 } = this.#wire;
    let fromTicks = atTicks;
    if (wakeByte !== undefined) fromTicks = this.wave.send(wakeByte, atTicks) + wakeUs * this.#ticksPerUs;
    for (const byte of bytes) this.wave.send(byte, fromTicks);
    this.#chip.uart.heard();
  }

  /** Takes a byte that begins to leave the chip. */
  leaves(byte: number, startTicks: number, endTicks: number): void {
    this.#checkBaud(endTicks - startTicks);
    this.#checkFlood(startTicks, endTicks);
    this.#frames.push({ byte, endTicks });
    if (this.#frames.length === 1) this.#setEnd(endTicks);
  }

  #ended(nowTicks: number): void {
    let isComplete = false;
    while ((this.#frames[0]?.endTicks ?? Number.POSITIVE_INFINITY) <= nowTicks) {
      const { byte } = this.#frames.shift() as { readonly byte: number };
      this.#left.push(byte);
      isComplete ||= byte === LF || this.#left.length >= LINE_BYTES_MAX;
    }
    this.#setEnd(this.#frames[0]?.endTicks ?? Number.POSITIVE_INFINITY);
    if (!isComplete) return;
    const bytes = Uint8Array.from(this.#left);
    this.#left = [];
    this.#effects.send(bytes);
  }

  #checkBaud(frameTicks: number): void {
    const { baud } = this.#wire;
    // A second stop bit does not change the rate.
    const bits = Math.round(frameTicks / this.wave.bitTicks) === FRAME_BITS + 1 ? FRAME_BITS + 1 : FRAME_BITS;
    const found = (bits * this.#ticksPerUs * 1_000_000) / frameTicks;
    if (Math.abs(found / baud - 1) <= BAUD_SHARE_MAX) return;
    const what = `sends at ${Math.round(found)} baud, but \`telemetry.baud\` of firmware.json is ${baud}`;
    this.#effects.fail('FIRMWARE_BAUD', what);
  }

  #checkFlood(startTicks: number, endTicks: number): void {
    const pauseTicks = PAUSE_FRAMES * (endTicks - startTicks);
    if (startTicks - this.#lastEndTicks > pauseTicks) this.#busyFromTicks = startTicks;
    this.#lastEndTicks = endTicks;
    if (endTicks - this.#busyFromTicks <= BUSY_US_MAX * this.#ticksPerUs) return;
    const seconds = BUSY_US_MAX / 1_000_000;
    this.#effects.fail('FIRMWARE_FLOODS', `has sent telemetry for ${seconds} s without a pause; allowed: a pause`);
  }
}
