import type { FillingLaw } from '../base/filling-law.ts';
import type { Acceptance } from '../base/refusal.ts';
import { ambientRatio, throttleGasKpa } from '../build/ambient.ts';
import { fillingOf, type InitialState } from '../build/pump-build.ts';
import { type FlowFactor, FlowRatio } from '../plant/flow-ratio.ts';
import { type Surroundings, usualSurroundings } from '../plant/gas-drive.ts';
import type { Metering } from '../plant/metering.ts';
import type { Reservoir } from '../plant/reservoir.ts';
import { Throttle } from '../plant/throttle.ts';
import type { Product } from '../products/product.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import { beginSupplyFault, type SupplyFault } from './supply-faults.ts';

/** Signals and events of the supply of fluid. */
export const supplySignals = {
  'true.flowRatio': {
    kind: 'step',
    unit: '',
    doc: 'True over nominal volume, once surroundings, filling or filter changed it: head x ambient x filling x filter.',
  },
  'in.surroundings': { kind: 'event', unit: '', doc: 'Temperature or air pressure changed.' },
} as const satisfies Declarations;

export interface SupplyOptions {
  readonly product: Product;
  readonly state: InitialState;
  readonly trace: Trace;
  readonly metering: Metering;
  readonly reservoir: Reservoir;
}

/** Causes of a difference between true and nominal volume, from the gas behind the reservoir to the filter. */
export class Supply {
  readonly flowRatio: FlowRatio;
  readonly #options: SupplyOptions;
  readonly #filling: FillingLaw | undefined;
  #surroundings = usualSurroundings;
  /** True if the trace has the ratio: from the first cause other than the head on. */
  #tellsRatio = false;

  constructor(options: SupplyOptions) {
    const { product, state, reservoir } = options;
    this.#options = options;
    this.#filling = fillingOf(product, state);
    this.flowRatio = new FlowRatio((ratio, factor) => this.#takeRatio(ratio, factor));
    reservoir.onFilling = (ratio) => this.flowRatio.set('filling', ratio);
  }

  begin(): void {
    if (this.#filling === undefined) return;
    const { trace, reservoir } = this.#options;
    this.#tellsRatio = true;
    trace.step('true.flowRatio', this.#trueRatio(this.flowRatio.ratio));
    reservoir.takeFilling(this.#filling);
  }

  /** Sets true over programmed volume of the head. The initial accuracy is part of the head's gear train. */
  setAccuracy(ratio: number): void {
    this.flowRatio.set('head', ratio / this.#options.state.accuracy);
  }

  /**
   * Sets temperature and air pressure from now on. An absent one keeps its value. Throws a RangeError for an impossible
   * value, and then changes nothing.
   */
  setSurroundings({ temperatureC, pressureKpa }: Partial<Surroundings>): void {
    const { product, state, trace, metering } = this.#options;
    const before = this.#surroundings;
    const surroundings = {
      temperatureC: temperatureC ?? before.temperatureC,
      pressureKpa: pressureKpa ?? before.pressureKpa,
    };
    mustBeSurroundings(surroundings);
    this.#surroundings = surroundings;
    trace.event('in.surroundings', surroundings);
    if (metering instanceof Throttle && product.drive.kind === 'throttle')
      metering.setGasKpa(throttleGasKpa(product.drive, surroundings));
    const csfKpa = state.catheter?.csfKpa ?? product.catheter?.csfKpa.value ?? 0;
    this.flowRatio.set('ambient', ambientRatio(product, surroundings, csfKpa));
  }

  /** Begins a fault. A refused fault changes nothing. */
  beginFault(fault: SupplyFault): Acceptance {
    const { flowRatio } = this;
    return beginSupplyFault({ ...this.#options, flowRatio, filling: this.#filling }, fault);
  }

  #takeRatio(ratio: number, factor: FlowFactor): void {
    const { trace, metering } = this.#options;
    this.#tellsRatio ||= factor !== 'head';
    if (this.#tellsRatio) trace.step('true.flowRatio', this.#trueRatio(ratio));
    metering.setRatio(ratio);
  }

  /** Returns the true ratio, including the initial accuracy in the head's gear train. */
  #trueRatio(ratio: number): number {
    return ratio * this.#options.state.accuracy;
  }
}

const ABSOLUTE_ZERO_C = -273.15;

function mustBeSurroundings({ temperatureC, pressureKpa }: Surroundings): void {
  if (!(temperatureC > ABSOLUTE_ZERO_C && Number.isFinite(temperatureC)))
    throw new RangeError(`surroundings: ${temperatureC} degC; allowed: more than ${ABSOLUTE_ZERO_C} degC`);
  if (!(pressureKpa >= 0 && Number.isFinite(pressureKpa)))
    throw new RangeError(`surroundings: ${pressureKpa} kPa; allowed: 0 kPa or more`);
}
