import * as z from 'zod';
import { nearestName } from '../../base/nearest-name.ts';
import { leaf, line, oneOf, quantity, scenarioName, table } from '../../yaml/leaf-schemas.ts';
import { PARAMETER_NAME } from '../parameters/read-parameters.ts';
import { pumpTable } from '../pump/pump-schema.ts';

const TAG_PATTERN = '^[a-z0-9][a-z0-9-]{0,39}$';
const TAGS_MAX = 20;
const TAGS_ALLOWED = `a list of 1 to ${TAGS_MAX} tags, each once`;

const tag = leaf('a tag: small letters, digits and hyphens; at most 40 in all', TAG_PATTERN, (text) =>
  new RegExp(TAG_PATTERN).test(text) ? { ok: true, value: text } : { ok: false },
);

/** Schema of tags, by which a caller selects scenarios: `[mri, slow]`. */
const tagList = z
  .array(tag, { error: TAGS_ALLOWED })
  .min(1, { error: TAGS_ALLOWED })
  .max(TAGS_MAX, { error: TAGS_ALLOWED })
  .refine((tags) => new Set(tags).size === tags.length, { error: TAGS_ALLOWED });

const parameterValue = z.union([z.string(), z.number()]);

/** Values of one parameter. */
const parameterValues = z.union([
  z.array(parameterValue).min(1),
  z.strictObject({ from: parameterValue, to: parameterValue, step: parameterValue }),
]);

/** Schema of `parameters` for editors. The reader of parameters has messages of its own. */
export const parametersForEditors = z.record(z.string().regex(new RegExp(`^${PARAMETER_NAME}$`)), parameterValues);

const FIRMWARE_PATTERN = '^(model|native:.{1,1000}|.{1,1000}\\.(hex|elf|HEX|ELF))$';

/** Schema of a firmware in the pump's place. Its path is relative to the scenario's file. */
const firmwareName = leaf('model, native:PATH, FILE.hex or FILE.elf', FIRMWARE_PATTERN, (text) =>
  new RegExp(FIRMWARE_PATTERN).test(text)
    ? { ok: true, value: text }
    : { ok: false, nearest: nearestName(text, ['model']) },
);

/** Top-level keys of a scenario. Entries and expectations are read one by one, each by its own form. */
export const headShape = {
  scenario: scenarioName,
  says: line(400),
  tags: tagList.optional(),
  pump: pumpTable,
  firmware: firmwareName.optional(),
  'field from': oneOf(['sensor']).optional(),
  'rig slip': oneOf(['allowed']).optional(),
  'run at most': quantity('time', { above: '0 s', to: '30 y' }).optional(),
  'ends at': quantity('time', { above: '0 s', to: '30 y' }).optional(),
};

/** Schema of the top level. The readers of the lists check that the lists exist. */
export const topTable = table({
  ...headShape,
  parameters: z.unknown().optional(),
  timeline: z.unknown().optional(),
  expect: z.unknown().optional(),
});
