import { describe, expect, test } from 'vitest';
import { productNamed } from '../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { digestOf, portableHash } from '../../../firmware-sim/trace/digest.ts';
import type { RigCheckState } from '../../../hil/check/check-store.ts';
import { OpenBench } from '../../../hil/open-bench.ts';
import { openOwnRig } from '../../../hil/rigs/opening/open-own-rig.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { playScenario, type RunMeans } from '../../../hil/scenario/play-scenario.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';

const rigCheck: RigCheckState = { state: 'in process', says: 'none' };

/** Parts of a run as a browser has them. */
const means: RunMeans = {
  productNamed: async (id) => productNamed(id) as Product,
  openBench: (options) =>
    OpenBench.openWith({ productNamed: means.productNamed, openRig: openOwnRig, newHash: portableHash }, options),
  rigCheckOf: () => rigCheck,
  digestOf,
};

describe('a run without Node', () => {
  test.each(['model', 'loopback'])('on %s gives the result of a run with Node', async (rig) => {
    const scenario = scenarioNamed('roller-study-in-field');
    const { rigCheck: _own, ...portable } = await playScenario(scenario, { rig }, means);
    const { rigCheck: _native, ...native } = await runScenario(scenario, { rig });
    expect(portable).toEqual(native);
  });

  test('refuses a rig that needs a port, and names those it has', async () => {
    const refusal = playScenario(scenarioNamed('roller-study'), { rig: 'virtual' }, means);
    await expect(refusal).rejects.toThrow('Rig "virtual"; allowed in a page: model, loopback.');
  });
});
