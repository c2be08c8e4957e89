import type { ExpectationWatch } from '../checks/expectation-watch.ts';
import type { Explanation, Window } from '../checks/explanation.ts';
import type { Evidence } from '../checks/judge.ts';
import type { Finding } from '../checks/measurement.ts';
import type { PatternEvidence } from '../patterns/judge-pattern.ts';
import type { Check } from '../scenario.ts';
import type { EventMemory } from './event-memory.ts';

/** Facts from which an explanation is made. */
export interface Explained<C extends Check = Check> {
  readonly finding: Finding;
  readonly check: C;
  readonly watch: ExpectationWatch;
  readonly evidence: Evidence;
  readonly events: EventMemory;
  /** Returns what a pattern was judged by, to judge it again with other limits. Absent for other checks. */
  readonly patternEvidence?: () => PatternEvidence;
}

/** The part of an explanation that one kind of check adds. Events near `atUs` are named. */
export interface Reason extends Pick<Explanation, 'window' | 'deciding' | 'seen' | 'wouldPass'> {
  readonly atUs: number;
}

/** Returns the part of the run that a check looked at. Without an end of its own it reaches to the end of the run. */
export function windowOf({ watch, evidence }: Pick<Explained, 'watch' | 'evidence'>): Window | undefined {
  const { span } = watch;
  if (span === undefined || !Number.isFinite(span.fromUs)) return undefined;
  return { fromUs: span.fromUs, toUs: Number.isFinite(span.toUs) ? span.toUs : Math.max(span.fromUs, evidence.endUs) };
}
