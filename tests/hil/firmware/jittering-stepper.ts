import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import type { FirmwareIdentity, Grant, HostedFirmware, PumpPins, Rest } from '../../../hil/firmware/hosted-firmware.ts';

const S = 1_000_000;
/** Steps after which the period changes, or a pause begins. */
const STEPS_PER_PART = 90;

/** A firmware whose timer jitters, with a new period or a pause after each part. */
export class JitteringStepper implements HostedFirmware {
  readonly identity: FirmwareIdentity = { name: 'jitter', kind: 'native', hash: '0'.repeat(64) };
  readonly #stream: RandomStream;
  #pins: PumpPins | undefined;
  #stepCount = 0;
  #periodUs = S;
  #dueUs = S;
  #nextUs = S;
  #reachedUs = 0;

  constructor(seed: number) {
    this.#stream = new RandomStream(seed, 'jitter');
  }

  begin(pins: PumpPins, nowUs: number): void {
    this.#pins = pins;
    pins.energise(true, nowUs);
  }

  advance({ limitUs, followedSteps }: Grant): Rest {
    for (let followed = followedSteps; this.#nextUs <= limitUs; followed -= 1) {
      this.#reachedUs = this.#nextUs;
      this.#pins?.step(this.#nextUs, 1);
      this.#plan();
      if (followed <= 0) return { reachedUs: this.#reachedUs, wakeUs: this.#reachedUs };
    }
    return { reachedUs: this.#reachedUs, wakeUs: this.#nextUs };
  }

  receive(): void {}
  sense(atUs: number): void {
    this.#reachedUs = atUs;
  }
  battery(): void {}
  async close(): Promise<void> {}

  /** Plans the next step: a period after the last one was due, and a little late. */
  #plan(): void {
    this.#stepCount += 1;
    const isPartEnd = this.#stepCount % STEPS_PER_PART === 0;
    if (isPartEnd) this.#periodUs = Math.round(this.#stream.between(0.1 * S, 2 * S));
    const pauseUs = isPartEnd && this.#stream.uniform() < 0.5 ? 60 * S : 0;
    this.#dueUs += this.#periodUs + pauseUs;
    this.#nextUs = Math.max(
      this.#reachedUs + 20_000,
      this.#dueUs + Math.round(this.#stream.between(0, 0.1 * this.#periodUs)),
    );
  }
}
