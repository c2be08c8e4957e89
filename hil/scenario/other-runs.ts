import type { Product } from '../../firmware-sim/products/product.ts';
import { HilError } from '../base/hil-error.ts';
import { definitionOf } from './actions/action-table.ts';
import type { Verdict } from './checks/verdict.ts';
import type { RunResult } from './run-result.ts';
import { type RunOptions, runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';

/** Verdicts by the names of their measurements. */
export type Verdicts = Readonly<Record<string, Verdict>>;

/** A measurement whose verdict differs in another run. */
export interface Turned {
  readonly measurement: string;
  readonly verdict: Verdict;
}

/** Repeats a scenario with other laws or constants. The runs use the model rig, which resolves every angle. */
export class OtherRuns {
  readonly #scenario: Scenario;
  readonly #result: RunResult;
  readonly #product: Product;
  #own: Promise<Verdicts> | undefined;

  constructor(scenario: Scenario, result: RunResult, product: Product) {
    this.#scenario = scenario;
    this.#result = result;
    this.#product = product;
  }

  /** Returns the measurements whose verdict differs from the verdict in the scenario's own run. */
  async turnedBy(other: Pick<RunOptions, 'laws' | 'product'>): Promise<readonly Turned[]> {
    this.#own ??= this.#ownVerdicts();
    const own = await this.#own;
    const verdicts = await this.#verdictsOfRun(other);
    return this.#scenario.expect
      .map(({ name }) => ({ measurement: name, verdict: verdicts[name] ?? ('not decided' as const) }))
      .filter(({ measurement, verdict }) => verdict !== own[measurement]);
  }

  /**
   * Returns the verdicts of the own run on `model`. The resolution of another rig leaves verdicts undecided, so its run
   * is repeated.
   */
  #ownVerdicts(): Promise<Verdicts> {
    return this.#result.rig.name === 'model' ? Promise.resolve(verdictsOf(this.#result)) : this.#verdictsOfRun({});
  }

  /** Runs the scenario. A run in which the pump refuses a program gives no verdicts. */
  async #verdictsOfRun(other: Pick<RunOptions, 'laws' | 'product'>): Promise<Verdicts> {
    const scenario = this.#scenario;
    const rig = scenario.timeline.some(({ action }) => definitionOf(action).needsLine === true) ? 'loopback' : 'model';
    try {
      return verdictsOf(
        await runScenario(scenario, { rig, seed: this.#result.seed, product: this.#product, invariants: [], ...other }),
      );
    } catch (error) {
      if (error instanceof HilError && error.code === 'PUMP_REFUSED') return {};
      throw error;
    }
  }
}

function verdictsOf({ measurements }: RunResult): Verdicts {
  return Object.fromEntries(measurements.map(({ name, verdict }) => [name, verdict]));
}
