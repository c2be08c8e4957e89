import * as z from 'zod';
import { actionForms } from '../scenario/actions/action-table.ts';
import { checkForms } from '../scenario/checks/check-forms.ts';
import { headShape } from '../scenario/language/scenario-schema.ts';
import { table } from '../yaml/leaf-schemas.ts';

function oneOfForms(forms: Readonly<Record<string, readonly { readonly schema: z.ZodObject }[]>>) {
  const schemas = Object.values(forms).flatMap((ways) => ways.map((way) => way.schema));
  return z.array(z.union(schemas));
}

/** All of a scenario in one schema; reading it whole would say "invalid input" where the readers name place and key. */
const wholeTable = table({
  ...headShape,
  timeline: oneOfForms(actionForms).optional(),
  expect: oneOfForms(checkForms).min(1),
});

/** For editors. What needs two keys at once (order of time, names that exist) only the readers know. */
export function scenarioJsonSchema(): object {
  return { title: 'Rollerloop scenario', ...z.toJSONSchema(wholeTable, { io: 'input', reused: 'ref' }) };
}

/** As it stands in its file. */
export function scenarioJsonSchemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 1)}\n`;
}
