import type { Quantity } from '../../base/quantity.ts';

/** Row of a constant: the row checks a user's pump file, and documents the constant. */
export interface QuantityRow {
  /** Unit as written beside the value; empty for a plain ratio. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Whole numbers only. */
  readonly whole?: boolean;
  readonly doc: string;
}

export type QuantityTable = Readonly<Record<string, QuantityRow>>;

/** One constant for each row. */
export type QuantitiesOf<T extends QuantityTable> = { readonly [K in keyof T]: Quantity };
