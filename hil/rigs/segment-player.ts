import type { Clock } from '../../protocol/clock.ts';
import { hasShaftFlag, type ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import type { RigRequests } from './rig-requests.ts';

/** A DONE that is later than this is asked for. */
const DONE_OVERDUE_US = 100_000;
/** STATs that may find the motor still moving before the rig is given up. */
const OVERDUE_ASKS_MAX = 20;

export interface PlayedSegment {
  readonly fromSteps: number;
  readonly toSteps: number;
  readonly durationMs: number;
}

/** Sends one segment at a time and waits for its end: by the DONE event, or, where that was lost, by STAT. */
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

  /** `begun` is told how the board was when it took the segment. */
  play(segment: PlayedSegment, then: (report: ShaftReport) => void, begun?: (report: ShaftReport) => void): void {
    this.#segment = segment;
    this.#then = then;
    this.#asksCount = 0;
    this.#requests.send('MOVE', segment, (_reply, report) => {
      begun?.(report);
      this.#watchOverdue(segment.durationMs * 1000 + DONE_OVERDUE_US);
    });
  }

  /** A DONE event came. */
  onDone(toSteps: number, report: ShaftReport): void {
    if (this.#segment !== undefined && toSteps === this.#segment.toSteps) this.#finish(report);
  }

  /** The segment is no longer waited for. */
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

function late(segment: PlayedSegment, report: ShaftReport): HilError {
  const message = `The segment to step ${segment.toSteps} should have ended after ${segment.durationMs} ms; the counter stands at ${report.counterSteps}.`;
  return new HilError('SEGMENT_OVERDUE', 'rig', message);
}
