import { isSupplyFault } from '../../../firmware-sim/outside/supply-faults.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import type { Place } from '../../yaml/place.ts';
import type { Expectation, PumpSetup, TimelineEntry } from '../scenario.ts';
import type { Excess } from './product-limits.ts';

/** A pump, what is done to it, and what is asked about it. */
export interface LivedTerms {
  readonly pump: PumpSetup;
  readonly timeline: readonly TimelineEntry[];
  readonly expect: readonly Expectation[];
}

/** What a product's battery, motor or refill rule would have to be for this life, and is not. */
export function excessesOfLife(
  { pump, timeline, expect }: LivedTerms,
  product: Product,
  placeOf: (key: string) => Place = () => pump.place,
): readonly Excess[] {
  return [...ofPump(pump, product, placeOf), ...ofTimeline(pump, timeline, product), ...ofExpectations(pump, expect)];
}

function ofPump(pump: PumpSetup, product: Product, placeOf: (key: string) => Place): readonly Excess[] {
  const excesses: Excess[] = [];
  if (pump.batteryShare !== undefined && product.battery === undefined) {
    const allowed = `battery: by age with ${product.id}, whose battery is not known`;
    excesses.push({ place: placeOf('battery'), found: 'battery: by use', allowed });
  }
  const allowed = `a pump with a motor whose failures are known, not ${product.id}`;
  const hasFailures = product.failures !== undefined && product.drive.kind === 'rollers';
  const asked = { hazards: pump.hazards, 'over-infusion risk': pump.overInfusion };
  for (const [key, value] of Object.entries(asked)) {
    if (value !== undefined && !hasFailures) excesses.push({ place: placeOf(key), found: `"${key}"`, allowed });
  }
  return excesses;
}

function ofTimeline(pump: PumpSetup, timeline: readonly TimelineEntry[], product: Product): readonly Excess[] {
  const hasFailures = product.failures !== undefined && product.drive.kind === 'rollers';
  return timeline.flatMap(({ action, place }): readonly Excess[] => {
    if (action.kind === 'refill' && action.compare !== undefined && product.refill === undefined)
      return [
        {
          place,
          found: '"compare"',
          allowed: `a refill without it with ${product.id}, which has no rule to compare by`,
        },
      ];
    if (action.kind !== 'defect' || isSupplyFault(action.defect)) return [];
    if (!hasFailures) {
      const allowed = `a pump with a motor whose failures are known, not ${product.id}`;
      return [{ place, found: `defect ${action.defect.kind}`, allowed }];
    }
    if (action.defect.kind !== 'reduced battery' || pump.batteryShare !== undefined) return [];
    return [{ place, found: 'a reduced battery with battery: by age', allowed: 'it together with battery: by use' }];
  });
}

/** A signal or an event that is written only where the pump was set up for it. */
function ofExpectations(pump: PumpSetup, expect: readonly Expectation[]): readonly Excess[] {
  return expect.flatMap(({ check, scope, place }) => {
    const anchored =
      (scope.kind === 'after' || scope.kind === 'at') && scope.anchor.kind === 'event'
        ? [scope.anchor.pattern.event]
        : [];
    const checked = 'pattern' in check ? [check.pattern.event] : 'signal' in check ? [check.signal] : [];
    return [...anchored, ...checked].flatMap((name): readonly Excess[] => {
      if (name.startsWith('true.battery') && pump.batteryShare === undefined)
        return [{ place, found: `${name} with battery: by age`, allowed: 'it together with battery: by use' }];
      if (name.startsWith('true.overInfusion') && pump.overInfusion === undefined)
        return [{ place, found: `${name} without "over-infusion risk"`, allowed: 'the two together' }];
      return [];
    });
  });
}
