import * as z from 'zod';
import { type MrLabel, mrAllowances, mrRegions } from '../../firmware-sim/products/mr-label.ts';
import { lazily } from '../base/lazily.ts';
import { MR_DATE } from '../scenario/pump/mr-label-schema.ts';
import { leaf, line, oneOf, table } from '../yaml/leaf-schemas.ts';

const SOURCE_CHARS_MAX = 400;
const LABELS_MAX = 50;
const LABELS_ALLOWED = `a list of 1 to ${LABELS_MAX} labels`;
const FIELD_ALLOWED = 'a number above 0 and up to 20000';
const GRADIENT_ALLOWED = 'a number above 0 and up to 1000';
const isDate = new RegExp(`^${MR_DATE}$`);

const newLabelTable = () =>
  table({
    region: oneOf(mrRegions),
    from: leaf('a year, or a year and a month, as in 2019 or 2019-10', `^${MR_DATE}$`, (text) =>
      isDate.test(text) ? { ok: true, value: text } : { ok: false },
    ),
    allows: oneOf(mrAllowances).meta({ description: 'How the label limits the static field of a scanner.' }),
    fieldMt: z.number({ error: FIELD_ALLOWED }).positive(FIELD_ALLOWED).max(20_000, FIELD_ALLOWED).optional(),
    gradientTPerMMax: z
      .number({ error: GRADIENT_ALLOWED })
      .positive(GRADIENT_ALLOWED)
      .max(1000, GRADIENT_ALLOWED)
      .optional(),
    source: line(SOURCE_CHARS_MAX),
  });

/** Builds the schema of one label. Every allowance but `unsafe` has a field. */
const newLabel = () =>
  newLabelTable().transform((written, ctx): MrLabel => {
    if ((written.allows === 'unsafe') === (written.fieldMt === undefined)) return written as MrLabel;
    const message = '`fieldMt` with "up to" and "exactly", no `fieldMt` with "unsafe"';
    ctx.issues.push({ code: 'custom', input: written, message });
    return z.NEVER;
  });

/** Schema of the labels, built when it is first needed. */
export const mrLabelsTable = lazily(() =>
  table({
    mainRegion: oneOf(mrRegions).meta({
      description: 'Region whose newest label is in force if a scenario names none.',
    }),
    labels: z.array(newLabel(), { error: LABELS_ALLOWED }).min(1, LABELS_ALLOWED).max(LABELS_MAX, LABELS_ALLOWED),
  }),
);
