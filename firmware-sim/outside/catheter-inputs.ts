import type { Clock } from '../../protocol/clock.ts';
import { RandomStream } from '../base/random-stream.ts';
import { type Drug, drugsOf } from '../base/therapy.ts';
import { catheterShapeOf, drugsInCatheter, loadOf, outletKpaMaxOf, softSourceOf } from '../build/catheter-build.ts';
import { pulseMlOf } from '../build/pulse-volume.ts';
import type { InitialState } from '../build/pump-build.ts';
import { Catheter } from '../plant/catheter/catheter.ts';
import { type FaultMix, sampledFault } from '../plant/catheter/catheter-fault-mix.ts';
import { type CatheterFault, type PatientPosition, pathOf, withFault } from '../plant/catheter/catheter-path.ts';
import { type CatheterShape, volumeMl } from '../plant/catheter/catheter-shape.ts';
import { boreOf } from '../plant/catheter/drug-front.ts';
import { DrugLine } from '../plant/catheter/drug-line.ts';
import { Granuloma } from '../plant/catheter/granuloma.ts';
import type { Tracer } from '../plant/catheter/tracer.ts';
import type { Metering } from '../plant/metering.ts';
import type { Reservoir } from '../plant/reservoir.ts';
import { mustHaveCatheter, type Product } from '../products/product.ts';
import type { Trace } from '../trace/trace.ts';
import { catheterSignals } from './catheter-signals.ts';
import { Examinations } from './examination.ts';
import { PumpLeakBooks } from './pump-leak-books.ts';
import { ReservoirMix } from './reservoir-mix.ts';

export interface CatheterInputsOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly product: Product;
  readonly state: InitialState;
  readonly metering: Metering;
  readonly reservoir: Reservoir;
  readonly seed: number;
  /** Called when the catheter is occluded. */
  readonly onOccluded: () => void;
  /** Volume by which the recorded inflow may be ahead of the pump. Default: 0. */
  readonly aheadMl?: number;
}

/** Inputs of a catheter: faults, positions of the patient, fillings. Each is recorded. */
export class CatheterInputs {
  readonly catheter: Catheter;
  /** Concentrations in the reservoir. */
  readonly mix: ReservoirMix;
  readonly examinations: Examinations;
  /** Highest pressure at the outlet. Above it fluid slips back through the pump. */
  readonly outletKpaMax: number;
  readonly catheterMl: number;
  readonly #trace: Trace;
  readonly #shape: CatheterShape;
  readonly #faultStream: RandomStream;
  readonly #onOccluded: () => void;
  readonly #clock: Clock;
  readonly #pumpLeak: PumpLeakBooks;
  #granuloma: Granuloma | undefined;
  #faults: readonly CatheterFault[] = [];
  #position: PatientPosition = 'standing';
  #solutionShare = 1;

