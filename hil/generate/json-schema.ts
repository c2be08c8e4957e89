import * as z from 'zod';
import { actionForms } from '../scenario/actions/action-table.ts';
import { allForms } from '../scenario/expect/all-forms.ts';
import { headShape, parametersForEditors } from '../scenario/language/scenario-schema.ts';
import { table } from '../yaml/leaf-schemas.ts';
import { withReferences } from './parameter-references.ts';

/** One way to write an entry or an expectation. */
interface Way {
  readonly schema: object;
  readonly editorSchemas?: readonly z.ZodObject[];
}

function oneOfForms(forms: Readonly<Record<string, readonly Way[]>>) {
  const schemas = Object.values(forms).flatMap((ways) =>
    ways.flatMap(({ schema, editorSchemas }) => editorSchemas ?? [schema as z.ZodObject]),
  );
  return z.array(z.union(schemas));
}

/** Schema of a whole scenario, for editors. The readers do not use it, since a union reports only "invalid input". */
const wholeShape = {
  ...headShape,
  timeline: oneOfForms(actionForms).optional(),
  expect: oneOfForms(allForms).min(1).optional(),
};

/** Returns the JSON Schema of a scenario without parameters and without files of its own, as a program builds it. */
export function plainScenarioJsonSchema(): object {
  return jsonSchemaOf(wholeShape);
}

/** Returns the JSON Schema of a scenario for editors. Only the readers check rules across keys, such as the order of time. */
export function scenarioJsonSchema(): object {
  const anyOf = [{ required: ['expect'] }, { required: ['ends at'] }];
  return withReferences({ ...jsonSchemaOf({ ...wholeShape, parameters: parametersForEditors.optional() }), anyOf });
}

function jsonSchemaOf(shape: z.core.$ZodShape): object {
  return { title: 'Rollerloop scenario', ...z.toJSONSchema(table(shape), { io: 'input', reused: 'ref' }) };
}

/** Returns the text of the schema's file. */
export function scenarioJsonSchemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 1)}\n`;
}
