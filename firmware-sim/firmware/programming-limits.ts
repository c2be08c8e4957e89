import type { Product } from '../products/product.ts';
import { type Answer, type RefusedField, refused } from '../refusal.ts';

export type LimitedField = Extract<
  RefusedField,
  | 'rate'
  | 'low reservoir'
  | 'critical alarm interval'
  | 'non-critical alarm interval'
  | 'reservoir volume'
  | 'catheter volume'
  | 'priming bolus'
>;

export interface Limits {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** Whether the lower limit itself is refused. */
  readonly above?: boolean;
}

/** Between which values this product lets itself be programmed. */
export function programmingLimits(product: Product): Readonly<Record<LimitedField, Limits>> {
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
  };
}

/** Why a value may not be programmed; undefined where it may, and where there is none. */
export function limitRefusal(field: LimitedField, value: number | undefined, limits: Limits): Answer | undefined {
  if (value === undefined) return undefined;
  const { min, max, unit, above = false } = limits;
  if ((above ? value > min : value >= min) && value <= max) return undefined;
  return refused(field, `${value} ${unit}`, `${above ? 'above ' : ''}${min} to ${max} ${unit}`);
}
