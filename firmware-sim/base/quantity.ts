/** Kind of source of a number. Reports show it beside verdicts. */
export type Provenance =
  | { readonly kind: 'sourced'; readonly source: string }
  | { readonly kind: 'derived'; readonly formula: string }
  | { readonly kind: 'assumed'; readonly why: string };

/**
 * A model constant with its provenance. `unit` is printed. Variables made from the constant have names that end in the
 * unit.
 */
export interface Quantity {
  readonly value: number;
  readonly unit: string;
  readonly provenance: Provenance;
}

export function sourced(value: number, unit: string, source: string): Quantity {
  return { value, unit, provenance: { kind: 'sourced', source } };
}

export function derived(value: number, unit: string, formula: string): Quantity {
  return { value, unit, provenance: { kind: 'derived', formula } };
}

export function assumed(value: number, unit: string, why: string): Quantity {
  return { value, unit, provenance: { kind: 'assumed', why } };
}
