import type { Clock } from '../../protocol/clock.ts';
import { hasShaftFlag, type ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import type { RigRequests } from './rig-requests.ts';

/** Delay after which a missing DONE is replaced by STAT. */
const DONE_OVERDUE_US = 100_000;
/** Number of STATs that may find the motor still moving before the run fails. */
const OVERDUE_ASKS_MAX = 20;

export interface PlayedSegment {
  readonly fromSteps: number;
  readonly toSteps: number;
  readonly durationMs: number;
}

/** Sends one segment at a time. Waits for its end, which DONE or, if DONE was lost, STAT reports. */
export class SegmentPlayer {
  readonly #clock: Clock;
  readonly #requests: RigRequests;
  #segment: PlayedSegment | undefined;
  #then: ((report: ShaftReport) => void) | undefined;
  #asksCount = 0;
  #cancelOverdue: (() => void) | undefined;

  constructor(clock: Clock, requests: RigRequests) {
    this.#clock = clock;
    this.#requests = requests;
  }

  get playing(): boolean {
    return this.#segment !== undefined;
  }

  /** Noun phrase for the wait; undefined without a segment. */
  get waitsFor(): string | undefined {
    return this.#segment === undefined ? undefined : `the segment to step ${this.#segment.toSteps} to end`;
  }

  /** Plays a segment. `begun` receives the report of the reply; `then` receives the report at the end. */
  play(segment: PlayedSegment, then: (report: ShaftReport) => void, begun?: (report: ShaftReport) => void): void {
    this.#segment = segment;
    this.#then = then;
    this.#asksCount = 0;
    this.#requests.send('MOVE', segment, (_reply, report) => {
      begun?.(report);
      this.#watchOverdue(segment.durationMs * 1000 + DONE_OVERDUE_US);
    });
  }

  /** Takes a DONE event. Its report is of the end of the segment, also in a repeated event. */
  onDone(toSteps: number, report: ShaftReport): void {
    const { counterSteps } = report;
    if (counterSteps !== toSteps) this.#requests.fail(endContradicted(toSteps, counterSteps));
    if (this.#segment !== undefined && toSteps === this.#segment.toSteps) this.#finish(report);
  }

  /** Stops waiting for the segment. */
  drop(): void {
    this.#cancelOverdue?.();
    this.#segment = undefined;
  }

  #finish(report: ShaftReport): void {
    this.drop();
    this.#then?.(report);
  }

  #watchOverdue(afterUs: number): void {
    if (this.#segment === undefined) return;
    this.#cancelOverdue = this.#clock.at(this.#clock.nowUs() + afterUs, () => this.#askState());
  }

  #askState(): void {
    this.#requests.send('STAT', {}, (_reply, report) => {
      const segment = this.#segment;
      if (segment === undefined) return;
      const ended = report.counterSteps === segment.toSteps && !hasShaftFlag(report.flags, 'moving');
      this.#asksCount += 1;
      if (ended) this.#finish(report);
      else if (this.#asksCount < OVERDUE_ASKS_MAX) this.#watchOverdue(DONE_OVERDUE_US);
      else this.#requests.fail(late(segment, report));
    });
  }
}

function endContradicted(toSteps: number, counterSteps: number): HilError {
  const message = `The rig reported the end of a segment at step ${toSteps} (DONE) with its counter at ${counterSteps}; allowed: the same step.`;
  return new HilError('END_CONTRADICTED', 'rig', message, { hint: "Check the board's firmware with `rig check`." });
}

function late(segment: PlayedSegment, report: ShaftReport): HilError {
  const message = `The segment to step ${segment.toSteps} should have ended after ${segment.durationMs} ms; the counter stands at ${report.counterSteps}.`;
  return new HilError('SEGMENT_OVERDUE', 'rig', message);
}
