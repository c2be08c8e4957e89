import * as z from 'zod';
import { requirementId } from '../scenario/checks/requirement-ids.ts';
import { line, oneOf, table } from '../yaml/leaf-schemas.ts';

const TEXT_CHARS_MAX = 1000;

const prose = line(TEXT_CHARS_MAX);

/** Keys of one requirement. A CSV file has columns of the same names. */
export const requirementShape = {
  id: requirementId,
  topic: prose.optional(),
  text: prose,
  applicable: oneOf(['yes', 'no']).optional(),
  reading: prose.optional(),
  reason: prose.optional(),
  uncovered: prose.optional(),
};

/** A requirement as the file states it. A missing `applicable` means `yes`. */
export const requirementTable = table(requirementShape);

export type WrittenRequirement = z.output<typeof requirementTable>;

/** Top-level keys of a JSON file. The reader reads the requirements one by one, so that each problem has its place. */
export const setTable = table({
  set: requirementId,
  title: prose.optional(),
  source: prose.optional(),
  requirements: z.array(z.unknown(), { error: 'a list of requirements' }),
});

/** Schema of a whole file. The reader of a user's file checks the items one by one instead, to find all problems. */
export const fileTable = table({ ...setTable.shape, requirements: z.array(requirementTable) });

/** Returns the JSON Schema of a requirements file, for editors. */
export function requirementsJsonSchemaText(): string {
  const schema = z.toJSONSchema(fileTable, { io: 'input', reused: 'ref' });
  return `${JSON.stringify({ title: 'Rollerloop requirements', ...schema }, null, 1)}\n`;
}
