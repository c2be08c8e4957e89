import type {
  FirmwareIdentity,
  FirmwareUse,
  Grant,
  HostedFirmware,
  PowerCutAt,
  PumpPins,
  ResetCause,
  Rest,
} from '../hosted-firmware.ts';
import type { PreRoll } from './pre-roll.ts';

/**
 * A firmware that has run before the run. Its time since power-up is ahead of pump time by a fixed offset, which this class
 * hides. The first `begin` does not restart it; the first `advance` repeats the state of its pins.
 */
export class StartedFirmware implements HostedFirmware {
  readonly #firmware: HostedFirmware;
  readonly #preRoll: PreRoll;
  readonly #offsetUs: number;
  #hasBegun = false;
  /** Pump time of the last input. */
  #inputUs = 0;
  #unrepeated: (() => void) | undefined;

  constructor(firmware: HostedFirmware, preRoll: PreRoll, offsetUs: number) {
    this.#firmware = firmware;
    this.#preRoll = preRoll;
    this.#offsetUs = offsetUs;
  }

  get identity(): FirmwareIdentity {
    return this.#firmware.identity;
  }

  get place(): string | undefined {
    return this.#firmware.place;
  }

  get use(): FirmwareUse | undefined {
    return this.#firmware.use;
  }

  begin(pins: PumpPins, nowUs: number, cause: ResetCause): void {
    const shifted = this.#shifted(pins);
    if (this.#hasBegun) {
      this.#firmware.begin(shifted, nowUs + this.#offsetUs, cause);
      return;
    }
    this.#hasBegun = true;
    const { isEnergised, hertz } = this.#preRoll.directTo(shifted);
    this.#unrepeated = () => {
      if (isEnergised) pins.energise(true, nowUs);
      if (hertz > 0) pins.tone(hertz, nowUs);
    };
  }

  advance({ limitUs, ...grant }: Grant): Rest {
    this.#unrepeated?.();
    this.#unrepeated = undefined;
    const { reachedUs, wakeUs } = this.#firmware.advance({ ...grant, limitUs: limitUs + this.#offsetUs });
    // The firmware may have slept since a time before the run, or before an input that did not wake it at once.
    return { reachedUs: Math.max(this.#inputUs, reachedUs - this.#offsetUs), wakeUs: wakeUs - this.#offsetUs };
  }

  receive(bytes: Uint8Array, atUs: number): void {
    this.#inputUs = atUs;
    this.#firmware.receive(bytes, atUs + this.#offsetUs);
  }

  sense(atUs: number): void {
    this.#inputUs = atUs;
    this.#firmware.sense(atUs + this.#offsetUs);
  }

  battery(mv: number, atUs: number): void {
    this.#inputUs = atUs;
    this.#firmware.battery(mv, atUs + this.#offsetUs);
  }

  cutPower(at: PowerCutAt): void {
    this.#firmware.cutPower?.(at);
  }

  close(): Promise<void> {
    return this.#firmware.close();
  }

  #shifted(pins: PumpPins): PumpPins {
    const at = (firmwareUs: number): number => firmwareUs - this.#offsetUs;
    return {
      step: (firstUs, count, periodUs) => pins.step(at(firstUs), count, periodUs),
      energise: (isOn, atUs) => pins.energise(isOn, at(atUs)),
      tone: (hertz, atUs) => pins.tone(hertz, at(atUs)),
      send: (bytes, atUs) => pins.send(bytes, at(atUs)),
      batteryMv: () => pins.batteryMv(),
    };
  }
}
