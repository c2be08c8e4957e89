import * as z from 'zod';
import { requirementId } from '../scenario/checks/requirement-ids.ts';
import { line, oneOf, table } from '../yaml/leaf-schemas.ts';

const TEXT_CHARS_MAX = 1000;

const prose = line(TEXT_CHARS_MAX);

/** Keys of one requirement; the columns of a CSV have the same names. */
export const requirementShape = {
  id: requirementId,
  topic: prose.optional(),
  text: prose,
  applicable: oneOf(['yes', 'no']).optional(),
  reading: prose.optional(),
  reason: prose.optional(),
  uncovered: prose.optional(),
};

/** A requirement as written: `applicable` is `yes` if it is left out. */
export const requirementTable = table(requirementShape);

export type WrittenRequirement = z.output<typeof requirementTable>;

/** Head of a file in JSON. The reader reads the requirements one by one, so that each problem has its place. */
export const setTable = table({
  set: requirementId,
  title: prose.optional(),
  source: prose.optional(),
  requirements: z.array(z.unknown(), { error: 'a list of requirements' }),
});

/** A whole file. The reader of a user's file goes item by item instead, so that it finds all problems. */
export const fileTable = table({ ...setTable.shape, requirements: z.array(requirementTable) });

/** Returns the JSON Schema of a file of requirements, for editors. */
export function requirementsJsonSchemaText(): string {
  const schema = z.toJSONSchema(fileTable, { io: 'input', reused: 'ref' });
  return `${JSON.stringify({ title: 'Rollerloop requirements', ...schema }, null, 1)}\n`;
}
