import type { CheckView, TimeSpan, VerdictName, VerdictSpan } from '../check-view.ts';
import type { LaneView } from '../lane-view.ts';

/** Verdict of a check along time, and the stretch that decided. */
export interface ShownVerdict {
  /** Name of the check. */
  readonly name: string;
  readonly verdict: VerdictName;
  readonly alongTime: readonly VerdictSpan[];
  readonly deciding: TimeSpan | null;
}

/** Verdicts from the worst on. */
export const WORST_FIRST: readonly VerdictName[] = ['fail', 'not decided', 'never triggered', 'pass', 'skipped'];

/** Returns the verdicts that a lane shows: those of all checks on it that did not simply pass, the worst last and so on top. */
export function verdictsOn(checks: readonly CheckView[], laneId: string): readonly ShownVerdict[] {
  return checks
    .filter(({ verdict, isMarginal, laneIds }) => laneIds.includes(laneId) && (verdict !== 'pass' || isMarginal))
    .map(({ name, verdict, alongTime, deciding }) => ({ name, verdict, alongTime, deciding }))
    .sort((one, other) => WORST_FIRST.indexOf(other.verdict) - WORST_FIRST.indexOf(one.verdict));
}

/** Entries that are drawn through all lanes; more would hide the signals. */
const MARKS_MAX = 40;

/** Returns the lanes with the entries of the timeline drawn through all of them. Many entries stay on their own lane. */
export function lanesWithEntries(lanes: readonly LaneView[]): readonly LaneView[] {
  const marks = lanes.flatMap((lane) => lane.marks);
  return marks.length > MARKS_MAX ? lanes : lanes.map((lane) => ({ ...lane, marks }));
}
