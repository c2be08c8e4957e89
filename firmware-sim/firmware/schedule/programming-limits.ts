import { type Refused, type RefusedField, refused } from '../../base/refusal.ts';
import type { Product } from '../../products/product.ts';

export type LimitedField = Extract<
  RefusedField,
  | 'rate'
  | 'low reservoir'
  | 'critical alarm interval'
  | 'non-critical alarm interval'
  | 'reservoir volume'
  | 'catheter volume'
  | 'priming bolus'
  | TimedField
>;

/** Fields of flex, periodic bolus and patient bolus. Not every product has them. */
type TimedField = 'flex steps' | 'bolus duration' | 'bolus interval' | 'lockout' | 'allotment';

export interface FieldLimits {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** True if the lower limit itself is refused. */
  readonly above?: boolean;
}

/** Limits of programming by field. A field is absent if the product lacks it. */
export type ProgrammingLimits = Readonly<Record<Exclude<LimitedField, TimedField>, FieldLimits>> &
  Readonly<Partial<Record<TimedField, FieldLimits>>>;

/** Returns the limits of programming for this product. */
export function programmingLimits(product: Product): ProgrammingLimits {
  const q = product.quantities;
  const interval = { min: q.alarmMinutesMin.value * 60, max: q.alarmMinutesMax.value * 60, unit: 's' };
  const path = { min: 0, max: q.primingMlMax.value, unit: 'mL', above: true };
  return {
    rate: { min: q.rateMlPerDayMin.value, max: q.rateMlPerDayMax.value, unit: 'mL/day' },
    'low reservoir': { min: 0, max: q.reservoirMl.value, unit: 'mL' },
    'critical alarm interval': interval,
    'non-critical alarm interval': interval,
    'reservoir volume': { min: 0, max: q.reservoirMl.value, unit: 'mL', above: true },
    'catheter volume': path,
    'priming bolus': path,
    ...timedLimits(product),
  };
}

/** Returns the limits of the modes and boluses that the product has. */
function timedLimits({ therapies: q, modes }: Product): Readonly<Partial<Record<TimedField, FieldLimits>>> {
  if (q === undefined) return {};
  const [flex, periodic, patient] = (['flex', 'periodic bolus', 'patient bolus'] as const).map((mode) =>
    modes.includes(mode),
  );
  const duration = { min: q.bolusMinutesMin.value * 60, max: q.bolusMinutesMax.value * 60, unit: 's' };
  return {
    ...(flex && { 'flex steps': { min: 1, max: q.flexStepsCountMax.value, unit: 'steps a day' } }),
    ...((periodic || patient) && { 'bolus duration': duration }),
    ...(periodic && {
      'bolus interval': { min: q.bolusIntervalMinutesMin.value, max: q.bolusIntervalMinutesMax.value, unit: 'min' },
    }),
    ...(patient && {
      lockout: { min: q.lockoutMinutesMin.value, max: q.lockoutMinutesMax.value, unit: 'min' },
      allotment: { min: 1, max: q.allottedCountMax.value, unit: 'boluses in 24 h' },
    }),
  };
}

/** Returns why a value may not be programmed. Undefined if it may, or if there is no value. */
export function limitRefusal(
  field: LimitedField,
  value: number | undefined,
  limits: FieldLimits | undefined,
): Refused | undefined {
  if (value === undefined) return undefined;
  if (limits === undefined)
    return refused(field, `${value}`, 'no value, because this product has no such field', 'lacking');
  const { min, max, unit, above = false } = limits;
  if ((above ? value > min : value >= min) && value <= max) return undefined;
  return refused(field, `${value} ${unit}`, `${above ? 'above ' : ''}${min} to ${max} ${unit}`);
}
