import type { Measurement } from '../scenario/checks/measurement.ts';
import type { Verdict } from '../scenario/checks/verdict.ts';

/** Verdicts whose invariants a report names one by one. Only a failure affects the verdict of the run. */
const NAMED: readonly Verdict[] = ['fail', 'not decided', 'never triggered'];

/** Returns the verdicts of invariants on one line: `17 hold, 3 skipped; never triggered: "..."`. */
export function invariantsText(invariants: readonly Measurement[]): string {
  const of = (verdict: Verdict): readonly Measurement[] => invariants.filter((one) => one.verdict === verdict);
  const skippedCount = of('skipped').length;
  const counted = `${of('pass').length} hold${skippedCount === 0 ? '' : `, ${skippedCount} skipped`}`;
  const named = NAMED.flatMap((verdict) => {
    const names = of(verdict).map(({ name }) => `"${name}"`);
    return names.length === 0 ? [] : [`${verdict}: ${names.join(', ')}`];
  });
  return [counted, ...named].join('; ');
}

/** Returns the invariants that fail a run. */
export function failedInvariants<T extends Measurement>(invariants: readonly T[]): readonly T[] {
  return invariants.filter(({ verdict }) => verdict === 'fail');
}
