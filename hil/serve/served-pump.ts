import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { Pump } from '../../firmware-sim/pump.ts';
import { TelemetryServer } from '../../firmware-sim/telemetry/telemetry-server.ts';
import { Trace } from '../../firmware-sim/trace/trace.ts';
import { BoardTime } from '../base/board-time.ts';

/** Longest pump time that is served: sixty years, the most that a report can hold in seconds. */
const PUMP_US_MAX = 60 * 365.25 * 86_400_000_000;
const SERIAL_COUNT = 10_000_000;

export interface ServedPumpOptions {
  readonly product: Product;
  readonly seed: number;
  /** Pump seconds per second of wall time. */
  readonly speed: number;
  readonly send: (bytes: Uint8Array) => void;
}

/**
 * Runs a pump at a multiple of wall time and connects a programmer to it. The model turns the rotor; there is no rig.
 */
export class ServedPump {
  readonly #boardTime = new BoardTime('wall');
  readonly #pumpClock = new VirtualClock();
  readonly #speed: number;
  readonly #server: TelemetryServer;

  constructor({ product, seed, speed, send }: ServedPumpOptions) {
    this.#speed = speed;
    const wireClock = this.#boardTime.clock;
    const pumpClock = this.#pumpClock;
    const clocks = { pumpUs: () => pumpClock.nowUs(), boardUs: () => wireClock.nowUs() };
    // Keeps no trace: a pump may be served for months, and no command reads its trace.
    const trace = new Trace({ ...clocks, forgets: true });
    const pump = new Pump({ product, clock: pumpClock, trace, seed });
    const serialNumber = seed % SERIAL_COUNT;
    this.#server = new TelemetryServer({ pump, trace, pumpClock, wireClock, send, serialNumber });
    pump.begin();
    this.#server.boot();
  }

  /** Passes bytes of the programmer to the pump. */
  receive(bytes: Uint8Array): void {
    this.#catchUp();
    this.#server.receive(bytes);
    this.#boardTime.wake();
  }

  /** Ends the current wait, so that `run` notices an aborted signal at once. */
  wake(): void {
    this.#boardTime.wake();
  }

  /** Runs the pump. Returns true if the signal aborted it, false at the longest pump time. */
  async run(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted && this.#pumpClock.nowUs() < PUMP_US_MAX) {
      const cancel = this.#wakeForPump();
      await this.#boardTime.step();
      cancel();
      this.#catchUp();
    }
    return signal.aborted;
  }

  close(): void {
    this.#server.close();
  }

  #catchUp(): void {
    this.#boardTime.catchUp();
    const dueUs = Math.floor(this.#boardTime.clock.nowUs() * this.#speed);
    this.#pumpClock.advanceTo(Math.max(this.#pumpClock.nowUs(), Math.min(dueUs, PUMP_US_MAX)));
  }

  /**
   * Sets an alarm at the pump's next action, so that the action is reported on time. Returns a function that cancels
   * it.
   */
  #wakeForPump(): () => void {
    const { clock } = this.#boardTime;
    const wallUs = Math.ceil(this.#pumpClock.nextDueUs() / this.#speed);
    if (!Number.isSafeInteger(wallUs)) return () => undefined;
    return clock.at(Math.max(wallUs, clock.nowUs()), () => undefined);
  }
}
