import type * as z from 'zod';
import { lazily } from '../../base/lazily.ts';
import { entryName, leaf, line, oneOf, quantity, table } from '../../yaml/leaf-schemas.ts';
import { keyShown, keysShown, type Refuse } from '../../yaml/problem.ts';
import { readTable } from '../../yaml/read-table.ts';
import type { MapTree } from '../../yaml/tree.ts';
import { unitSymbols } from '../../yaml/units.ts';
import { TIME_LIMITS } from '../entry/action-form.ts';
import type { Bounds, Check, Expectation, Scope } from '../scenario.ts';
import { drugSignalPattern, splitSignal } from './drug-signals.ts';
import { limitSchemas } from './limit-schemas.ts';
import { marginalLimit } from './marginal-limit.ts';
import { eventPattern } from './reference-schemas.ts';
import { refusalWords } from './refused-check.ts';
import { requirementIds } from './requirement-ids.ts';
import { momentShape, type ScopeReader, spanShape } from './scope.ts';
import { stampShape, withStamp } from './stamp.ts';
import { toleranceBounds } from './tolerance.ts';
import { drugSignals, type SignalName, signals } from './vocabulary.ts';

type SignalDimension = SignalName['dimension'];

/** An expectation that was read from a file, without its place in the file. */
export type ReadCheck = Omit<Expectation, 'place'>;

/** One way to write an expectation: its schema, with the common keys, and its meaning. */
export interface CheckForm {
  readonly schema: z.ZodObject;
  /** Schemas for editors, for forms whose own schema tells an editor too little. The reader does not use them. */
  readonly editorSchemas?: readonly z.ZodObject[];
  /** Dimension of the signals that this form accepts. Absent if the form has no signal. */
  readonly dimension?: SignalDimension;
  read(tree: MapTree, scopes: ScopeReader, refuse: Refuse): ReadCheck | undefined;
}

interface Meant {
  readonly scope: Scope;
  /** Absent after a refusal. */
  readonly check: Check | undefined;
}

/** Keys that have the same meaning in several forms. */
interface WrittenCommon {
  readonly name: string;
  readonly requires?: readonly string[];
  readonly 'marginal from'?: number;
  readonly 'may never happen'?: 'yes';
}

type Meaning<T> = (written: T, scopes: ScopeReader, tree: MapTree, refuse: Refuse) => Meant;

const FIT_LIMITS = { from: '-360 deg', to: '360 deg' };
const withinTime = quantity('time', TIME_LIMITS).optional();
const nameShape = { name: line(100), requires: requirementIds.optional() };

function checkForm<S extends z.core.$ZodShape>(
  shape: S,
  meaning: Meaning<z.output<z.ZodObject<S>>>,
  dimension?: SignalDimension,
): CheckForm {
  const schema = table({ ...nameShape, ...shape }) as unknown as z.ZodObject;
  return {
    schema,
    ...(dimension === undefined ? {} : { dimension }),
    read(tree, scopes, refuse) {
      const written = readTable(schema, tree, refuse);
      if (written === undefined) return undefined;
      const { scope, check } = meaning(written as z.output<z.ZodObject<S>>, scopes, tree, refuse);
      if (check === undefined) return undefined;
      const common = written as unknown as WrittenCommon;
      const marginalFrom = marginalLimit(common['marginal from'], scope, check, tree, refuse);
      return {
        name: common.name,
        scope,
        check,
        requires: common.requires ?? [],
        ...(marginalFrom === undefined ? {} : { marginalFrom }),
        ...(common['may never happen'] === undefined ? {} : { mayNeverHappen: true as const }),
      };
    },
  };
}

/** Returns the bounds of the one limit key that is written. Refuses no limit key, and two. */
function oneBounds(
  written: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  tree: MapTree,
  refuse: Refuse,
): readonly [string, Bounds] | undefined {
  const [first, second] = keys.filter((key) => written[key] !== undefined);
  if (first === undefined) refuse(tree.place, 'expectation: no limit', `one of ${keysShown(keys)}`, undefined, true);
  else if (second === undefined) return [first, written[first] as Bounds];
  else
    refuse(
      tree.entries.get(second)?.keyPlace ?? tree.place,
      `two limits, ${keyShown(first)} and ${keyShown(second)}`,
      'one limit in an expectation',
    );
  return undefined;
}

function unitOf(signal: string): string {
  return (signals as Readonly<Record<string, SignalName>>)[splitSignal(signal).base]?.unit ?? '';
}

/** Builds a schema of the signals of a dimension. A signal that exists for each drug may carry the name of a drug. */
function signalOf(dimension: SignalDimension) {
  const names = namesOf(dimension);
  const ofDrugs = drugSignals.filter((name) => names.includes(name));
  if (ofDrugs.length === 0) return oneOf(names);
  const pattern = `^(${names.map((name) => name.replace('.', '\\.')).join('|')}|${drugSignalPattern(ofDrugs)})$`;
  const allowed = `${names.join(', ')}, or the signal of a further drug, as in ${ofDrugs[0]}.clonidine`;
  return leaf(allowed, pattern, (text) => (new RegExp(pattern).test(text) ? { ok: true, value: text } : { ok: false }));
}

function namesOf(dimension: SignalDimension): readonly [string, ...string[]] {
  const known = Object.entries(signals).filter(([, signal]) => signal.dimension === dimension);
  return known.map(([name]) => name) as unknown as readonly [string, ...string[]];
}

