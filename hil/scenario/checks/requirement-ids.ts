import * as z from 'zod';
import { leaf } from '../../yaml/leaf-schemas.ts';

const PATTERN = '^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$';
const IDS_MAX = 50;
const ALLOWED = `a list of 1 to ${IDS_MAX} requirement ids, each once`;

/** Schema of the id of a requirement. */
export const requirementId = leaf(
  'a requirement id: a letter or a digit, then letters, digits, dots and dashes; at most 60 in all',
  PATTERN,
  (text) => (new RegExp(PATTERN).test(text) ? { ok: true, value: text } : { ok: false }),
);

/** Schema of the requirements that an expectation covers: `[GIP-1.4.4, GIP-4.1.2]`. */
export const requirementIds = z
  .array(requirementId, { error: ALLOWED })
  .min(1, { error: ALLOWED })
  .max(IDS_MAX, { error: ALLOWED })
  .refine((ids) => new Set(ids).size === ids.length, { error: ALLOWED });
