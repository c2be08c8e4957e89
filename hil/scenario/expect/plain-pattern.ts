import { timeText } from '../../yaml/units.ts';
import { nextLike } from '../checks/span.ts';
import { type Formula, not, type Term } from '../formula/formula.ts';
import type { Asking, BuiltPattern } from '../patterns/asking.ts';
import { and, once, START, window } from '../patterns/build-formula.ts';
import { entryEvent } from '../patterns/read-written.ts';
import { avoiding, seeing } from '../patterns/response-formula.ts';
import type { Anchor, Bounds, Check, Expectation, Scenario, Scope } from '../scenario.ts';

type Bounded = Extract<Check, { readonly bounds: Bounds }>;

/**
 * Returns a formula that shows what a check of one signal or event requires. There is none for studies and refusals.
 */
export function plainPattern({ scope, check }: Expectation, scenario: Scenario): BuiltPattern | undefined {
  const asking = askingOf(scope, scenario);
  const withinUs = scope.kind === 'after' ? scope.withinUs : undefined;
  const timing = { fromUs: 0, ...(withinUs === undefined ? {} : { withinUs }) };
  if (check.kind === 'see') return seeing({ kind: 'event', ...check.pattern }, asking, timing);
  if (check.kind === 'never see') return avoiding({ kind: 'event', ...check.pattern }, asking, timing);
  if (!('bounds' in check)) return undefined;
  const stated = withinBounds(check, termOf(check, withinUs));
  if (check.kind === 'always') return avoiding(not(stated), asking, timing);
  const trigger = asking.first ?? asking.scope;
  return { ...(trigger === undefined ? {} : { trigger }), response: stated, horizonUs: 0 };
}

/** The range and the advance over a span are terms that only these checks have. */
function termOf({ kind, signal }: Bounded, withinUs: number | undefined): Term {
  if (kind === 'value' || kind === 'always') return { kind: 'signal', signal };
  const span = withinUs === undefined ? '' : `, ${timeText(withinUs)}`;
  return { kind: 'signal', signal: `${kind === 'changes' ? 'range' : 'advance'}(${signal}${span})` };
}

function withinBounds({ bounds: { atLeast, atMost }, unit }: Bounded, of: Term): Formula {
  const number = (value: number): Term => ({
    kind: 'number',
    value,
    text: unit === '' ? `${value}` : `${value} ${unit}`,
  });
  if (atLeast !== undefined && atMost !== undefined) {
    return { kind: 'in range', of, low: number(atLeast), high: number(atMost), unit };
  }
  const [is, limit] = atLeast === undefined ? (['<=', atMost ?? 0] as const) : (['>=', atLeast] as const);
  return { kind: 'compare', left: of, is, right: number(limit), unit };
}

function askingOf(scope: Scope, scenario: Scenario): Asking {
  if (scope.kind === 'throughout') return {};
  if (scope.kind === 'during') {
    const begins = entryEvent(scope.entry);
    const next = nextLike(scope.entry, scenario.timeline);
    return {
      scope:
        next === undefined ? once(undefined, begins) : { kind: 'since', left: not(entryEvent(next)), right: begins },
    };
  }
  const unless: Formula | undefined =
    scope.kind === 'after' && scope.unless !== undefined ? { kind: 'event', ...scope.unless } : undefined;
  return { first: momentOf(scope.anchor), ...(unless === undefined ? {} : { unless }) };
}

function momentOf(anchor: Anchor): Formula {
  switch (anchor.kind) {
    case 'start':
      return START;
    case 'end':
      return { kind: 'event', event: 'end' };
    case 'time':
      return once(window(anchor.atUs, anchor.atUs), START);
    case 'entry':
      return entryEvent(anchor.entry);
    case 'event': {
      const first: Formula = { kind: 'event', ...anchor.pattern };
      return anchor.next === undefined ? first : and({ kind: 'event', ...anchor.next }, once(undefined, first));
    }
  }
}
