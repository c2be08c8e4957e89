import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import { anchorsOf } from '../checks/expectation-watch.ts';
import { spanOf } from '../checks/span.ts';
import { isLasting } from '../patterns/blind-check.ts';
import type { Pattern } from '../patterns/pattern.ts';
import { type Expectation, isOfAnswer, isOfStudy, type Scenario } from '../scenario.ts';

/**
 * Warns of checks that begin as the run ends, so that they can see nothing. It warns only where the scenario alone tells the end
 * of its run: no check waits for an event after the last entry.
 */
export function lateBeginWarnings(scenario: Scenario): readonly string[] {
  const { expect, timeline, file, endsAtUs } = scenario;
  const ends = expect.map((expectation) => endUsOf(expectation, scenario));
  const endUs = endsAtUs ?? Math.max(timeline.at(-1)?.atUs ?? 0, ...ends);
  return expect.flatMap((expectation) => {
    const beginsUs = openBeginUs(expectation, scenario);
    if (beginsUs === undefined || beginsUs < endUs) return [];
    const { name, place } = expectation;
    const says = `"${name}" begins at ${pumpTimeText(beginsUs)}, as the run ends, so it sees nothing; add a later entry or a check with a later end`;
    return [`${file}:${place.line}:${place.column}: ${says}`];
  });
}

/** Returns the time to which a check holds the run at least; Infinity where only a run shows it. */
function endUsOf(expectation: Expectation, scenario: Scenario): number {
  const { check, scope } = expectation;
  if (check.kind === 'pattern') return patternEndUs(check.pattern);
  if (isOfAnswer(check)) return 0;
  if (isOfStudy(check) || anchorsOf(scope).length > 0) return Number.POSITIVE_INFINITY;
  const toUs = spanOf(expectation, scenario, undefined)?.toUs ?? 0;
  if (check.kind === 'see') return Number.POSITIVE_INFINITY;
  return toUs === Number.POSITIVE_INFINITY ? 0 : toUs;
}

function patternEndUs({ awaits = [], trigger, beginsUs, isScope, horizonUs }: Pattern): number {
  if (awaits.some(({ event }) => event !== 'bench.entry')) return Number.POSITIVE_INFINITY;
  if (beginsUs !== undefined) return isScope === true || trigger === undefined ? horizonUs : beginsUs + horizonUs;
  return trigger === undefined || horizonUs === 0 ? 0 : Number.POSITIVE_INFINITY;
}

/** Returns when a check begins that looks up to the end of the run; undefined for any other check. */
function openBeginUs(expectation: Expectation, scenario: Scenario): number | undefined {
  const { check, scope } = expectation;
  if (check.kind === 'pattern') {
    const { isScope, response, beginsUs } = check.pattern;
    return isScope === true || isLasting(response) ? beginsUs : undefined;
  }
  if (isOfAnswer(check) || check.kind === 'see' || isOfStudy(check)) return undefined;
  const isKnown = scope.kind !== 'at' && anchorsOf(scope).length === 0;
  const span = isKnown ? spanOf(expectation, scenario, undefined) : undefined;
  return span?.toUs === Number.POSITIVE_INFINITY ? span.fromUs : undefined;
}
