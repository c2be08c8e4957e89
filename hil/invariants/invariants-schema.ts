import * as z from 'zod';
import { products } from '../../firmware-sim/products/catalogue.ts';
import { nearestName } from '../base/nearest-name.ts';
import { conditionNames } from '../scenario/patterns/condition-names.ts';
import { patternForms } from '../scenario/patterns/pattern-forms.ts';
import { leaf, line, oneOf, table } from '../yaml/leaf-schemas.ts';

/** Most invariants in one file. Bounds the cost that a file adds to each run. */
export const INVARIANTS_MAX = 200;
const NEEDS = 'a list of signals and events';
const PRODUCTS = 'a list of products of the package';
const { signals, events } = conditionNames();
const KNOWN = [...Object.keys(signals), ...Object.keys(events)];
const productIds = products.map(({ id }) => id) as [string, ...string[]];

const neededName = leaf('a signal or an event of a pump, as in true.rotor', '^[a-zA-Z.]+$', (text) =>
  KNOWN.includes(text) ? { ok: true, value: text } : { ok: false, nearest: nearestName(text, KNOWN) },
);

/** Keys of an invariant that say to which runs it applies. */
export const appliesTable = table({
  'at once': oneOf(['yes'])
    .meta({ description: 'The check compares records of one instant, which a wire may separate.' })
    .optional(),
  needs: z.array(neededName, { error: NEEDS }).min(1, { error: NEEDS }).optional(),
  products: z.array(oneOf(productIds), { error: PRODUCTS }).min(1, { error: PRODUCTS }).optional(),
});

/** Top-level keys of a file. The reader reads the checks one by one, so that each problem has its place. */
export const topTable = table({ invariants: line(100), says: line(400), checks: z.unknown().optional() });

/** Returns the JSON Schema of a file of invariants, for editors. */
export function invariantsJsonSchemaText(): string {
  const forms = Object.values(patternForms).map(({ schema }) => schema.extend(appliesTable.shape));
  const checks = z.array(z.union(forms)).min(1).max(INVARIANTS_MAX);
  const schema = z.toJSONSchema(table({ ...topTable.shape, checks }), { io: 'input', reused: 'ref' });
  return `${JSON.stringify({ title: 'Rollerloop invariants', ...schema }, null, 1)}\n`;
}
