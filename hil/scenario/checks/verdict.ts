/** Verdict of a measurement or of a run. */
export type Verdict = 'pass' | 'fail' | 'not decided' | 'never triggered' | 'skipped';

/**
 * Reason why a check is not decided. `cut`: the run or the span ended first. `cannot tell`: values inside the stated
 * errors give both answers. `ended`: an `unless` event ended the check. `no source`: the run cannot know what it reads.
 */
export type UndecidedReason = 'cut' | 'cannot tell' | 'ended' | 'no source';

/** All verdicts, the worst first. `skipped` is last, because it does not count. */
export const verdicts: readonly Verdict[] = ['fail', 'not decided', 'never triggered', 'pass', 'skipped'];

/** Returns the worst verdict. Skipped checks do not count. If no other check is left, the result is `not decided`. */
export function worst<V extends Verdict>(found: readonly V[]): Exclude<V, 'skipped'> | 'not decided' {
  const counted = found.filter((verdict): verdict is Exclude<V, 'skipped'> => verdict !== 'skipped');
  if (counted.length === 0) return 'not decided';
  return counted.reduce((a, b) => (verdicts.indexOf(b) < verdicts.indexOf(a) ? b : a));
}
