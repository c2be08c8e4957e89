import * as z from 'zod';
import { INDEX_SCHEMA } from './index-data.ts';
import { callSchema, scenarioSchema, totalsSchema } from './results-schema.ts';

const text = z.string();
const count = z.number().int().nonnegative();
const { label, scenario, file, hash, tags, says, verdict, pump, seed } = scenarioSchema.shape;
const { durationS, pumpUs, fingerprint, repeat } = scenarioSchema.shape;

/** Schema of `index.json`. Further keys are allowed, as in `results.json`. */
const indexSchema = z.looseObject({
  schema: z.literal(INDEX_SCHEMA),
  identity: callSchema,
  exitStatus: count,
  totals: totalsSchema,
  files: z
    .looseObject({ results: text, junit: text, summary: text })
    .meta({ description: 'Files of the call, relative to the folder.' }),
  scenarios: z.array(
    z.looseObject({
      ...{ label, scenario, file, hash, tags, says, verdict, pump, seed, durationS, pumpUs, fingerprint, repeat },
      requires: z.array(text).meta({ description: 'Requirements that its checks cover.' }),
      rig: text.nullable(),
      checkCount: count,
      trace: text.nullable().meta({ description: 'File, relative to the folder.' }),
      csv: text.nullable(),
      html: text.nullable(),
    }),
  ),
  disclaimer: text,
});

/** Returns the text of the schema's file. */
export function indexJsonSchemaText(): string {
  const schema = z.toJSONSchema(indexSchema, { io: 'input', reused: 'ref' });
  return `${JSON.stringify({ title: 'Rollerloop index', ...schema }, null, 1)}\n`;
}
