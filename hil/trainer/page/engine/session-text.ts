import type { RefusalReason, RefusedField } from '../../../../firmware-sim/base/refusal.ts';
import { scenarioText } from '../../../builders/scenario-text.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import { type MapTree, plainOf } from '../../../yaml/tree.ts';
import { timeText } from '../../../yaml/units.ts';
import type { AddedEntry, PlainValue } from './messages.ts';

/** An entry that the pump refuses, and the field or the reason. */
export interface ExpectedRefusal {
  readonly entry: string;
  readonly by: RefusedField | RefusalReason;
}

/** Parts of a session. */
export interface SessionParts {
  /** The scenario that the session begins with, and its tree with the values of its parameters. */
  readonly base: Scenario;
  readonly tree: MapTree;
  /** Id or path that replaces the scenario's product. */
  readonly product?: string | undefined;
  readonly inputs: readonly AddedEntry[];
  /** Time at which the session ends; later entries are left out. */
  readonly endsAtUs: number;
  readonly refusals: readonly ExpectedRefusal[];
}

/** An entry of a session in the order of its timeline. */
export interface SessionEntry {
  readonly name: string;
  readonly atUs: number;
  readonly written: { readonly [key: string]: PlainValue };
  /** Index of the input; absent for an entry of the scenario. */
  readonly input?: number;
}

/** Keys of a scenario that a session replaces. */
const REPLACED: readonly string[] = ['scenario', 'parameters', 'timeline', 'expect', 'run at most', 'ends at', 'pump'];
/** Shortest run that the language can write. */
const END_US_MIN = 1;

/**
 * Returns the entries of a session in the order of time: those of the scenario before those of the user at the same time. Each
 * has its name and its time, so that an entry between two others moves neither.
 */
export function sessionEntries({ base, tree, inputs, endsAtUs }: SessionParts): readonly SessionEntry[] {
  const items = tree.entries.get('timeline')?.value;
  const own = base.timeline.map(({ name, atUs, action }, index): SessionEntry | undefined => {
    const item = items?.kind === 'list' ? items.items[index] : undefined;
    // A wait does nothing but move the entries behind it, which have times of their own here.
    if (item === undefined || action.kind === 'wait') return undefined;
    return { name, atUs, written: escaped(plainOf(item) as PlainValue) as SessionEntry['written'] };
  });
  const kept = own.filter((entry) => entry !== undefined);
  const names = new Set(base.timeline.map(({ name }) => name));
  const added = inputs.map(({ atUs, entry }, input): SessionEntry => {
    const name = typeof entry.name === 'string' ? entry.name : freeName(names, input);
    names.add(name);
    return { name, atUs, written: escaped(entry) as SessionEntry['written'], input };
  });
  return [...kept, ...added].filter(({ atUs }) => atUs <= endsAtUs).sort((a, b) => a.atUs - b.atUs);
}

function freeName(taken: ReadonlySet<string>, input: number): string {
  for (let number = input + 1; ; number += 1) if (!taken.has(`added ${number}`)) return `added ${number}`;
}

/**
 * Returns the YAML of a session: the scenario with the user's entries on its timeline, an end, and no expectations but that the
 * pump refuses what it refused. Throws `HilError` (usage) for a value that YAML cannot hold.
 */
export function sessionText(parts: SessionParts): string {
  const { base, tree, product, endsAtUs } = parts;
  const entries = sessionEntries(parts);
  const head = Object.entries(plainOf(tree) as Readonly<Record<string, PlainValue>>);
  const kept = head.filter(([key]) => !REPLACED.includes(key)).map(([key, value]) => [key, escaped(value)]);
  const pump = escaped(Object.fromEntries(head).pump ?? {}) as Readonly<Record<string, PlainValue>>;
  const refusals = expectedRefusals(parts, entries);
  return scenarioText({
    scenario: base.name.split(' ')[0],
    ...Object.fromEntries(kept),
    pump: product === undefined ? pump : { ...pump, product },
    timeline: entries.map(({ name, atUs, written: { at: _at, after: _after, wait: _wait, ...action } }) => ({
      at: timeText(atUs),
      ...action,
      name,
    })),
    ...(refusals.length === 0 ? {} : { expect: refusals }),
    'ends at': timeText(Math.max(END_US_MIN, endsAtUs)),
  });
}

/** Returns an expectation for each entry that the pump refuses, those of the scenario first. */
function expectedRefusals({ base, refusals }: SessionParts, entries: readonly SessionEntry[]): readonly object[] {
  const own = base.expect.flatMap(({ check }) =>
    check.kind === 'refused' ? [{ entry: check.entry, by: check.by }] : [],
  );
  const found = new Map([...own, ...refusals].map(({ entry, by }) => [entry, by]));
  return [...found]
    .filter(([entry]) => entries.some(({ name }) => name === entry))
    .map(([entry, by], index) => ({ name: `refusal ${index + 1}`, after: entry, refused: by }));
}

/** Doubles each dollar sign, which would name a parameter. */
function escaped(value: PlainValue): PlainValue {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(escaped);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, escaped(one)]));
}
