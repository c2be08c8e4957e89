import * as z from 'zod';
import { actionForms } from '../scenario/actions/action-table.ts';
import { checkForms } from '../scenario/checks/check-forms.ts';
import { headShape } from '../scenario/language/scenario-schema.ts';
import { table } from '../yaml/leaf-schemas.ts';

function oneOfForms(forms: Readonly<Record<string, readonly { readonly schema: object }[]>>) {
  const schemas = Object.values(forms).flatMap((ways) => ways.map((way) => way.schema as z.ZodObject));
  return z.array(z.union(schemas));
}

/** Schema of a whole scenario, for editors. The readers do not use it, since a union reports only "invalid input". */
const wholeTable = table({
  ...headShape,
  timeline: oneOfForms(actionForms).optional(),
  expect: oneOfForms(checkForms).min(1),
});

/** Returns the JSON Schema of a scenario for editors. Only the readers check rules across keys, such as the order of time. */
export function scenarioJsonSchema(): object {
  return { title: 'Rollerloop scenario', ...z.toJSONSchema(wholeTable, { io: 'input', reused: 'ref' }) };
}

/** Returns the text of the schema's file. */
export function scenarioJsonSchemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 1)}\n`;
}
