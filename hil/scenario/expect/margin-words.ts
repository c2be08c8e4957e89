import { timeText } from '../../yaml/units.ts';
import { limitedWindows } from '../patterns/margins/shifted-limits.ts';
import type { Pattern } from '../patterns/pattern.ts';
import type { Check, Expectation, PatternCheck } from '../scenario.ts';

const NO_LIMIT = 'none: the check has no limit in time, and asks about the whole run';

/** Returns what the margin in time of a check measures. */
export function marginInTime({ check, scope }: Pick<Expectation, 'check' | 'scope'>): string {
  switch (check.kind) {
    case 'pattern':
      return ofPattern(check);
    case 'see':
    case 'never see':
      if (scope.kind === 'after' && scope.withinUs !== undefined)
        return limitWords([`within ${timeText(scope.withinUs)}`]);
      return scope.kind === 'during' ? MOVED : NO_LIMIT;
    case 'outcome':
    case 'reading':
    case 'films fit':
    case 'refused':
    case 'accepted':
      return 'none: the check reads one entry of the timeline';
    default:
      return ofNumber(check);
  }
}

const MOVED = 'how far its trigger or its part of the run might move';

function ofNumber({ kind }: Check): string {
  return `from the deciding moment to the nearest one at which the ${kind === 'changes' ? 'change' : 'value'} reaches its limit`;
}

function ofPattern({ pattern }: PatternCheck): string {
  const limits = limitsOf(pattern);
  if (limits.length > 0) return limitWords(limits);
  const count = countIn(pattern);
  if (count !== undefined) return `how far one occurrence might move, by the window of ${timeText(count)}`;
  return pattern.trigger === undefined ? NO_LIMIT : MOVED;
}

function limitWords(limits: readonly string[]): string {
  const [only, ...others] = limits;
  return others.length === 0 ? `by its limit, ${only}` : `by the nearest of its limits: ${limits.join(', ')}`;
}

/** Returns the limits in time of a check: those of its keys, and those of its windows. */
function limitsOf({ timeLimits = [], lengths = [], response }: Pattern): readonly string[] {
  const written = [...timeLimits, ...lengths];
  const ofKeys = written.map(({ key, boundUs, uncountedUs = 0 }) => `${key} ${timeText(boundUs - uncountedUs)}`);
  const known = new Set(written.map(({ boundUs }) => boundUs));
  const others = limitedWindows(response).filter(({ within }) => !known.has(within.toUs));
  const ofWindows = others.map(({ kind, within }) => `${kind}[${timeText(within.fromUs)}, ${timeText(within.toUs)}]`);
  return [...new Set([...ofKeys, ...ofWindows])];
}

/** Returns the window of the count that a pattern states; undefined for any other pattern. */
function countIn({ response }: Pattern): number | undefined {
  const rule = response.kind === 'always' ? response.of : response;
  const counted = rule.kind === 'implies' ? rule.right : rule;
  const stated = counted.kind === 'not' ? counted.of : counted;
  return stated.kind === 'count' ? stated.windowUs : undefined;
}