  constructor(options: CatheterInputsOptions) {
    const { clock, trace, product, state, metering, reservoir, seed } = options;
    const setup = state.catheter ?? {};
    const quantities = mustHaveCatheter(product);
    const shape = catheterShapeOf(quantities, setup);
    const load = loadOf(product, metering);
    const source = softSourceOf(metering, reservoir);
    const outletKpaMax = outletKpaMaxOf(quantities, setup);
    const pulseMl = pulseMlOf(product, state.accuracy);
    const drugs = drugsOf(state);
    this.#clock = clock;
    this.#trace = trace;
    this.#shape = shape;
    this.#onOccluded = options.onOccluded;
    this.#faultStream = new RandomStream(seed, 'catheter fault');
    this.mix = new ReservoirMix(drugs);
    this.#pumpLeak = new PumpLeakBooks(this.mix, () => reservoir.leakedMl);
    this.outletKpaMax = outletKpaMax;
    this.catheterMl = volumeMl(shape);
    const kpaMax = Math.min(load?.blockKpa ?? outletKpaMax, outletKpaMax);
    const { aheadMl = 0 } = options;
    trace.declare(catheterSignals({ pulseMl: pulseMl + aheadMl, shape, kpaMax, drugs: drugs.map(({ name }) => name) }));
    this.catheter = new Catheter({
      clock,
      trace,
      shape,
      inflow: reservoir,
      outletKpaMax,
      path: pathOf(shape, [], this.#position),
      load,
      source,
      drugs: drugsInCatheter(shape, drugs, pulseMl),
      portMl: product.accessPort?.accessPortMl.value ?? 0,
      newLine: () => new DrugLine(boreOf(shape), this.catheterMl, 0, pulseMl),
    });
    this.examinations = new Examinations({
      clock,
      trace,
      run: this,
      reservoirMl: () => reservoir.solutionMl,
      stream: new RandomStream(seed, 'reading of an examination'),
    });
  }

  /** Concentration of the first drug in ug/mL; 0 without a drug. */
  get reservoirUgPerMl(): number {
    const [first] = this.catheter.books.drugs;
    return first === undefined ? 0 : this.mix.perMl(first.name);
  }

  get ulPerCm(): number {
    return this.#shape.ulPerCm;
  }

  get hasGranuloma(): boolean {
    return this.#faults.some(({ kind }) => kind === 'granuloma');
  }

  /** True if the catheter has no fault in any position of the patient. */
  get isSound(): boolean {
    return this.#faults.length === 0;
  }

  /** Returns the mass of a drug or tracer that a leak of the pump let into the pocket. */
  pumpLeakedUg(name: string): number {
    this.#pumpLeak.count(this.#solutionShare);
    return this.#pumpLeak.ug(name);
  }

  isDrug(name: string): boolean {
    return this.catheter.books.drugs.some((drug) => drug.name === name);
  }

  /** Begins a fault. It replaces an earlier one of the same kind. */
  harm(fault: CatheterFault): void {
    const { kind, ...fields } = fault;
    this.#trace.event('in.catheter', { kind, ...fields });
    if (kind === 'granuloma') this.#growGranuloma();
    this.#suffer(fault);
  }

  /** Begins a fault that is drawn by its published frequency. */
  harmAtRandom(mix: FaultMix): void {
    this.#trace.event('in.catheter', { kind: 'sampled', mix: mix.id });
    this.#suffer(sampledFault(mix, this.#faultStream));
  }

  /** Removes all faults. The contents stay. */
  repair(): void {
    this.#trace.event('in.catheter', { kind: 'repair' });
    this.#faults = [];
    this.#granuloma?.end();
    this.#takePath();
  }

  layPatient(position: PatientPosition): void {
    this.#trace.event('in.position', { position });
    this.#position = position;
    this.#takePath();
  }

  /**
   * Mixes a filling with the rest in the reservoir. Without drugs of its own, the filling has the concentrations of the
   * reservoir.
   */
  filled(restMl: number, fillMl: number, drugs?: readonly Drug[], tracer?: Tracer): void {
    const inFill = this.mix.fillOf(drugs);
    if (tracer !== undefined) inFill.set(this.examinations.filled(tracer), tracer.activityMbq / fillMl);
    this.#pumpLeak.count(this.#solutionShare);
    const isChanged = this.mix.fill(restMl, fillMl, inFill);
    if (isChanged || drugs !== undefined) this.#send();
  }

  /** Sets the share of drug solution in the pump's outflow from now on. The rest is air. */
  carry(solutionShare: number): void {
    this.#pumpLeak.count(this.#solutionShare);
    this.#solutionShare = solutionShare;
    this.#send();
  }

  #send(): void {
    const sent = [...this.mix.all].map(([name, ugPerMl]) => [name, ugPerMl * this.#solutionShare] as const);
    this.catheter.send(new Map(sent));
  }

  /** Starts a granuloma. It replaces an earlier one. */
  #growGranuloma(): void {
    this.#granuloma?.end();
    this.#granuloma = new Granuloma(this.#clock, (ratio) => this.#suffer({ kind: 'granuloma', ratio }));
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
