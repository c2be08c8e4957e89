import * as z from 'zod';
import { leaf, line, oneOf, quantity, table } from '../../yaml/leaf-schemas.ts';
import { unitSymbolsOfAll } from '../../yaml/units.ts';
import { requirementIds } from '../checks/requirement-ids.ts';
import { TIME_LIMITS } from '../entry/action-form.ts';

/** Schema of a condition. `read-written.ts` reads its text, with places. */
const condition = leaf('a condition, as in true.rotor is held', '^[\\s\\S]{1,4000}$', (text) =>
  text === '' ? { ok: false } : { ok: true, value: text },
);

/** Words of conditions that no event and no name of an entry has. */
export const CONDITION_WORDS = /[<>(]| is | and | or |^not /;

/** Description of a condition that cannot be an event. */
export const CONDITION_IN_WORDS = 'a condition that is no event, as in true.rotor is held';

/** Schema of a condition that cannot be an event, for editors. */
export const conditionInWords = leaf(CONDITION_IN_WORDS, CONDITION_WORDS.source, (text) => ({ ok: true, value: text }));

const CONDITIONS = 'a list of 2 to 20 conditions in the order of time';
export const conditionList = z
  .array(condition, { error: CONDITIONS })
  .min(2, { error: CONDITIONS })
  .max(20, { error: CONDITIONS });

const time = quantity('time', TIME_LIMITS).optional();
const COUNT_TO = 1_000_000;
export const countLimit = z
  .number({ error: `a whole number from 0 to ${COUNT_TO}` })
  .int({ error: `a whole number from 0 to ${COUNT_TO}` })
  .min(0, { error: `a whole number from 0 to ${COUNT_TO}` })
  .max(COUNT_TO, { error: `a whole number from 0 to ${COUNT_TO}` });

export const stretch = table({ from: condition, to: condition });
const STRETCH = 'the name of an entry, or a mapping with `from` and `to`';

/** A part of the run: the span of an entry, or the time between two conditions. */
const during = z.union([condition, stretch], { error: STRETCH }).optional();
const becomes = table({ becomes: condition, 'for at least': time, 'for at most': time });
const throughout = table({ throughout: condition });
const WHENEVER = 'a condition, or a mapping with `becomes` or `throughout`';

/** Keys of all patterns: name and meaning, and the part of the run in which a check looks. */
export const commonShape = {
  name: line(100),
  requires: requirementIds.optional(),
  'may never happen': oneOf(['yes']).optional(),
  whenever: z.union([condition, becomes, throughout], { error: WHENEVER }).optional(),
  when: condition.optional(),
  during,
  'except during': during,
  after: condition.optional(),
  before: condition.optional(),
  unless: condition.optional(),
};

/** Keys for the times of a response. */
export const timingShape = { from: time, within: time, 'marginal from': time };
export const lengthShape = { 'for at least': time, 'for at most': time };
export const orderShape = { within: time, 'marginal from': time };
/** A number with a unit, whose dimension the condition decides. */
const MARGINAL_NUMBER = String.raw`^-?\d{1,9}(\.\d{1,6})? (${[...new Set(unitSymbolsOfAll())].join('|')})$`;
const anyQuantity = leaf('a number in the unit of the signal', MARGINAL_NUMBER, (text) =>
  new RegExp(MARGINAL_NUMBER).test(text) ? { ok: true, value: text } : { ok: false },
);
const MARGINAL = 'a time, or a number in the unit of the signal';
export const holdingShape = {
  from: time,
  within: time,
  'marginal from': z.union([quantity('time', TIME_LIMITS), anyQuantity], { error: MARGINAL }).optional(),
  ...lengthShape,
  until: condition.optional(),
};

export { condition };

/** Names for conditions, which a formula may use. */
export const definitions = z.record(z.string(), condition, { error: 'a mapping of names to conditions' });
export const windowTime = quantity('time', { above: '0 s', to: TIME_LIMITS.to });

/** Keys that only patterns have. If an expectation has one of them, it is a pattern. */
export const patternKeys: readonly string[] = [
  'whenever',
  'except during',
  'before',
  'unless before',
  'from',
  'for at least',
  'for at most',
  'until',
  'holds',
  'never',
  'in order',
  'count',
  'per',
  'formula',
  'let',
];
