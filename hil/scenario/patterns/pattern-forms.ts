import type * as z from 'zod';
import { table } from '../../yaml/leaf-schemas.ts';
import { keyShown, type Refuse } from '../../yaml/problem.ts';
import { readTable } from '../../yaml/read-table.ts';
import type { MapTree } from '../../yaml/tree.ts';
import { timeText } from '../../yaml/units.ts';
import type { CheckForm, ReadCheck } from '../checks/check-forms.ts';
import type { ScopeReader } from '../checks/scope.ts';
import type { Formula } from '../formula/formula.ts';
import { knownBeginUs } from './known-begin.ts';
import {
  commonShape,
  condition,
  conditionList,
  countLimit,
  definitions,
  holdingShape,
  stretch,
  timingShape,
  windowTime,
} from './pattern-keys.ts';
import { PatternReader } from './pattern-reader.ts';
import {
  avoiding,
  type BuiltPattern,
  counting,
  holding,
  ordered,
  seeing,
  stating,
  type Timing,
} from './response-formula.ts';
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

interface WrittenTiming {
  readonly from?: number | undefined;
  readonly within?: number | undefined;
  readonly 'for at least'?: number | undefined;
  readonly 'for at most'?: number | undefined;
  readonly 'marginal from'?: number | undefined;
}

/** Returns the times of a response. Refuses times that contradict each other. */
function timingOf(written: WrittenTiming, reader: PatternReader): Timing | undefined {
  const { from = 0, within, 'for at least': atLeast, 'for at most': atMost, 'marginal from': marginal } = written;
  const isWrong = (key: string, value: number | undefined, limit: number | undefined, of: string): boolean => {
    if (value === undefined || limit === undefined || value <= limit) return false;
    reader.refuseKey(
      key,
      `${keyShown(key)} of ${timeText(value)}`,
      `at most ${timeText(limit)}, the time of ${keyShown(of)}`,
    );
    return true;
  };
  if (isWrong('from', written.from, within, 'within')) return undefined;
  if (isWrong('for at least', atLeast, atMost, 'for at most')) return undefined;
  if (isWrong('marginal from', marginal, within, 'within')) return undefined;
  if (marginal !== undefined && within === undefined) {
    reader.refuseKey('marginal from', '`marginal from` without `within`', '`marginal from` together with `within`');
    return undefined;
  }
  return {
    fromUs: from,
    ...(within === undefined ? {} : { withinUs: within }),
    ...(atLeast === undefined ? {} : { atLeastUs: atLeast }),
    ...(atMost === undefined ? {} : { atMostUs: atMost }),
    ...(marginal === undefined ? {} : { marginalUs: marginal }),
  };
}

/** If no other key of patterns is present, `see` accepts only an event, so that editors can complete its texts. */
function seen(key: 'see' | 'never see'): CheckForm {
  const form = seenForm(key);
  const keyed = ['whenever', 'except during', 'before', 'from'].map((one) =>
    form.schema.extend({ [one]: (form.schema.shape[one] as z.ZodOptional<z.ZodType>).unwrap() }),
  );
  return { ...form, editorSchemas: [...keyed, form.schema.extend({ during: stretch })] };
}

function seenForm(key: 'see' | 'never see'): CheckForm {
  return patternForm({ [key]: condition, ...timingShape }, (written, reader) => {
    const sought = reader.condition(key);
    const asking = reader.asking();
    const timing = timingOf(written as WrittenTiming, reader);
    if (sought === undefined || asking === undefined || timing === undefined) return undefined;
    return key === 'see' ? seeing(sought, asking, timing) : avoiding(sought, asking, timing);
  });
}

function held(key: 'holds' | 'never'): CheckForm {
  const shape = { [key]: condition, ...holdingShape, 'unless before': condition.optional() };
  return patternForm(shape, (written, reader) => {
    const stated = reader.condition(key);
    const asking = reader.asking();
    const timing = timingOf(written as WrittenTiming, reader);
    const [until, unlessBefore] = [reader.optional('until'), reader.optional('unless before')];
    if (stated === undefined || asking === undefined || timing === undefined || reader.hasRefused) return undefined;
    if (reader.lacksTrigger(['for at least', 'for at most', 'within', 'until'])) return undefined;
    const rule: Formula = key === 'holds' ? stated : { kind: 'not', of: stated };
    const isPlain = until === undefined && timing.atLeastUs === undefined && timing.atMostUs === undefined;
    if (key === 'never' && isPlain) return avoiding(stated, asking, timing, unlessBefore);
    return holding(rule, asking, timing, {
      ...(until === undefined ? {} : { until }),
      ...(unlessBefore === undefined ? {} : { unlessBefore }),
    });
  });
}

/** Forms of patterns, by the key that says what has to be true. */
export const patternForms = {
  see: seen('see'),
  'never see': seen('never see'),
  holds: held('holds'),
  never: held('never'),
  'in order': patternForm({ 'in order': conditionList }, (_, reader) => {
    const steps = reader.conditions('in order');
    const asking = reader.asking();
    return steps === undefined || asking === undefined ? undefined : ordered(steps, asking);
  }),
  count: patternForm(
    { count: condition, per: windowTime, 'at most': countLimit.optional(), 'at least': countLimit.optional() },
    ({ per, 'at most': atMost, 'at least': atLeast }, reader) => {
      const of = reader.condition('count');
      const asking = reader.asking();
      if (of === undefined || asking === undefined) return undefined;
      if (atMost === undefined && atLeast === undefined) {
        reader.refuseCheck('`count`: no limit', '`at most: NUMBER` or `at least: NUMBER`');
        return undefined;
      }
      const limits = { ...(atMost === undefined ? {} : { atMost }), ...(atLeast === undefined ? {} : { atLeast }) };
      return counting(of, per, limits, asking);
    },
  ),
  formula: patternForm({ let: definitions.optional(), formula: condition }, (_, reader) => {
    const stated = reader.condition('formula');
    const asking = reader.asking();
    return stated === undefined || asking === undefined ? undefined : stating(stated, asking);
  }),
} as const satisfies Readonly<Record<string, CheckForm>>;
