import type { EventRecord } from '../../../firmware-sim/trace/record.ts';
import type { ExpectationWatch } from '../checks/expectation-watch.ts';
import type { PatternChecks } from '../patterns/pattern-checks.ts';
import { isOfStudy, type Scenario } from '../scenario.ts';

/**
 * Computes the end of the run proper: the latest of the timeline and of the checks that ask once. Occurrences that began
 * by then extend the run by their window. Later occurrences do not count. Checks without an end of their own see the
 * extended run too. The end depends only on the records, so that a kept trace gives the same end.
 */
export class RunEndWatch {
  readonly #scenario: Scenario;
  readonly #watches: readonly ExpectationWatch[];
  readonly #patterns: PatternChecks;
  /** Time of the last study whose films were taken. */
  #studiedUs = 0;
  #studyCount = 0;
  #extended: { readonly endUs: number; readonly needUs: number } | undefined;

  constructor(scenario: Scenario, watches: readonly ExpectationWatch[], patterns: PatternChecks) {
    this.#scenario = scenario;
    this.#watches = watches;
    this.#patterns = patterns;
  }

  hear(record: EventRecord, studyCount: number): void {
    if (studyCount > this.#studyCount && this.#asksForStudy) this.#studiedUs = record.t;
    this.#studyCount = studyCount;
  }

  get endUs(): number {
    const { timeline, runAtMostUs, endsAtUs } = this.#scenario;
    if (endsAtUs !== undefined) return endsAtUs;
    const decidedUs = this.#watches.map((watch) => watch.decidedUs);
    const lastUs = Math.max(timeline.at(-1)?.atUs ?? 0, this.#studiedUs, this.#patterns.oneShotUs, ...decidedUs);
    return Math.min(lastUs, runAtMostUs);
  }

  /** Returns the time to which the run has to last after the checks that ask once are decided. */
  neededUs(nowUs: number): number {
    const { endUs } = this;
    if (nowUs < endUs) return endUs;
    if (this.#extended?.endUs !== endUs) this.#extended = { endUs, needUs: this.#patterns.extendedUs(endUs) };
    return this.#extended.needUs;
  }

  get #asksForStudy(): boolean {
    return this.#scenario.expect.some(({ check }) => isOfStudy(check));
  }
}
