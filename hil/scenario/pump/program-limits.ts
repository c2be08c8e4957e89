import { type FlexWeek, writtenSteps } from '../../../firmware-sim/base/flex-week.ts';
import type { Ability, Program } from '../../../firmware-sim/base/therapy.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import type { Lack } from '../entry/action-definition.ts';

/** Number of significant digits. Conversion of units causes rounding errors after the last of them. */
const SHOWN_DIGITS = 12;

/** A part of a program that the product does not allow, and its key. */
interface ProgramLack extends Lack {
  readonly key: string;
}

/**
 * Finds modes, rates and steps that the product does not have. Its firmware refuses them too, but only during the run.
 */
export function lacksOfProgram(
  { mode, rateMlPerDay, flex, patientBolus }: Program,
  product: Product,
): readonly ProgramLack[] {
  const rates = new Set(writtenSteps(flex ?? {}).map(({ step }) => step.rateMlPerDay));
  const hasNoBasalRate = mode === 'periodic bolus' && rateMlPerDay === 0;
  return [
    ...(mode === 'stopped' ? [] : lacksOfMode(mode, product, 'mode')),
    ...(typeof patientBolus === 'object' ? lacksOfMode('patient bolus', product, 'patient bolus') : []),
    ...(hasNoBasalRate ? [] : lacksOfRate(rateMlPerDay, product)),
    ...[...rates].flatMap((rate) => lacksOfRate(rate, product, 'flex')),
    ...lacksOfSteps(flex, product),
  ];
}

/** Finds a rate outside the product's range. */
export function lacksOfRate(rateMlPerDay: number | undefined, product: Product, key = 'rate'): readonly ProgramLack[] {
  const { rateMlPerDayMin, rateMlPerDayMax } = product.quantities;
  if (rateMlPerDay === undefined) return [];
  if (rateMlPerDay >= rateMlPerDayMin.value && rateMlPerDay <= rateMlPerDayMax.value) return [];
  const allowed = `${rateMlPerDayMin.value} mL/day to ${rateMlPerDayMax.value} mL/day with ${product.id}`;
  return [{ key, found: `a rate of ${Number(rateMlPerDay.toPrecision(SHOWN_DIGITS))} mL/day`, allowed }];
}

function lacksOfMode(ability: Ability, { id, modes }: Product, key: string): readonly ProgramLack[] {
  if (modes.includes(ability)) return [];
  return [{ key, found: `${ability} with ${id}`, allowed: `stopped, ${modes.join(', ')} with ${id}` }];
}

/**
 * Finds a day with too many steps. A product without timed therapies lacks the whole mode, which `lacksOfMode` reports.
 */
function lacksOfSteps(flex: FlexWeek | undefined, { id, therapies }: Product): readonly ProgramLack[] {
  if (flex === undefined || therapies === undefined) return [];
  const max = therapies.flexStepsCountMax.value;
  return Object.entries(flex)
    .filter(([, steps]) => steps.length > max)
    .map(([day, steps]) => ({
      key: 'flex',
      found: `${steps.length} steps for \`${day}\``,
      allowed: `at most ${max} steps a day with ${id}`,
    }));
}
