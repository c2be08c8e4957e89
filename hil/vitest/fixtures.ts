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

/** Fixtures of `test`. Each is made only for a test that names it. Tests on one port take turns. */
export interface BenchFixtures {
  /**
   * Options of the bench: those of `test.extend({ benchOptions: ... })`, or of `provide` in the configuration of vitest.
   * Without a rig among them it is that of the environment variable ROLLERLOOP_RIG, or `model`.
   */
  readonly benchOptions: BenchOptions;
  /** A pump on a rig, powered up and stopped. It is closed after the test. */
  readonly bench: Bench;
  readonly pump: Pump;
  readonly rig: Rig;
  /** A programmer of the pump of the bench. */
  readonly programmer: Programmer;
  /** Runs a scenario on the rig of `benchOptions`. A test that also has a bench on that port would wait for itself. */
  readonly run: (scenario: Scenario, options?: RunOptions) => Promise<ObservedRun>;
}

const RIG_DEFAULT = 'model';

/** `test` of vitest with a bench, its pump, its rig and a programmer, and with runs of scenarios. */
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
    const { state: _state, sensed: _sensed, ...shared } = benchOptions;
    await use((scenario, options = {}) => {
      const chosen = { ...shared, ...options, rig: options.rig ?? rigOf(benchOptions) };
      return inTurn(chosen.rig, () => observedRun(scenario, chosen));
    });
  },
});

function rigOf({ rig }: BenchOptions): string {
  return rig ?? process.env.ROLLERLOOP_RIG ?? RIG_DEFAULT;
}

/** Uses a rig; on a port it waits for its turn first. */
async function inTurn<T>(rig: string, act: () => Promise<T>): Promise<T> {
  if (!isPort(rig)) return act();
  const turn = await portTurn(rig);
  try {
    return await act();
  } finally {
    turn.end();
  }
}
