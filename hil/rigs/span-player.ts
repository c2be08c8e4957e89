import type { Clock } from '../../protocol/clock.ts';
import type { ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import type { BoardTime } from '../base/board-time.ts';
import type { ActiveRun } from './active-run.ts';
import type { FieldWatch, RigSpan } from './field-watch.ts';
import type { RigRequests } from './rig-requests.ts';
import { type SegmentSpan, type SegmentTerms, segmentMs } from './segment-plan.ts';
import { SegmentPlayer } from './segment-player.ts';
import { SpanWait } from './span-wait.ts';

/** Passes each planned span on the board. If the rig steps in the span, it plays a segment; otherwise it waits. */
export class SpanPlayer {
  readonly segments: SegmentPlayer;
  readonly #requests: RigRequests;
  readonly #wait: SpanWait;
  readonly #clock: Clock;
  /** Pump time up to which the last segment was played. Pump time itself has not reached it yet. */
  #playedToUs = 0;

  constructor(boardTime: BoardTime, requests: RigRequests) {
    this.#requests = requests;
    this.#wait = new SpanWait(boardTime);
    this.#clock = boardTime.clock;
    this.segments = new SegmentPlayer(boardTime.clock, requests);
  }

  get busy(): boolean {
    return this.segments.playing || this.#wait.waiting;
  }

  get waitsFor(): string {
    return this.segments.waitsFor ?? this.#wait.waitsFor;
  }

  get playedToUs(): number {
    return this.#playedToUs;
  }

  /** Cancels the wait for a segment and for time. */
  drop(): void {
    this.segments.drop();
    this.#wait.drop();
  }

  /** Lets time pass without rig steps, in a watched run or with a sensed field. */
  standBy(active: ActiveRun, span: SegmentSpan, { speed }: SegmentTerms, limitUs: number): void {
    const { nowUs, endUs, rigFrom, rigTo } = span;
    // The next steps may be due beyond the longest segment.
    if (speed !== 'auto' && endUs > nowUs && endUs < limitUs) active.segmentEnds.at(endUs, () => {});
    const { field } = active;
    if (field === undefined || speed === 'auto') {
      this.#wait.begin(nowUs, endUs, speed);
      return;
    }
    this.#playedToUs = endUs;
    field.expect();
    this.#requests.send('STAT', {}, (_reply, report) => {
      const durationMs = Math.max(1, Math.round((endUs - nowUs) / 1000 / speed));
      field.begin(report, { fromUs: nowUs, toUs: endUs, rigFrom, rigTo, durationMs });
      this.#wait.begin(nowUs, endUs, speed);
      active.segmentEnds.at(endUs, () => field.ended(report));
    });
  }

  /** Plays a span as one segment. */
  play(active: ActiveRun, span: SegmentSpan, terms: SegmentTerms): void {
    const { fromSteps, toSteps, rigFrom, rigTo, nowUs, endUs } = span;
    const durationMs = segmentMs(rigTo - rigFrom, endUs - nowUs, terms);
    this.#wait.played(endUs);
    this.#playedToUs = endUs;
    const rigSpan = { fromUs: nowUs, toUs: endUs, rigFrom, rigTo, durationMs };
    const ended =
      active.field === undefined ? playedFree(active, rigSpan) : playedSensed(active, rigSpan, active.field);
    active.field?.expect();
    const beganUs = this.#clock.nowUs();
    this.segments.play(
      { fromSteps: rigFrom, toSteps: rigTo, durationMs },
      (report) => {
        active.run.trace.event('rig.segment', { fromSteps, toSteps, rigSteps: rigTo - rigFrom, durationMs });
        ended(report);
        // The pump time of a sensed field follows from the board time of its spans, so its waits stay whole.
        if (endUs === nowUs && active.field === undefined) this.#wait.tookWhileStanding(this.#clock.nowUs() - beganUs);
      },
      (report) => active.field?.begin(report, rigSpan),
    );
  }
}

/**
 * Books a segment. The rotor is held during all of it or none of it, because a segment ends at any event that changes
 * this.
 */
function playedFree(active: ActiveRun, { rigFrom, rigTo, toUs }: RigSpan): (report: ShaftReport) => void {
  const free = active.judge?.holding !== true;
  return (report) => {
    if (free) active.judge?.moved(rigTo - rigFrom);
    active.segmentEnds.at(toUs, () => active.judge?.decide(report));
  };
}

/** Judges a segment, unless the board held or freed the shaft during it. In that case the next segment is judged. */
function playedSensed(active: ActiveRun, { toUs }: RigSpan, field: FieldWatch): (report: ShaftReport) => void {
  return (report) =>
    active.segmentEnds.at(toUs, () => {
      if (field.ended(report)) active.judge?.decide(report);
    });
}
