import type * as z from 'zod';
import { table } from '../../yaml/leaf-schemas.ts';
import { keyShown, type Refuse } from '../../yaml/problem.ts';
import { readTable } from '../../yaml/read-table.ts';
import type { MapTree } from '../../yaml/tree.ts';
import type { CheckForm, ReadCheck } from '../checks/check-forms.ts';
import type { ScopeReader } from '../checks/scope.ts';
import type { Formula } from '../formula/formula.ts';
import type { Asking, BuiltPattern, Timing } from './asking.ts';
import { isOfMoments } from './build-formula.ts';
import { holding } from './held-formula.ts';
import { knownBeginUs } from './known-begin.ts';
import { narrowed } from './marginal-number.ts';
import {
  commonShape,
  condition,
  conditionInWords,
  conditionList,
  countLimit,
  definitions,
  holdingShape,
  lengthShape,
  orderShape,
  stretch,
  timingShape,
  windowTime,
} from './pattern-keys.ts';
import { PatternReader } from './pattern-reader.ts';
import { type ResponseKind, timingOf, type WrittenTiming } from './read-timing.ts';
import { avoiding, counting, ordered, seeing, stating } from './response-formula.ts';
import { writtenLines } from './written-lines.ts';

interface Written {
  readonly name: string;
  readonly requires?: readonly string[];
  readonly 'may never happen'?: 'yes';
}

type Meaning<T> = (written: T, reader: PatternReader) => BuiltPattern | undefined;

function patternForm<S extends z.core.$ZodShape>(shape: S, meaning: Meaning<z.output<z.ZodObject<S>>>): CheckForm {
  const schema = table({ ...commonShape, ...shape }) as unknown as z.ZodObject;
  return {
    schema,
    read(tree: MapTree, scopes: ScopeReader, refuse: Refuse): ReadCheck | undefined {
      const written = readTable(schema, tree, refuse);
      if (written === undefined) return undefined;
      const built = meaning(written as z.output<z.ZodObject<S>>, new PatternReader(tree, scopes.around, refuse));
      if (built === undefined) return undefined;
      const beginsUs = knownBeginUs(tree, scopes.around);
      const pattern = { ...built, ...(beginsUs === undefined ? {} : { beginsUs }), written: writtenLines(tree) };
      const { name, requires = [], 'may never happen': mayNeverHappen } = written as unknown as Written;
      return {
        name,
        scope: { kind: 'throughout' },
        check: { kind: 'pattern', pattern },
        requires,
        ...(mayNeverHappen === undefined ? {} : { mayNeverHappen: true as const }),
      };
    },
  };
}

function seenOrNot(key: 'see' | 'never see'): CheckForm {
  const form = seenForm(key);
  const keyed = keyedOf(key).map((one) =>
    form.schema.extend({ [one]: (form.schema.shape[one] as z.ZodOptional<z.ZodType>).unwrap() }),
  );
  const inWords = [key, 'after', 'when', 'unless'].map((one) => form.schema.extend({ [one]: conditionInWords }));
  return { ...form, editorSchemas: [...keyed, ...inWords, form.schema.extend({ during: stretch })] };
}

function keyedOf(key: 'see' | 'never see'): readonly string[] {
  const keys = ['whenever', 'except during', 'before', 'from'];
  return key === 'see' ? [...keys, 'for at least', 'for at most'] : keys;
}

function seenForm(key: 'see' | 'never see'): CheckForm {
  const shape = { [key]: condition, ...timingShape, ...(key === 'see' ? lengthShape : {}) };
  return patternForm(shape, (written, reader) => {
    const sought = reader.condition(key);
    const asking = reader.asking();
    const timing = timingOf(written as WrittenTiming, key === 'see' ? 'comes' : 'stays away', reader);
    if (sought === undefined || asking === undefined || timing === undefined) return undefined;
    if (key === 'see') return refusesLength(sought, timing, reader) ? undefined : seeing(sought, asking, timing);
    return reader.lacksTrigger(['within']) ? undefined : avoiding(sought, asking, timing);
  });
}

/** Refuses a length of what is true at single moments alone. */
function refusesLength(sought: Formula, { atLeastUs, atMostUs }: Timing, reader: PatternReader): boolean {
  if ((atLeastUs === undefined && atMostUs === undefined) || !isOfMoments(sought)) return false;
  const key = atLeastUs === undefined ? 'for at most' : 'for at least';
  reader.refuseKey(
    key,
    `${keyShown(key)} of an event, which has no length`,
    `${keyShown(key)} with a condition that lasts`,
  );
  return true;
}

/** `never` keeps a condition away, unless its absence has to last for a time. */
function heldKind(key: 'holds' | 'never', written: WrittenTiming): ResponseKind {
  const lasts = written['for at least'] !== undefined || written['for at most'] !== undefined;
  return key === 'never' && !lasts ? 'stays away' : 'holds';
}

/** Refuses times without a trigger, and a length beside `until`. */
function refusesTimes(until: Formula | undefined, reader: PatternReader): boolean {
  if (reader.lacksTrigger(['for at least', 'for at most', 'within', 'until'])) return true;
  return until !== undefined && reader.refusesBoth(['for at least', 'for at most'], 'until');
}

