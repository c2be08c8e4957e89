import type { Quantity } from '../../base/quantity.ts';

/** Row of a constant. It checks a user's pump file, and documents the constant. */
export interface QuantityRow {
  /** Unit after the value; empty for a plain ratio. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** True if only whole numbers are allowed. */
  readonly whole?: boolean;
  readonly doc: string;
}

export type QuantityTable = Readonly<Record<string, QuantityRow>>;

/** One constant for each row of the table. */
export type QuantitiesOf<T extends QuantityTable> = { readonly [K in keyof T]: Quantity };
