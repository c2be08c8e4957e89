import { test as plain } from 'vitest';
import type { Pump } from '../../firmware-sim/pump.ts';
import { Bench, type BenchOptions } from '../bench.ts';
import { Programmer } from '../programmer/programmer.ts';
import type { Rig } from '../rigs/rig.ts';
import { isPort } from '../rigs/rig-names.ts';
import type { RunOptions } from '../scenario/run-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type ObservedRun, observedRun } from './observed-run.ts';
import { portTurn } from './port-turn.ts';

/** Fixtures of `test`. A fixture is made only for a test that names it. Tests on the same port take turns. */
export interface BenchFixtures {
  /**
   * Options of the bench. A test sets them by `test.extend({ benchOptions: ... })`, a configuration by `provide`. The
   * default rig is that of the environment variable ROLLERLOOP_RIG, or `model`.
   */
  readonly benchOptions: BenchOptions;
  /** Bench with a pump on a rig, powered up and stopped. It is closed after the test. */
  readonly bench: Bench;
  readonly pump: Pump;
  readonly rig: Rig;
  /** Programmer of the bench's pump. */
  readonly programmer: Programmer;
  /**
   * Runs a scenario on the rig of `benchOptions`. On a port, do not use it together with `bench`: the run would wait
   * for the test that holds the port.
   */
  readonly run: (scenario: Scenario, options?: RunOptions) => Promise<ObservedRun>;
}

const RIG_DEFAULT = 'model';

/** vitest's `test` with fixtures: a bench with its pump and rig, a programmer, and a function that runs scenarios. */
export const test = plain.extend<BenchFixtures>({
  benchOptions: [{}, { injected: true }],
  bench: async ({ benchOptions }, use) => {
    const rig = rigOf(benchOptions);
    await inTurn(rig, async () => {
      const bench = await Bench.open({ ...benchOptions, rig });
      try {
        await use(bench);
      } finally {
        await bench.close();
      }
    });
  },
  pump: async ({ bench }, use) => use(bench.pump),
  rig: async ({ bench }, use) => use(bench.rig),
  programmer: async ({ bench }, use) => {
    const programmer = await Programmer.of(bench);
    try {
      await use(programmer);
    } finally {
      await programmer.close();
    }
  },
  run: async ({ benchOptions }, use) => {
    const { state: _state, sensed: _sensed, hosted: _hosted, ...shared } = benchOptions;
    await use((scenario, options = {}) => {
      const chosen = { ...shared, ...options, rig: options.rig ?? rigOf(benchOptions) };
      return inTurn(chosen.rig, () => observedRun(scenario, chosen));
    });
  },
});

function rigOf({ rig }: BenchOptions): string {
  return rig ?? process.env.ROLLERLOOP_RIG ?? RIG_DEFAULT;
}

/** Uses a rig. Waits first for its turn if the rig is a port. */
async function inTurn<T>(rig: string, act: () => Promise<T>): Promise<T> {
  if (!isPort(rig)) return act();
  const turn = await portTurn(rig);
  try {
    return await act();
  } finally {
    turn.end();
  }
}
