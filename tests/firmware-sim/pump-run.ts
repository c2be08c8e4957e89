import type { PumpState } from '../../firmware-sim/base/therapy.ts';
import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import { mustHaveRollers, type Product } from '../../firmware-sim/products/product.ts';
import type { RollerQuantities } from '../../firmware-sim/products/quantities/roller-quantities.ts';
import { Pump } from '../../firmware-sim/pump.ts';
import { type EventRecord, isEvent } from '../../firmware-sim/trace/record.ts';
import { Trace } from '../../firmware-sim/trace/trace.ts';

export interface PumpRun {
  readonly clock: VirtualClock;
  readonly trace: Trace;
  readonly pump: Pump;
  /** Advances pump time by `us`. */
  readonly wait: (us: number) => void;
  readonly events: (name: string) => readonly EventRecord[];
  readonly logged: () => readonly (readonly [kind: string, atUs: number])[];
  /** Stalls and recoveries of the log, in order. */
  readonly stalls: () => readonly (readonly [kind: string, atUs: number])[];
}

export function theProduct(): Product {
  const product = productNamed('synchromed-ii');
  if (product === undefined) throw new Error('the catalogue has no synchromed-ii');
  return product;
}

/** Roller head and motor of the pump. */
export function theRollers(): RollerQuantities {
  return mustHaveRollers(theProduct());
}

/** Alarms that sound once and then not for years, for tests about other subjects. */
export const quietAlarms = { lowReservoirMl: 2, criticalEveryUs: 9e14, nonCriticalEveryUs: 9e14 };

export interface Begin {
  readonly seed?: number;
  readonly product?: Product;
  readonly state?: Partial<PumpState>;
}

/** A powered pump on its own clock, without a rig. */
export function pumpRun({ seed = 1, product = theProduct(), state = {} }: Begin = {}): PumpRun {
  const clock = new VirtualClock();
  const trace = new Trace({ pumpUs: () => clock.nowUs(), boardUs: () => 0 });
  const pump = new Pump({ product, clock, trace, seed, state });
  pump.begin();
  const logged = (): readonly (readonly [kind: string, atUs: number])[] =>
    pump.log.entries.map((entry) => [entry.kind, entry.atUs]);
  return {
    clock,
    trace,
    pump,
    wait: (us) => clock.advanceTo(clock.nowUs() + us),
    events: (name) => trace.records.filter(isEvent).filter((record) => record.e === name),
    logged,
    stalls: () => logged().filter(([kind]) => kind.startsWith('motor stall')),
  };
}
