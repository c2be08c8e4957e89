import type { Product } from '../../../firmware-sim/products/product.ts';
import type { Place, PumpSetup, TimelineEntry } from '../scenario.ts';
import type { Refuse } from './problem.ts';
import type { MapTree } from './tree.ts';

/** What the product of a scenario cannot hold or cannot be told, said before a run with its place. */
export function refuseBeyondPump(pump: PumpSetup, product: Product, tree: MapTree, refuse: Refuse): void {
  const capacityMl = product.quantities.reservoirMl.value;
  const placeOf = (key: string): Place => tree.entries.get(key)?.value.place ?? tree.place;
  if (pump.reservoirMl > capacityMl) {
    refuse(placeOf('reservoir'), `${pump.reservoirMl} mL for "reservoir"`, `at most ${capacityMl} mL in ${product.id}`);
  }
  refuseRate(pump.program.rateMlPerDay, product, placeOf('rate'), refuse);
}

/** The same of its timeline. A rate that a scan left behind is one that somebody could have programmed. */
export function refuseBeyondProduct(entries: readonly TimelineEntry[], product: Product, refuse: Refuse): void {
  for (const { action, place } of entries) {
    if (action.kind === 'program') refuseRate(action.program.rateMlPerDay, product, place, refuse);
    if (action.kind === 'field' && action.altered?.kind === 'rate') {
      refuseRate(action.altered.rateMlPerDay, product, place, refuse);
    }
  }
}

function refuseRate(rateMlPerDay: number | undefined, product: Product, place: Place, refuse: Refuse): void {
  const { rateMlPerDayMin, rateMlPerDayMax } = product.quantities;
  if (rateMlPerDay === undefined) return;
  if (rateMlPerDay >= rateMlPerDayMin.value && rateMlPerDay <= rateMlPerDayMax.value) return;
  const allowed = `${rateMlPerDayMin.value} mL/day to ${rateMlPerDayMax.value} mL/day with ${product.id}`;
  refuse(place, `a rate of ${rateMlPerDay} mL/day`, allowed);
}
