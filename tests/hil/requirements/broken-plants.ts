import { vi } from 'vitest';
import { Alarms } from '../../../firmware-sim/firmware/alarms.ts';
import { Environment } from '../../../firmware-sim/outside/environment.ts';
import { OutletLimits } from '../../../firmware-sim/plant/catheter/outlet-limits.ts';
import { FlowRatio } from '../../../firmware-sim/plant/flow-ratio.ts';
import { type Product, withStallField } from '../../../firmware-sim/products/product.ts';
import { synchromedII } from '../../../firmware-sim/products/synchromed-ii.ts';
import { type BrokenPump, nothing, replace } from './broken-pump.ts';

function withSoftCatheter(product: Product): Product {
  if (product.catheter === undefined) return product;
  const { catheterYoungMpa: stiff } = product.catheter;
  const catheterYoungMpa = { ...stiff, value: stiff.value / 10 };
  return { ...product, catheter: { ...product.catheter, catheterYoungMpa } };
}

/** Pumps whose motor, catheter, supply or reaction to a field is wrong. */
export const brokenPlants: readonly BrokenPump[] = [
  {
    what: 'has a motor ten times as strong',
    violates: ['1.10.2', '1.10.3', '1.10.5', '1.10.6', '1.10.7'],
    product: withStallField(synchromedII, 20),
  },
  {
    what: 'has a motor a quarter weaker',
    violates: ['1.10.2'],
    product: withStallField(synchromedII, 1.5),
  },
  {
    what: 'lets no fluid slip back',
    violates: ['1.10.3', '1.10.6'],
    breaks: () => replace(OutletLimits, 'secondsToPress', () => Number.POSITIVE_INFINITY),
  },
  {
    what: 'has a catheter ten times as soft',
    violates: ['1.10.7'],
    product: withSoftCatheter(synchromedII),
  },
  {
    what: 'latches at any interference',
    violates: ['7.2.1'],
    breaks: () => {
      vi.spyOn(Alarms.prototype, 'causes', 'get').mockReturnValue(['motor stall']);
    },
  },
  {
    what: 'stalls near the weakest magnet',
    violates: ['7.2.1'],
    product: withStallField(synchromedII, 0.01),
  },
  {
    what: 'delivers all the same with a clogged filter or too little gas',
    violates: ['1.10.1', '1.10.4'],
    breaks: () => replace(FlowRatio, 'set', nothing),
  },
  {
    what: 'fails in any surroundings but the usual ones',
    violates: ['7.1.1', '7.1.3'],
    breaks: () =>
      replace(FlowRatio, 'set', (original, _self, [factor, value]) =>
        original(factor, factor === 'ambient' ? 0 : value),
      ),
  },
  {
    what: 'turns on in a field',
    violates: ['1.8.1'],
    breaks: () => replace(Environment, 'begin', nothing),
  },
];
