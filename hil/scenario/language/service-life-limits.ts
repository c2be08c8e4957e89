import type { Product } from '../../../firmware-sim/products/product.ts';
import type { Place } from '../../yaml/place.ts';
import { eventsChecked, signalsChecked } from '../patterns/names-checked.ts';
import type { Expectation, PumpSetup, Scenario } from '../scenario.ts';
import type { Violation } from './product-limits.ts';

/** Finds settings and expectations that need data about battery or motor which the product lacks. */
export function violationsOfServiceLife(
  { pump, expect }: Pick<Scenario, 'pump' | 'expect'>,
  product: Product,
  placeOf: (key: string) => Place = () => pump.place,
): readonly Violation[] {
  return [...ofPump(pump, product, placeOf), ...ofExpectations(pump, expect)];
}

function ofPump(pump: PumpSetup, product: Product, placeOf: (key: string) => Place): readonly Violation[] {
  const violations: Violation[] = [];
  if (pump.batteryShare !== undefined && product.battery === undefined) {
    const allowed = '`battery: by age`, or a pump whose battery is known';
    violations.push({ place: placeOf('battery'), found: `\`battery: by use\` with ${product.id}`, allowed });
  }
  const allowed = 'a pump with a motor whose failures are known';
  const hasFailures = product.failures !== undefined && product.drive.kind === 'rollers';
  const asked = { hazards: pump.hazards, 'over-infusion risk': pump.overInfusion };
  for (const [key, value] of Object.entries(asked)) {
    const found = `\`${key}\` with ${product.id}`;
    if (value !== undefined && !hasFailures) violations.push({ place: placeOf(key), found, allowed });
  }
  return violations;
}

/** Finds signals and events that this set-up of the pump does not record. */
function ofExpectations(pump: PumpSetup, expect: readonly Expectation[]): readonly Violation[] {
  return expect.flatMap(({ check, scope, place }) => {
    const anchored =
      (scope.kind === 'after' || scope.kind === 'at') && scope.anchor.kind === 'event'
        ? [scope.anchor.pattern.event]
        : [];
    const checked = [...eventsChecked(check).map(({ event }) => event), ...signalsChecked(check)];
    return [...anchored, ...checked].flatMap((name): readonly Violation[] => {
      if (name.startsWith('true.battery') && pump.batteryShare === undefined)
        return [{ place, found: `${name} with \`battery: by age\``, allowed: `${name} with \`battery: by use\`` }];
      if (name.startsWith('true.overInfusion') && pump.overInfusion === undefined)
        return [
          { place, found: `${name} without \`over-infusion risk\``, allowed: `${name} with \`over-infusion risk\`` },
        ];
      return [];
    });
  });
}
