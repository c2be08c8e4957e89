import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { Pump } from '../../firmware-sim/pump.ts';
import { TelemetryServer } from '../../firmware-sim/telemetry/telemetry-server.ts';
import { Trace } from '../../firmware-sim/trace/trace.ts';
import { BoardTime } from '../base/board-time.ts';

/** Sixty years, which a report can still say in seconds; any pump has ended its service long before. */
const PUMP_US_MAX = 60 * 365.25 * 86_400_000_000;
const SERIAL_COUNT = 10_000_000;

export interface ServedPumpOptions {
  readonly product: Product;
  readonly seed: number;
  /** Pump seconds in a second of the wall. */
  readonly speed: number;
  readonly send: (bytes: Uint8Array) => void;
}

/** A pump that lives at a multiple of wall time, and a programmer's way in. It turns the rotor of its own model, on no rig. */
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
    // Nobody reads the trace of a pump that may be served for months.
    const trace = new Trace({ ...clocks, forgets: true });
    const pump = new Pump({ product, clock: pumpClock, trace, seed });
    const serialNumber = seed % SERIAL_COUNT;
    this.#server = new TelemetryServer({ pump, trace, pumpClock, wireClock, send, serialNumber });
    pump.begin();
    this.#server.boot();
  }

  receive(bytes: Uint8Array): void {
    this.#catchUp();
    this.#server.receive(bytes);
    this.#boardTime.wake();
  }

  wake(): void {
    this.#boardTime.wake();
  }

  /** True when the signal ended it, false when the pump has lived as long as can be told. */
  async live(signal: AbortSignal): Promise<boolean> {
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

  /** What the pump does by itself is told when it happens, not when somebody next looks. */
  #wakeForPump(): () => void {
    const { clock } = this.#boardTime;
    const wallUs = Math.ceil(this.#pumpClock.nextDueUs() / this.#speed);
    if (!Number.isSafeInteger(wallUs)) return () => undefined;
    return clock.at(Math.max(wallUs, clock.nowUs()), () => undefined);
  }
}
