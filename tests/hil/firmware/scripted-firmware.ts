import type { FirmwareIdentity, Grant, HostedFirmware, PumpPins, Rest } from '../../../hil/firmware/hosted-firmware.ts';

/** Cause for which a scripted firmware runs. */
type RunCause = 'start' | 'timer' | 'bytes' | 'sense' | 'battery';

export interface Script {
  /** Times at which it wakes. Default: none. */
  readonly wakesUs?: readonly number[];
  /** False for a firmware that wants to run again at once, for ever. */
  readonly sleeps?: boolean;
  /** Called when it runs. Default: no effect. */
  readonly act?: (pins: PumpPins, atUs: number, why: RunCause) => void;
  readonly onRun?: (atUs: number, why: RunCause) => void;
}

/** A firmware that runs at given times and at inputs, and does what its test says. */
export class ScriptedFirmware implements HostedFirmware {
  readonly identity: FirmwareIdentity = { name: 'script', kind: 'native', hash: '0'.repeat(64) };
  readonly #script: Script;
  readonly #wakesUs: number[];
  #pins: PumpPins | undefined;
  #reachedUs = 0;
  #causes: RunCause[] = ['start'];
  #hasSent = false;

  constructor(script: Script) {
    this.#script = script;
    this.#wakesUs = [...(script.wakesUs ?? [])];
  }

  begin(pins: PumpPins, nowUs: number): void {
    const send = (bytes: Uint8Array, atUs: number): void => {
      this.#hasSent = true;
      pins.send(bytes, atUs);
    };
    this.#pins = {
      step: pins.step.bind(pins),
      energise: pins.energise.bind(pins),
      tone: pins.tone.bind(pins),
      send,
      batteryMv: pins.batteryMv,
    };
    this.#reachedUs = nowUs;
  }

  advance({ limitUs }: Grant): Rest {
    this.#hasSent = false;
    for (;;) {
      const why = this.#causes.shift() ?? this.#woken(limitUs);
      if (why === undefined) break;
      this.#script.onRun?.(this.#reachedUs, why);
      this.#script.act?.(this.#pins as PumpPins, this.#reachedUs, why);
      if (this.#hasSent) break;
    }
    if (this.#script.sleeps === false || this.#causes.length > 0)
      return { reachedUs: this.#reachedUs, wakeUs: this.#reachedUs };
    return { reachedUs: this.#reachedUs, wakeUs: this.#wakesUs[0] ?? Number.POSITIVE_INFINITY };
  }

  receive(_bytes: Uint8Array, atUs: number): void {
    this.#input('bytes', atUs);
  }

  sense(atUs: number): void {
    this.#input('sense', atUs);
  }

  battery(_mv: number, atUs: number): void {
    this.#input('battery', atUs);
  }

  async close(): Promise<void> {}

  #input(why: RunCause, atUs: number): void {
    this.#reachedUs = atUs;
    this.#causes.push(why);
  }

  /** Takes the next time to wake, if the grant reaches it. */
  #woken(limitUs: number): RunCause | undefined {
    const [nextUs] = this.#wakesUs;
    if (nextUs === undefined || nextUs > limitUs) return undefined;
    this.#wakesUs.shift();
    this.#reachedUs = nextUs;
    return 'timer';
  }
}
