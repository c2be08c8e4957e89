import type { Clock } from '../protocol/clock.ts';
import { catheterShapeOf, drugInCatheter, loadOf, outletKpaMaxOf, softSourceOf } from './catheter-build.ts';
import { catheterSignals } from './catheter-signals.ts';
import { Catheter } from './plant/catheter.ts';
import { type FaultMix, sampledFault } from './plant/catheter-fault-mix.ts';
import { type CatheterFault, type PatientPosition, pathOf, withFault } from './plant/catheter-path.ts';
import type { CatheterShape } from './plant/catheter-shape.ts';
import type { Metering } from './plant/metering.ts';
import type { Reservoir } from './plant/reservoir.ts';
import { mustHaveCatheter, type Product } from './products/product.ts';
import type { InitialState } from './pump-build.ts';
import { pulseMlOf } from './pump-signals.ts';
import { RandomStream } from './random-stream.ts';
import type { Trace } from './trace/trace.ts';

export interface CatheterLifeOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly product: Product;
  readonly state: InitialState;
  readonly metering: Metering;
  readonly reservoir: Reservoir;
  readonly seed: number;
  /** Nothing leaves it any more. */
  readonly onOccluded: () => void;
}

/** What happens to a catheter: faults, positions of the patient, needles. All of it comes in here and is recorded. */
export class CatheterLife {
  readonly catheter: Catheter;
  readonly #trace: Trace;
  readonly #shape: CatheterShape;
  readonly #faultStream: RandomStream;
  readonly #onOccluded: () => void;
  #faults: readonly CatheterFault[] = [];
  #position: PatientPosition = 'standing';
  #ugPerMl: number;

  constructor(options: CatheterLifeOptions) {
    const { clock, trace, product, state, metering, reservoir, seed } = options;
    const setup = state.catheter ?? {};
    const quantities = mustHaveCatheter(product);
    const shape = catheterShapeOf(quantities, setup);
    const load = loadOf(product, metering);
    const source = softSourceOf(metering, reservoir);
    const outletKpaMax = outletKpaMaxOf(quantities, setup);
    const pulseMl = pulseMlOf(product, state.accuracy);
    const drug = drugInCatheter(shape, state.drug, pulseMl);
    this.#trace = trace;
    this.#shape = shape;
    this.#onOccluded = options.onOccluded;
    this.#faultStream = new RandomStream(seed, 'catheter fault');
    this.#ugPerMl = drug?.ugPerMl ?? 0;
    const kpaMax = Math.min(load?.blockKpa ?? outletKpaMax, outletKpaMax);
    trace.declare(catheterSignals({ pulseMl, shape, kpaMax, hasDrug: drug !== undefined }));
    this.catheter = new Catheter({
      clock,
      trace,
      shape,
      inflow: reservoir,
      outletKpaMax,
      path: pathOf(shape, [], this.#position),
      ...(load === undefined ? {} : { load }),
      ...(source === undefined ? {} : { source }),
      ...(drug === undefined ? {} : { drug }),
    });
  }

  /** Of what the reservoir holds, in ug/mL; 0 where nobody said. */
  get reservoirUgPerMl(): number {
    return this.#ugPerMl;
  }

  /** A fault befalls it; one of the same kind takes the place of the one before. */
  harm(fault: CatheterFault): void {
    const { kind, ...fields } = fault;
    this.#trace.event('in.catheter', { kind, ...fields });
    this.#suffer(fault);
  }

  /** A fault drawn by how often each was seen. */
  harmAtRandom(mix: FaultMix): void {
    this.#trace.event('in.catheter', { kind: 'sampled', mix: mix.id });
    this.#suffer(sampledFault(mix, this.#faultStream));
  }

  /** All faults are gone, and what was in it is still there. */
  repair(): void {
    this.#trace.event('in.catheter', { kind: 'repair' });
    this.#faults = [];
    this.#takePath();
  }

  layPatient(position: PatientPosition): void {
    this.#trace.event('in.position', { position });
    this.#position = position;
    this.#takePath();
  }

  /** Somebody draws at the catheter access port: freely, or nothing comes. */
  aspirate(volumeMl: number): void {
    this.#trace.event('in.catheter', { kind: 'aspiration', volumeMl });
    const outcome = this.catheter.aspirate() ? 'free' : 'nothing';
    this.#trace.event('true.aspiration', { outcome, volumeMl: outcome === 'free' ? volumeMl : 0 });
  }

  /** A filling mixes with what was left: C = (V_rest C_old + V_fill C_new) / (V_rest + V_fill). */
  filled(restMl: number, fillMl: number, ugPerMl: number): void {
    this.#ugPerMl = (restMl * this.#ugPerMl + fillMl * ugPerMl) / (restMl + fillMl);
    this.catheter.send(this.#ugPerMl);
  }

  #suffer(fault: CatheterFault): void {
    this.#faults = withFault(this.#faults, fault);
    this.#takePath();
  }

  #takePath(): void {
    const path = pathOf(this.#shape, this.#faults, this.#position);
    const before = this.catheter.path;
    if (path.kind !== before.kind || path.migrated !== before.migrated) {
      this.#trace.event('true.catheter', { state: path.kind, migrated: path.migrated });
    }
    if (path.kind === 'occluded' && before.kind !== 'occluded') this.#onOccluded();
    this.catheter.take(path);
  }
}
