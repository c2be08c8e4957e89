import type { Microcontroller } from '../../avr/microcontroller.ts';
import type { ChipPart } from '../firmware-file.ts';
import { OutputPins, type OutputWatch } from './chip-pins.ts';
import { EffectBuffer } from './effect-buffer.ts';
import { isAlwaysEnergised, motorWatches } from './motor-pins.ts';
import { PiezoPin } from './piezo-pin.ts';
import { SensePin } from './sense-pin.ts';
import { TelemetryLine } from './telemetry-line.ts';

/** What the wiring asks of the hosted firmware. */
export interface WiringPort {
  /** Pump time of the present instruction. */
  readonly nowUs: () => number;
  /** Ends the grant at the present time, because the pump may answer at once. */
  readonly endGrant: () => void;
  /** Takes an effect that shows that the firmware does its work. */
  readonly acts: () => void;
  readonly fail: (code: string, what: string) => void;
}

/** Motor, slip sensor, piezo and telemetry at the pins of a chip. It stays while the chip is reset. */
export class PumpWiring {
  readonly effects = new EffectBuffer();
  readonly line: TelemetryLine;
  readonly #part: ChipPart;
  readonly #port: WiringPort;
  readonly #outputs: OutputPins;
  readonly #sense: SensePin;
  readonly #piezo: PiezoPin;
  #isEnergised = false;
  #followedSteps = 0;
  #senseDelayUs = 0;

  constructor(part: ChipPart, port: WiringPort) {
    this.#part = part;
    this.#port = port;
    this.#sense = new SensePin(part);
    this.#piezo = new PiezoPin(part.clockMhz, (hertz, fromTicks) => {
      this.effects.add({ kind: 'tone', atUs: Math.ceil(fromTicks / part.clockMhz), hertz });
    });
    this.line = new TelemetryLine(part, { send: (bytes) => this.#send(bytes), fail: port.fail });
    this.#outputs = new OutputPins(this.#watches());
  }

  attach(chip: Microcontroller): void {
    for (const part of [this.#outputs, this.#sense, this.#piezo, this.line]) part.attach(chip);
    if (isAlwaysEnergised(this.#part)) this.#energise(true);
  }

  /** Sets what the next grant allows. */
  grant(followedSteps: number, senseDelayUs: number): void {
    this.#followedSteps = followedSteps;
    this.#senseDelayUs = senseDelayUs;
  }

  /** Raises SENSE for one step that the shaft followed. */
  sense(atUs: number): void {
    this.#sense.pulse(atUs * this.#part.clockMhz);
  }

  /** All pins float: no current, no tone, and a frame on its way is lost. */
  float(nowUs: number): void {
    this.#outputs.float();
    this.line.detach();
    this.#piezo.silence(nowUs * this.#part.clockMhz);
    this.#energise(false);
  }

  /** Drops what the pump has not received, because the pump itself restarts the firmware. */
  forget(nowUs: number): void {
    this.effects.restart(nowUs);
  }

  #watches(): readonly OutputWatch[] {
    const { nowUs, fail } = this.#port;
    const motor = motorWatches(this.#part, {
      nowUs,
      step: () => this.#step(),
      energise: (isOn) => this.#energise(isOn),
      refuse: (what) => fail('FIRMWARE_COIL', what),
    });
    const { piezo } = this.#part.pins;
    if (piezo === undefined) return motor;
    return [...motor, { pin: piezo, onLevel: (level) => this.#piezo.onLevel(level) }];
  }

  #step(): void {
    const atUs = this.#port.nowUs();
    this.effects.add({ kind: 'step', atUs });
    this.#port.acts();
    if (this.#isEnergised && this.#followedSteps > 0) {
      this.#followedSteps -= 1;
      this.sense(atUs + this.#senseDelayUs);
    } else this.#port.endGrant();
  }

  #energise(isOn: boolean): void {
    if (isOn === this.#isEnergised) return;
    this.#isEnergised = isOn;
    this.effects.add({ kind: 'energise', atUs: this.#port.nowUs(), isOn });
  }

  #send(bytes: Uint8Array): void {
    this.effects.add({ kind: 'send', atUs: this.#port.nowUs(), bytes });
    this.#port.acts();
    this.#port.endGrant();
  }
}