/** Refuses a marginal band of a count with two limits, and one beyond its limit. */
function refusesMarginal(
  marginal: number,
  atMost: number | undefined,
  atLeast: number | undefined,
  reader: PatternReader,
): boolean {
  const KEY = 'marginal from';
  if (atMost !== undefined && atLeast !== undefined) {
    reader.refuseKey(KEY, `${keyShown(KEY)} with two limits`, `${keyShown(KEY)} with one limit, at least or at most`);
    return true;
  }
  if (atMost === undefined ? marginal >= (atLeast ?? 0) : marginal <= atMost) return false;
  const side = atMost === undefined ? 'least' : 'most';
  reader.refuseKey(
    KEY,
    `${keyShown(KEY)} of ${marginal}`,
    `at ${side} ${atMost ?? atLeast}, the number of ${keyShown(`at ${side}`)}`,
  );
  return true;
}

/** Times of `holds` and `never`, whose marginal band may also be one of the signal. */
type HeldTiming = Omit<WrittenTiming, 'marginal from'> & { readonly 'marginal from'?: number | string | undefined };

function held(key: 'holds' | 'never'): CheckForm {
  const shape = { [key]: condition, ...holdingShape, 'unless before': condition.optional() };
  return patternForm(shape, (written, reader) => {
    const { 'marginal from': marginal, ...others } = written as unknown as HeldTiming;
    const times: WrittenTiming = typeof marginal === 'number' ? { ...others, 'marginal from': marginal } : others;
    const stated = reader.condition(key);
    const asking = reader.asking();
    const timing = timingOf(times, heldKind(key, times), reader);
    const [until, unlessBefore] = [reader.optional('until'), reader.optional('unless before')];
    if (stated === undefined || asking === undefined || timing === undefined || reader.hasRefused) return undefined;
    if (refusesTimes(until, reader)) return undefined;
    const built = (condition: Formula): BuiltPattern =>
      heldPattern(key, condition, asking, timing, { until, unlessBefore });
    if (typeof marginal !== 'string') return built(stated);
    const narrow = narrowed(key, stated, marginal, reader);
    return narrow === undefined ? undefined : { ...built(stated), unmarginal: built(narrow).response };
  });
}

interface HeldExtra {
  readonly until: Formula | undefined;
  readonly unlessBefore: Formula | undefined;
}

function heldPattern(
  key: 'holds' | 'never',
  stated: Formula,
  asking: Asking,
  timing: Timing,
  { until, unlessBefore }: HeldExtra,
): BuiltPattern {
  const rule: Formula = key === 'holds' ? stated : { kind: 'not', of: stated };
  const isPlain = until === undefined && timing.atLeastUs === undefined && timing.atMostUs === undefined;
  if (key === 'never' && isPlain) return avoiding(stated, asking, timing, unlessBefore);
  return holding(rule, asking, timing, {
    ...(until === undefined ? {} : { until }),
    ...(unlessBefore === undefined ? {} : { unlessBefore }),
  });
}

/** Forms of patterns, by the key that says what has to be true. */
export const patternForms = {
  see: seenOrNot('see'),
  'never see': seenOrNot('never see'),
  holds: held('holds'),
  never: held('never'),
  'in order': patternForm({ 'in order': conditionList, ...orderShape }, (written, reader) => {
    if (reader.refusesUnless('in order')) return undefined;
    const steps = reader.conditions('in order');
    const asking = reader.asking();
    const timing = timingOf(written, 'comes', reader);
    if (steps === undefined || asking === undefined || timing === undefined) return undefined;
    return ordered(steps, asking, timing);
  }),
  count: patternForm(
    {
      count: condition,
      per: windowTime,
      'at most': countLimit.optional(),
      'at least': countLimit.optional(),
      'marginal from': countLimit.optional(),
    },
    ({ per, 'at most': atMost, 'at least': atLeast, 'marginal from': marginal }, reader) => {
      if (reader.refusesUnless('count')) return undefined;
      const of = reader.condition('count');
      const asking = reader.asking();
      if (of === undefined || asking === undefined) return undefined;
      if (atMost === undefined && atLeast === undefined) {
        reader.refuseCheck('`count`: no limit', '`at most: NUMBER` or `at least: NUMBER`');
        return undefined;
      }
      if (atMost !== undefined && atLeast !== undefined && atLeast > atMost) {
        reader.refuseKey('at least', `\`at least\` of ${atLeast}`, `at most ${atMost}, the number of \`at most\``);
        return undefined;
      }
      if (marginal !== undefined && refusesMarginal(marginal, atMost, atLeast, reader)) return undefined;
      const limits = { ...(atMost === undefined ? {} : { atMost }), ...(atLeast === undefined ? {} : { atLeast }) };
      return counting(of, per, marginal === undefined ? limits : { ...limits, marginal }, asking);
    },
  ),
  formula: patternForm({ let: definitions.optional(), formula: condition }, (_, reader) => {
    if (reader.refusesUnless('formula')) return undefined;
    const stated = reader.condition('formula');
    const asking = reader.asking();
    return stated === undefined || asking === undefined ? undefined : stating(stated, asking);
  }),
} as const satisfies Readonly<Record<string, CheckForm>>;
