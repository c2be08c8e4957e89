import type { ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import type { RigFacts } from './rig-facts.ts';
import type { RigRequests } from './rig-requests.ts';
import type { SegmentPlayer } from './segment-player.ts';
import { COMPARED_MOTION_DEG, type ShaftComparison, ShaftWatch } from './shaft-watch.ts';

/** Longest piece, below the board's lapse of 5 s. A running segment does not restart the lapse. */
const PIECE_MS_MAX = 4000;
/**
 * Most pieces of the first turn. A slower rig turns too little in them; its holds are confirmed by motion during the
 * run.
 */
const PIECES_MAX = 5;

/** Commanded and measured angle of the first turn. */
export type SeenTurn = ShaftComparison;

export interface FirstTurnOptions {
  readonly requests: RigRequests;
  readonly facts: RigFacts;
  readonly player: SegmentPlayer;
  /** Angle at which the turn ends, modulo a full turn. Undefined: the shortest turn. */
  readonly alignDeg?: number | undefined;
}

/**
 * Turns the shaft forwards before the run counts steps. This takes up the play and shows that the encoder is not stuck.
 * Without it, a run that begins with a field could not tell a held shaft from a stuck encoder.
 */
export class FirstTurn {
  readonly #options: FirstTurnOptions;
  readonly #turnSteps: number;

  constructor(options: FirstTurnOptions) {
    this.#options = options;
    this.#turnSteps = firstTurnSteps(options.facts, options.alignDeg);
  }

  /**
   * Makes the first turn. It ends at step 0, so a board that mistakes the sign of its counter fails here. `then` receives
   * the report at the zero of the run, and the comparison of the turn.
   */
  take(then: (first: ShaftReport, turn: SeenTurn) => void): void {
    const { requests, facts } = this.#options;
    const fromSteps = -this.#turnSteps;
    requests.send('ZERO', { counterSteps: fromSteps }, (_reply, report) => {
      if (report.counterSteps !== fromSteps) requests.fail(counterWrong(fromSteps, report.counterSteps));
      const watch = new ShaftWatch(facts, report);
      this.#play(watch, fromSteps, PIECES_MAX, () => this.#ended(watch, then));
    });
  }

  /** Plays the turn from `fromSteps`, which is negative, to 0. */
  #play(watch: ShaftWatch, fromSteps: number, pieces: number, then: () => void): void {
    const { facts, player } = this.#options;
    const pieceMs = Math.min(PIECE_MS_MAX, facts.segmentMsMax);
    const stepsMax = Math.max(1, Math.floor((pieceMs * facts.stepsPerSecondMax) / 1000));
    const toSteps = Math.min(0, fromSteps + stepsMax);
    const durationMs = Math.max(1, Math.ceil((1000 * (toSteps - fromSteps)) / facts.stepsPerSecondMax));
    player.play({ fromSteps, toSteps, durationMs }, (report) => {
      watch.moved(toSteps - fromSteps);
      // A shaft that turns too far has already failed, so further pieces would add no evidence.
      const isFarOff = Math.abs(watch.shaftDeg(report)) > 2 * this.#turnSteps * facts.stepDeg;
      if (toSteps === 0 || pieces === 1 || isFarOff) then();
      else this.#play(watch, toSteps, pieces - 1, then);
    });
  }

  #ended(watch: ShaftWatch, then: (first: ShaftReport, turn: SeenTurn) => void): void {
    const { requests, facts } = this.#options;
    requests.send('ZERO', { counterSteps: 0 }, (_reply, report) => {
      const seen = watch.compare(watch.shaftDeg(report));
      // It is unknown how much play was already taken up, so all of the play is allowed.
      then(report, { ...seen, allowedDeg: seen.allowedDeg + facts.takeUpSteps * facts.stepDeg });
    });
  }
}

/** Returns the rig steps of a first turn: the shortest one that shows the encoder and takes up the play, and up to a turn more. */
export function firstTurnSteps(facts: RigFacts, alignDeg?: number): number {
  const leastSteps = Math.ceil(COMPARED_MOTION_DEG / facts.stepDeg) + facts.takeUpSteps;
  if (alignDeg === undefined) return leastSteps;
  const restDeg = (((alignDeg - leastSteps * facts.stepDeg) % 360) + 360) % 360;
  return leastSteps + Math.round(restDeg / facts.stepDeg);
}

function counterWrong(askedSteps: number, reportedSteps: number): HilError {
  const message = `The rig accepted ZERO at step ${askedSteps}, but reports its counter at ${reportedSteps}; allowed: the same step.`;
  return new HilError('COUNTER_CONTRADICTED', 'rig', message, { hint: "Check the board's firmware with `rig check`." });
}
