import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { Pump } from '../../firmware-sim/pump.ts';
import { type EventRecord, isEvent } from '../../firmware-sim/trace/record.ts';
import { Trace } from '../../firmware-sim/trace/trace.ts';
import { VirtualClock } from '../../firmware-sim/virtual-clock.ts';

export interface LivingPump {
  readonly clock: VirtualClock;
  readonly trace: Trace;
  readonly pump: Pump;
  /** Lets `us` of pump time pass. */
  readonly wait: (us: number) => void;
  readonly events: (name: string) => readonly EventRecord[];
  readonly logged: () => readonly (readonly [kind: string, atUs: number])[];
}

export function theProduct(): Product {
  const product = productNamed('synchromed-ii');
  if (product === undefined) throw new Error('the catalogue has no synchromed-ii');
  return product;
}

/** A pump with power, on its own clock, in no rig. */
export function livingPump(seed = 1): LivingPump {
  const clock = new VirtualClock();
  const trace = new Trace({ pumpUs: () => clock.nowUs(), boardUs: () => 0 });
  const pump = new Pump({ product: theProduct(), clock, trace, seed });
  pump.begin();
  return {
    clock,
    trace,
    pump,
    wait: (us) => clock.advanceTo(clock.nowUs() + us),
    events: (name) => trace.records.filter(isEvent).filter((record) => record.e === name),
    logged: () => pump.log.entries.map((entry) => [entry.kind, entry.atUs]),
  };
}
