import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { HilError } from '../../base/hil-error.ts';
import type { HostedFirmware, PumpPins } from '../hosted-firmware.ts';

/** SENSE delay of a firmware whose motor stands. It never applies. */
const SENSE_DELAY_US = 1;
/** Most turns of the firmware in the pre-roll. A boot with a session needs some hundred. */
const TURNS_MAX = 1_000_000;

/** State of the pins at the end of the pre-roll. */
interface PreRollPins {
  readonly isEnergised: boolean;
  readonly hertz: number;
}

/**
 * Runs a firmware from power-up until the bench has a draft of the first program in it. The pump stands: its clock has not
 * begun. A motor step is a failure of the firmware, because it has no program yet.
 */
export class PreRoll {
  readonly clock = new VirtualClock();
  onBytes: (bytes: Uint8Array) => void = () => {};
  readonly #firmware: HostedFirmware;
  readonly #batteryMv: number;
  #wakeUs = 0;
  #isEnergised = false;
  #hertz = 0;
  #turns = 0;
  #target: PumpPins;

  constructor(firmware: HostedFirmware, batteryMv: number) {
    this.#firmware = firmware;
    this.#batteryMv = batteryMv;
    this.#target = this.#standing();
  }

  /** Powers the firmware up. */
  begin(): void {
    this.#firmware.begin(this.#pins(), 0, 'power');
    this.#wakeUs = 0;
  }

  receive(bytes: Uint8Array): void {
    const nowUs = this.clock.nowUs();
    this.#firmware.receive(bytes, nowUs);
    this.#wakeUs = nowUs;
  }

  /** Runs until `condition` holds, at most to a time. Returns whether it holds. */
  until(condition: () => boolean, boundUs: number): boolean {
    while (!condition()) {
      const limitUs = Math.min(this.clock.nextDueUs(), boundUs);
      if (this.#wakeUs <= limitUs) this.#advance(limitUs);
      else if (!this.clock.fireNext(boundUs)) {
        this.clock.advanceTo(boundUs);
        return condition();
      }
    }
    return true;
  }

  /** Directs the effects of the firmware to the pins of the run. Returns the state of its pins. */
  directTo(pins: PumpPins): PreRollPins {
    this.#target = pins;
    return { isEnergised: this.#isEnergised, hertz: this.#hertz };
  }

  #advance(limitUs: number): void {
    this.#turns += 1;
    if (this.#turns > TURNS_MAX) {
      const message = `The firmware ${this.#name} woke more than ${TURNS_MAX} times before its first program.`;
      throw new HilError('FIRMWARE_BUSY', 'firmware', message);
    }
    const { wakeUs } = this.#firmware.advance({ limitUs, followedSteps: 0, senseDelayUs: SENSE_DELAY_US });
    this.#wakeUs = wakeUs;
  }

  #pins(): PumpPins {
    return {
      step: (...train) => this.#target.step(...train),
      energise: (isOn, atUs) => this.#target.energise(isOn, atUs),
      tone: (hertz, atUs) => this.#target.tone(hertz, atUs),
      send: (bytes, atUs) => this.#target.send(bytes, atUs),
      batteryMv: () => this.#target.batteryMv(),
    };
  }

  /** Pins of a pump that stands. */
  #standing(): PumpPins {
    return {
      step: (firstUs) => {
        const message = `The firmware ${this.#name} moves the motor ${firstUs} us after power-up, before it has a program; allowed: a stopped motor.`;
        throw new HilError('FIRMWARE_STEPS_EARLY', 'firmware', message);
      },
      energise: (isOn) => {
        this.#isEnergised = isOn;
      },
      tone: (hertz) => {
        this.#hertz = hertz;
      },
      send: (bytes, atUs) => {
        this.clock.at(Math.max(atUs, this.clock.nowUs()), () => this.onBytes(bytes));
      },
      batteryMv: () => this.#batteryMv,
    };
  }

  get #name(): string {
    return `"${this.#firmware.identity.name}"`;
  }
}
