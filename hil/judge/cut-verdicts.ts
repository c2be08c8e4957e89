import type { ExpectationWatch } from '../scenario/checks/expectation-watch.ts';
import type { Measurement } from '../scenario/checks/measurement.ts';
import type { RunChecks } from '../scenario/expect/run-checks.ts';
import { isOfAnswer, isOfStudy } from '../scenario/scenario.ts';

const NOTE = 'the trace is cut before the run ended';

/**
 * Returns the measurements of a cut trace. A span that ends only with the run is still open at the cut. Its check keeps
 * a verdict only if no later record can change it.
 */
export function cutVerdicts(
  checks: RunChecks,
  measurements: readonly Measurement[],
  endUs: number,
): readonly Measurement[] {
  return measurements.map((measurement, index) => {
    const watch = checks.watches[index] as ExpectationWatch;
    return isOpen(watch, endUs) && !isFinal(watch, measurement) ? undecided(measurement) : measurement;
  });
}

/** Returns whether a span is open. An event that has not occurred may occur after the cut, so its span is open too. */
function isOpen({ span, cutUs, expectation }: ExpectationWatch, endUs: number): boolean {
  if (cutUs !== undefined) return false;
  if (span === undefined || span.toUs === Number.POSITIVE_INFINITY) return true;
  return isOfAnswer(expectation.check) && span.toUs > endUs;
}

/**
 * Returns whether no later record can change a verdict. A range only grows: a value above the upper limit, or one that
 * has reached the lower limit, stays so.
 */
function isFinal({ expectation: { check }, span }: ExpectationWatch, { verdict, value }: Measurement): boolean {
  // A pattern treats all time after the cut as unknown.
  if (isOfStudy(check) || check.kind === 'pattern') return true;
  if (span === undefined) return false;
  // A refusal may follow at the microsecond of the cut.
  if (isOfAnswer(check)) return value !== 'accepted';
  if (check.kind === 'see') return verdict === 'pass';
  if (check.kind === 'never see' || check.kind === 'always') return verdict === 'fail';
  if (check.kind !== 'changes') return false;
  const { atLeast, atMost } = check.bounds;
  return (verdict === 'fail' && atLeast === undefined) || (verdict === 'pass' && atMost === undefined);
}

function undecided(measurement: Measurement): Measurement {
  if (measurement.verdict === 'not decided') return measurement;
  const { isMarginal: _marginal, isUntriggered: _untriggered, ...rest } = measurement;
  return { ...rest, verdict: 'not decided', reason: 'cut', note: NOTE };
}
