import { type Action, definitionOf } from '../actions/action-table.ts';
import type { Anchor, Expectation, Scenario, TimelineEntry } from '../scenario.ts';

/** Span of pump time that an expectation checks. `toUs` is Infinity if the span ends with the run. */
export interface TimeSpan {
  readonly fromUs: number;
  readonly toUs: number;
}

/**
 * Returns a key for entries of which a later one ends an earlier one. A field, for example, lasts until the next field
 * entry.
 */
function actionKey(action: Action): string {
  return definitionOf(action).key;
}

function entryNamed(scenario: Scenario, name: string): TimelineEntry {
  const entry = scenario.timeline.find((one) => one.name === name);
  if (entry === undefined)
    throw new Error(`scenario ${scenario.name}: no entry "${name}"; the reader should have refused it`);
  return entry;
}

/** Returns the time of an anchor. Undefined until its event occurs; Infinity for the end of the run. */
function anchorUs(anchor: Anchor, scenario: Scenario, seenUs: number | undefined): number | undefined {
  switch (anchor.kind) {
    case 'start':
      return 0;
    case 'end':
      return Number.POSITIVE_INFINITY;
    case 'time':
      return anchor.atUs;
    case 'entry':
      return entryNamed(scenario, anchor.entry).atUs;
    case 'event':
      return seenUs;
  }
}

/** Returns the span that an expectation checks. Undefined until its anchor event occurs. */
export function spanOf(expectation: Expectation, scenario: Scenario, seenUs: number | undefined): TimeSpan | undefined {
  const { scope } = expectation;
  if (scope.kind === 'throughout') return { fromUs: 0, toUs: Number.POSITIVE_INFINITY };
  if (scope.kind === 'during') return duringSpan(scenario, scope.entry);
  const fromUs = anchorUs(scope.anchor, scenario, seenUs);
  if (fromUs === undefined) return undefined;
  if (scope.kind === 'at') return { fromUs, toUs: fromUs };
  return { fromUs, toUs: scope.withinUs === undefined ? Number.POSITIVE_INFINITY : fromUs + scope.withinUs };
}

function duringSpan(scenario: Scenario, name: string): TimeSpan {
  const { atUs } = entryNamed(scenario, name);
  const next = nextLike(name, scenario.timeline);
  return { fromUs: atUs, toUs: next === undefined ? Number.POSITIVE_INFINITY : entryNamed(scenario, next).atUs - 1 };
}

/** Returns the next entry with the same action. That entry ends the entry of this name. */
export function nextLike(name: string, timeline: readonly TimelineEntry[]): string | undefined {
  const index = timeline.findIndex((one) => one.name === name);
  const entry = timeline[index];
  if (entry === undefined) return undefined;
  return timeline.slice(index + 1).find((one) => actionKey(one.action) === actionKey(entry.action))?.name;
}