const spanKinds = { changes: 'changes', advances: 'advances', stays: 'always' } as const;
type SpanVerb = keyof typeof spanKinds;

function signalForm(dimension: SignalDimension): CheckForm {
  const { atLeast, atMost, between, is: equals, tolerance, marginal } = limitSchemas(dimension);
  // The largest value minus the smallest is never below 0.
  const change = limitSchemas(dimension, { from: `0 ${unitSymbols(dimension)[0]}` });
  const criteria = {
    'changes at most': change.atMost,
    'changes at least': change.atLeast,
    'changes between': change.between,
    'changes equals': change.is,
    'advances at least': atLeast,
    'advances at most': atMost,
    'advances between': between,
    'advances equals': equals,
    'stays at least': atLeast,
    'stays at most': atMost,
    'stays between': between,
    'stays equals': equals,
  };
  const shape = { signal: signalOf(dimension), ...spanShape, ...criteria, tolerance, 'marginal from': marginal };
  return checkForm(
    shape,
    (written, scopes, tree, refuse) => {
      const { signal } = written;
      const found = oneBounds(written, Object.keys(criteria), tree, refuse);
      const scope = scopes.span(written);
      if (found === undefined) return { scope, check: undefined };
      const kind = spanKinds[found[0].split(' ')[0] as SpanVerb];
      const bounds = toleranceBounds(...found, written.tolerance, tree, refuse);
      return { scope, check: bounds === undefined ? undefined : { kind, signal, bounds, unit: unitOf(signal) } };
    },
    dimension,
  );
}

function valueForm(dimension: SignalDimension): CheckForm {
  const { atLeast, atMost, between, is, tolerance, marginal } = limitSchemas(dimension);
  const criteria = { 'at least': atLeast, 'at most': atMost, between, is, equals: is };
  const shape = { value: signalOf(dimension), ...momentShape, ...criteria, tolerance, 'marginal from': marginal };
  return checkForm(
    shape,
    (written, scopes, tree, refuse) => {
      const { value: signal } = written;
      const found = oneBounds(written, Object.keys(criteria), tree, refuse);
      const scope = scopes.moment(written);
      if (found === undefined) return { scope, check: undefined };
      const bounds = toleranceBounds(...found, written.tolerance, tree, refuse);
      return {
        scope,
        check: bounds === undefined ? undefined : { kind: 'value', signal, bounds, unit: unitOf(signal) },
      };
    },
    dimension,
  );
}

/** Builds a form when it is first needed. There are many dimensions, and a scenario uses few. */
function formOnDemand(dimension: SignalDimension, build: (dimension: SignalDimension) => CheckForm): CheckForm {
  const form = lazily(() => build(dimension));
  return {
    dimension,
    get schema() {
      return form().schema;
    },
    read: (tree, scopes, refuse) => form().read(tree, scopes, refuse),
  };
}

/** Dimensions of all signals. Each signal belongs to the form of its dimension. */
const dimensions: readonly SignalDimension[] = [
  ...new Set(Object.values<SignalName>(signals).map(({ dimension }) => dimension)),
];

/** Forms of expectations by kind; `signal` and `value` have one form for each dimension. */
export const checkForms: Readonly<Record<string, readonly CheckForm[]>> = {
  see: [
    checkForm(
      { see: eventPattern, ...stampShape, ...spanShape, 'marginal from': withinTime },
      (written, scopes, tree, refuse) => ({
        scope: scopes.span(written),
        check: { kind: 'see', pattern: withStamp(written.see, written, tree, refuse) },
      }),
    ),
  ],
  'never see': [
    checkForm({ 'never see': eventPattern, ...spanShape }, (written, scopes) => ({
      scope: scopes.span(written),
      check: { kind: 'never see', pattern: written['never see'] },
    })),
  ],
  signal: dimensions.map((dimension) => formOnDemand(dimension, signalForm)),
  value: dimensions.map((dimension) => formOnDemand(dimension, valueForm)),
  outcome: [
    checkForm({ outcome: oneOf(['pass', 'fail', 'partial']), of: entryName }, ({ outcome, of }, scopes) => ({
      scope: { kind: 'throughout' },
      check: { kind: 'outcome', study: scopes.study('of', of), is: outcome },
    })),
  ],
  reading: [
    checkForm(
      { reading: oneOf(['pass', 'fail', 'partial', 'ambiguous']), of: entryName },
      ({ reading, of }, scopes) => ({
        scope: { kind: 'throughout' },
        check: { kind: 'reading', study: scopes.study('of', of), is: reading },
      }),
    ),
  ],
  refused: [
    checkForm({ refused: oneOf(refusalWords), after: entryName }, ({ refused: by, after }, scopes) => {
      const entry = scopes.entry('after', after);
      return {
        scope: { kind: 'after', anchor: { kind: 'entry', entry }, withinUs: 0 },
        check: { kind: 'refused', entry, by },
      };
    }),
  ],
  accepted: [
    checkForm({ accepted: oneOf(['yes']), after: entryName }, ({ after }, scopes) => {
      const entry = scopes.entry('after', after);
      return {
        scope: { kind: 'after', anchor: { kind: 'entry', entry }, withinUs: 0 },
        check: { kind: 'accepted', entry },
      };
    }),
  ],
  'films fit': [
    checkForm({ 'films fit': quantity('angle', FIT_LIMITS), of: entryName }, (written, scopes) => ({
      scope: { kind: 'throughout' },
      check: { kind: 'films fit', study: scopes.study('of', written.of), angleDeg: written['films fit'] },
    })),
  ],
};
