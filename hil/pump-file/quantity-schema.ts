import * as z from 'zod';
import type { Provenance, Quantity } from '../../firmware-sim/base/quantity.ts';
import type { QuantityRow, QuantityTable } from '../../firmware-sim/products/quantities/quantity-table.ts';
import { line, oneOf, table } from '../yaml/leaf-schemas.ts';
import { keyShown } from '../yaml/problem.ts';

const PROSE_CHARS_MAX = 400;
/** Key of each kind of provenance that holds its reason. */
const reasonKeys = { sourced: 'source', derived: 'formula', assumed: 'why' } as const;

const provenanceTable = table({
  kind: oneOf(['sourced', 'derived', 'assumed']),
  source: line(PROSE_CHARS_MAX).optional(),
  formula: line(PROSE_CHARS_MAX).optional(),
  why: line(PROSE_CHARS_MAX).optional(),
});

/** Schema of a provenance: its kind with the reason of that kind and no other. */
const provenance = provenanceTable.transform((written, ctx): Provenance => {
  const key = reasonKeys[written.kind];
  const reason = written[key];
  const others = Object.values(reasonKeys).filter((other) => other !== key && written[other] !== undefined);
  if (reason === undefined || others.length > 0) {
    const message = `${keyShown(key)} and no other reason with kind ${written.kind}`;
    ctx.issues.push({ code: 'custom', input: written, message });
    return z.NEVER;
  }
  return { kind: written.kind, [key]: reason } as Provenance;
});

/** Builds the schema of a constant from its row. */
function quantitySchema(row: QuantityRow): z.ZodType<Quantity> {
  const range = `a number from ${row.min} to ${row.max}`;
  const allowed = row.whole === true ? range.replace('a number', 'a whole number') : range;
  const bounded = z.number({ error: allowed }).min(row.min, allowed).max(row.max, allowed);
  const value = row.whole === true ? bounded.int(allowed) : bounded;
  const unit = z.literal(row.unit, { error: `"${row.unit}"` });
  return table({ value, unit, provenance }).meta({ description: row.doc });
}

/** Builds the schema of a group. A partial group may leave out constants, which the base product supplies. */
export function groupSchema(rows: QuantityTable, isPartial: boolean) {
  const schemas = Object.entries(rows).map(([name, row]) => {
    const schema = quantitySchema(row);
    return [name, isPartial ? schema.optional() : schema] as const;
  });
  return table(Object.fromEntries(schemas));
}
