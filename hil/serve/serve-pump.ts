import type { Product } from '../../firmware-sim/products/product.ts';
import { mustBeFactor, mustBeWhole, type OptionNames, refuseUnknownOptions, SEED_MAX } from '../base/call-options.ts';
import { pumpNamed } from '../pump-file/pump-named.ts';
import { type Served, servePort } from './serve-port.ts';
import { ServedPump } from './served-pump.ts';

export interface ServePumpOptions {
  /** Stable name of the port. Without it the pump has only the path of its device. */
  readonly link?: string | undefined;
  /** Product: an id, the path of a pump file, or data. Default: `synchromed-ii`. */
  readonly pump?: string | Product | undefined;
  /** Pump seconds per second of wall time. Default: 1. */
  readonly speed?: number | undefined;
  /** Seed of all drawn values, and the serial number. Default: 1. */
  readonly seed?: number | undefined;
}

/** A served pump. `ended` also resolves when the pump reaches the longest time that can be served. */
export interface ServedPumpPort extends Served {
  readonly title: string;
}

const optionNames: OptionNames<ServePumpOptions> = { link: true, pump: true, speed: true, seed: true };

/**
 * Serves a pump on a port. At the start it is stopped and full. Any programmer can open the port. Rejects with
 * `HilError`.
 */
export async function servePump(options: ServePumpOptions = {}): Promise<ServedPumpPort> {
  const { pump: asked = 'synchromed-ii', speed = 1, seed = 1, link } = options;
  refuseUnknownOptions('servePump', options, optionNames);
  mustBeFactor('speed', speed);
  mustBeWhole('seed', seed, SEED_MAX);
  const product = typeof asked === 'string' ? await pumpNamed(asked) : asked;
  const served = await servePort(link, async (pty, signal) => {
    const pump = new ServedPump({ speed, seed, product, send: (bytes) => pty.write(bytes) });
    pty.onBytes = (bytes) => pump.receive(bytes);
    signal.addEventListener('abort', () => pump.wake(), { once: true });
    try {
      await pump.run(signal);
    } finally {
      pump.close();
    }
  });
  return { ...served, title: product.title };
}
