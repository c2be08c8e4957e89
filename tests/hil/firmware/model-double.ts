import { stepDueUs } from '../../../firmware-sim/base/motor-line.ts';
import type { SlipStatement } from '../../../firmware-sim/base/motor-port.ts';
import type { PumpState } from '../../../firmware-sim/base/therapy.ts';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { Pump } from '../../../firmware-sim/pump.ts';
import { TelemetryServer } from '../../../firmware-sim/telemetry/telemetry-server.ts';
import { isEvent } from '../../../firmware-sim/trace/record.ts';
import { Trace } from '../../../firmware-sim/trace/trace.ts';
import type { Grant, HostedFirmware, PumpPins, Rest } from '../../../hil/firmware/hosted-firmware.ts';

const US_PER_S = 1_000_000;
const HERTZ = { critical: 2000, 'non-critical': 1000 } as const;

/**
 * The TypeScript firmware behind the contract of a foreign one: on a clock of its own, with single steps, SENSE pulses and
 * telemetry bytes. Its own plant is that of a pump on a desk, and its motor reports nothing.
 */
export class ModelDouble implements HostedFirmware {
  readonly identity = { name: 'double', kind: 'native', hash: '0'.repeat(64) } as const;
  readonly #product: Product;
  readonly #state: Partial<PumpState>;
  readonly #paceRatio: number;
  #clock = new VirtualClock();
  #pump: Pump | undefined;
  #server: TelemetryServer | undefined;
  #hear: ((statement: SlipStatement) => void) | undefined;
  #pins: PumpPins | undefined;
  #steps = 0;
  #sensedSteps = 0;
  #follows = true;
  #hasSent = false;
  isClosed = false;
  /** True for a firmware that reports no entry of its log unasked. */
  isQuiet = false;

  /** `state` chooses the laws of the firmware. `paceRatio` stretches its time from step to step. */
  constructor(product: Product, state: Partial<PumpState> = {}, paceRatio = 1) {
    this.#product = product;
    this.#state = state;
    this.#paceRatio = paceRatio;
  }

  begin(pins: PumpPins, nowUs: number): void {
    const clock = new VirtualClock();
    clock.advanceTo(nowUs);
    const trace = new Trace({ pumpUs: () => clock.nowUs(), boardUs: () => 0 });
    const pump = new Pump({ product: this.#product, seed: 1, state: this.#state, clock, trace });
    this.#hear = pump.metering.onShaft;
    pump.metering.onShaft = undefined;
    trace.listen((record) => {
      if (isEvent(record) && record.e === 'pump.tone')
        this.#sound(record.class as keyof typeof HERTZ, Number(record.seconds));
    });
    const server = new TelemetryServer({
      pump,
      trace,
      pumpClock: clock,
      wireClock: clock,
      send: (bytes) => {
        if (this.isQuiet && Buffer.from(bytes).includes(' LOGGED ')) return;
        this.#hasSent = true;
        this.#pins?.send(bytes, clock.nowUs());
      },
    });
    this.#clock = clock;
    this.#pump = pump;
    this.#server = server;
    this.#pins = pins;
    this.#steps = 0;
    this.#sensedSteps = 0;
    this.#follows = true;
    pump.begin();
    clock.at(nowUs, () => {
      this.#pins?.energise(true, nowUs);
      server.boot();
    });
  }

  advance({ limitUs, followedSteps, senseDelayUs }: Grant): Rest {
    let left = followedSteps;
    for (;;) {
      if (this.#hasSent && this.#clock.nextDueUs() > this.#clock.nowUs()) return this.#rest();
      const stepUs = this.#nextStepUs();
      const dueUs = this.#clock.nextDueUs();
      if (Math.min(stepUs, dueUs) > limitUs) return this.#rest();
      if (dueUs < stepUs) {
        this.#clock.fireNext(limitUs);
        continue;
      }
      this.#step(stepUs, senseDelayUs, left > 0);
      if (left === 0) {
        this.#hasSent = false;
        return { reachedUs: stepUs, wakeUs: stepUs };
      }
      left -= 1;
    }
  }

  receive(bytes: Uint8Array, atUs: number): void {
    this.#clock.at(atUs, () => this.#server?.receive(bytes));
  }

  sense(atUs: number): void {
    this.#clock.at(atUs, () => this.#sensed());
  }

  battery(): void {}

  async close(): Promise<void> {
    this.isClosed = true;
    this.#server?.close();
  }

  #rest(): Rest {
    this.#hasSent = false;
    return { reachedUs: this.#clock.nowUs(), wakeUs: Math.min(this.#nextStepUs(), this.#clock.nextDueUs()) };
  }

  #nextStepUs(): number {
    const line = this.#pump?.delivery.line;
    if (line === undefined) return Number.POSITIVE_INFINITY;
    return Math.ceil(stepDueUs(line, this.#steps + 1) * this.#paceRatio);
  }

  #step(stepUs: number, senseDelayUs: number, isFollowed: boolean): void {
    this.#pins?.step(stepUs, 1);
    this.#steps += 1;
    this.#clock.advanceTo(stepUs);
    const step = this.#steps;
    if (isFollowed) this.#clock.at(stepUs + senseDelayUs, () => this.#sensed());
    // A pulse that has not come one microsecond after its time shows a missed step.
    this.#clock.at(stepUs + senseDelayUs + 1, () => this.#missed(step));
  }

  #sensed(): void {
    this.#sensedSteps = this.#steps;
    if (this.#follows) return;
    this.#follows = true;
    this.#hear?.({ atUs: this.#clock.nowUs(), atSteps: this.#steps - 1, follows: true });
  }

  #missed(step: number): void {
    if (this.#sensedSteps >= step || !this.#follows) return;
    this.#follows = false;
    this.#hear?.({ atUs: this.#clock.nowUs(), atSteps: step - 1, follows: false });
  }

  #sound(of: keyof typeof HERTZ, seconds: number): void {
    const nowUs = this.#clock.nowUs();
    this.#pins?.tone(HERTZ[of], nowUs);
    this.#clock.at(nowUs + seconds * US_PER_S, () => this.#pins?.tone(0, this.#clock.nowUs()));
  }
}
