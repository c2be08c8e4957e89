import { productNamed, products } from '../../../../firmware-sim/products/catalogue.ts';
import { digestOf, portableHash } from '../../../../firmware-sim/trace/digest.ts';
import { HilError } from '../../../base/hil-error.ts';
import { didYouMean } from '../../../base/nearest-name.ts';
import { quoted } from '../../../base/quoted-text.ts';
import { OpenBench } from '../../../open-bench.ts';
import { openOwnRig } from '../../../rigs/opening/open-own-rig.ts';
import type { RunMeans } from '../../../scenario/play-scenario.ts';

const productById: RunMeans['productNamed'] = async (id) => {
  const product = productNamed(id);
  if (product !== undefined) return product;
  const ids = products.map((one) => one.id);
  const message = `Unknown product ${quoted(id)}; allowed: ${ids.join(', ')}.${didYouMean(id, ids)}`;
  throw new HilError('PUMP_UNKNOWN', 'usage', message);
};

/** Parts of a run in a browser: shipped products, and rigs that need nothing of Node. */
export const ownMeans: RunMeans = {
  productNamed: productById,
  openBench: (options) =>
    OpenBench.openWith({ productNamed: productById, openRig: openOwnRig, newHash: portableHash }, options),
  rigCheckOf: () => ({ state: 'in process', says: 'none: this rig is part of the page' }),
  digestOf,
};
