import { timeText } from '../../yaml/units.ts';
import type { Expectation, Scenario } from '../scenario.ts';

/**
 * Warns of checks that only `run at most` can end. Such a check waits for an event that may never occur, without a time
 * limit.
 */
export function openEndWarnings({ expect, file, runAtMostUs, endsAtUs }: Scenario): readonly string[] {
  if (endsAtUs !== undefined) return [];
  return expect.filter(isOpen).map(({ name, place: { line, column } }) => {
    const end = timeText(runAtMostUs);
    return `${file}:${line}:${column}: "${name}" waits for an event without a time; only \`run at most\` (${end}) may end the run`;
  });
}

function isOpen({ scope, check }: Expectation): boolean {
  if (check.kind === 'pattern') {
    const { awaits, response } = check.pattern;
    return awaits !== undefined && response.kind === 'eventually' && response.within?.toUs === undefined;
  }
  return (
    check.kind === 'see' && (scope.kind === 'throughout' || (scope.kind === 'after' && scope.withinUs === undefined))
  );
}
