import { ENCODER_COUNTS } from '../../protocol/tables/rig-constants.ts';
import { hasShaftFlag, type ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import { type BoardIdentity, type BoardSays, boardIdentityOf } from '../rigs/board-identity.ts';
import { RigFacts } from '../rigs/rig-facts.ts';
import type { Conversation } from './conversation.ts';

/** Allowed delay of the end of a segment. */
const DONE_LATE_US = 1_000_000;
/** Longest segment that fits the range of the counter and one MOVE. */
const SEGMENT_STEPS_MAX = 20_000;

/** A rig during its check: its identity and its shaft. */
export class CheckedRig {
  readonly talk: Conversation;
  readonly facts: RigFacts;
  readonly board: BoardIdentity;

  private constructor(talk: Conversation, facts: RigFacts, board: BoardIdentity) {
    this.talk = talk;
    this.facts = facts;
    this.board = board;
  }

  static async meet(talk: Conversation, { hello, banner }: Pick<BoardSays, 'hello' | 'banner'>): Promise<CheckedRig> {
    const [caps, units, accuracy] = [
      await talk.ask('CAPS', {}),
      await talk.ask('UNITS', {}),
      await talk.ask('ACCURACY', {}),
    ];
    const { stopCause } = (await talk.ask('STAT', {})).reply;
    if (stopCause !== 'none') await talk.ask('ARM', { cause: stopCause });
    const says = { caps: caps.reply, units: units.reply, accuracy: accuracy.reply };
    const board = boardIdentityOf({ ...says, hello, banner });
    return new CheckedRig(talk, new RigFacts(caps.reply, units.reply, accuracy.reply), board);
  }

  get turnSteps(): number {
    return this.facts.turn.numerator / this.facts.turn.denominator;
  }

  /** Shaft angle by the encoder, in degrees. The board counts whole turns. */
  angleDeg(report: ShaftReport): number {
    return ((report.encoderTurn * ENCODER_COUNTS + report.encoderRaw) * 360) / ENCODER_COUNTS;
  }

  /** Starts a segment and returns its duration in milliseconds. */
  async begin(steps: number, stepsPerSecond = this.facts.stepsPerSecondMax): Promise<number> {
    const { counterSteps } = await this.talk.report();
    const durationMs = Math.max(1, Math.ceil((1000 * Math.abs(steps)) / stepsPerSecond));
    await this.talk.ask('MOVE', { fromSteps: counterSteps, toSteps: counterSteps + steps, durationMs });
    return durationMs;
  }

  /** Turns the shaft and returns its report at rest. */
  async turn(steps: number, stepsPerSecond = this.facts.stepsPerSecondMax): Promise<ShaftReport> {
    for (let rest = steps; rest !== 0; ) {
      const piece = Math.sign(rest) * Math.min(Math.abs(rest), SEGMENT_STEPS_MAX);
      const durationMs = await this.begin(piece, stepsPerSecond);
      const done = await this.talk.event('DONE', durationMs * 1000 + DONE_LATE_US);
      if (done === undefined && this.has(await this.talk.report(), 'moving')) {
        const message = `A segment of ${durationMs} ms did not end within ${durationMs + DONE_LATE_US / 1000} ms.`;
        throw new HilError('SEGMENT_OVERDUE', 'rig', message);
      }
      rest -= piece;
    }
    return await this.rest();
  }

  /** Waits until the shaft rests and returns its report. */
  async rest(): Promise<ShaftReport> {
    await this.talk.pause(REST_US);
    return await this.talk.report();
  }

  has(report: ShaftReport, flag: Parameters<typeof hasShaftFlag>[1]): boolean {
    return hasShaftFlag(report.flags, flag);
  }
}

/** Time in which a geared stepper stops swinging. */
const REST_US = 50_000;
