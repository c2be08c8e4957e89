import { test as plain } from 'vitest';
import type { Pump } from '../../firmware-sim/pump.ts';
import { Bench, type BenchOptions } from '../bench.ts';
import { Programmer } from '../programmer/programmer.ts';
import type { Rig } from '../rigs/rig.ts';
import { isPort } from '../rigs/rig-names.ts';
import { type PortTurn, portTurn } from './port-turn.ts';

/** Fixtures of `test`. Each is made only for a test that names it. */
export interface BenchFixtures {
  /**
   * Options of the bench: those of `test.extend({ benchOptions: ... })`, or of `provide` in the configuration of vitest.
   * Without a rig among them it is that of the environment variable ROLLERLOOP_RIG, or `model`.
   */
  readonly benchOptions: BenchOptions;
  /** A pump on a rig, powered up and stopped. It is closed after the test. Tests on one port take turns. */
  readonly bench: Bench;
  readonly pump: Pump;
  readonly rig: Rig;
  /** A programmer of the pump of the bench. */
  readonly programmer: Programmer;
}

const RIG_DEFAULT = 'model';

/** `test` of vitest with a bench, its pump, its rig and a programmer. */
export const test = plain.extend<BenchFixtures>({
  benchOptions: [{}, { injected: true }],
  bench: async ({ benchOptions }, use) => {
    const rig = benchOptions.rig ?? process.env.ROLLERLOOP_RIG ?? RIG_DEFAULT;
    const turn: PortTurn | undefined = isPort(rig) ? await portTurn(rig) : undefined;
    try {
      const bench = await Bench.open({ ...benchOptions, rig });
      try {
        await use(bench);
      } finally {
        await bench.close();
      }
    } finally {
      turn?.end();
    }
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
});
