import type { Product } from '../../firmware-sim/products/product.ts';
import { HilError } from '../base/hil-error.ts';
import { definitionOf } from './actions/action-table.ts';
import type { Verdict } from './checks/verdict.ts';
import type { RunResult } from './run-result.ts';
import { type RunOptions, runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';

/** By the name of the measurement. */
export type Verdicts = Readonly<Record<string, Verdict>>;

/** What another life would turn: measurements whose verdict is not the one of `own`. */
export interface Turned {
  readonly measurement: string;
  readonly verdict: Verdict;
}

/** Lives a scenario again with something else in it, on a rig that resolves everything. */
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

  async turnedBy(other: Pick<RunOptions, 'laws' | 'product'>): Promise<readonly Turned[]> {
    this.#own ??= this.#ownVerdicts();
    const own = await this.#own;
    const verdicts = await this.#ran(other);
    return this.#scenario.expect
      .map(({ name }) => ({ measurement: name, verdict: verdicts[name] ?? ('not decided' as const) }))
      .filter(({ measurement, verdict }) => verdict !== own[measurement]);
  }

  /** A run on `model` is one already; on another rig what that one cannot tell would count as turned. */
  #ownVerdicts(): Promise<Verdicts> {
    return this.#result.rig.name === 'model' ? Promise.resolve(verdictsOf(this.#result)) : this.#ran({});
  }

  /** A life that the pump refuses to go on with decides nothing. */
  async #ran(other: Pick<RunOptions, 'laws' | 'product'>): Promise<Verdicts> {
    const scenario = this.#scenario;
    const rig = scenario.timeline.some(({ action }) => definitionOf(action).needsLine === true) ? 'loopback' : 'model';
    try {
      return verdictsOf(
        await runScenario(scenario, { rig, seed: this.#result.seed, product: this.#product, ...other }),
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
