import { ENCODER_COUNTS } from '../../protocol/tables/rig-constants.ts';
import { hasShaftFlag, type ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import { type BoardIdentity, type BoardSays, boardIdentityOf } from '../rigs/board-identity.ts';
import { RigFacts } from '../rigs/rig-facts.ts';
import type { Conversation } from './conversation.ts';

/** Added to the time that a segment should take. */
const DONE_LATE_US = 1_000_000;
/** Within the range of the counter, and of one segment. */
const SEGMENT_STEPS_MAX = 20_000;

/** A rig that is being checked: who it said it is, and its shaft. */
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

  /** By the encoder, in degrees; turns are counted by the board. */
  angleDeg(report: ShaftReport): number {
    return ((report.encoderTurn * ENCODER_COUNTS + report.encoderRaw) * 360) / ENCODER_COUNTS;
  }

  /** Starts a segment of so many steps and returns how long it lasts. */
  async begin(steps: number, stepsPerSecond = this.facts.stepsPerSecondMax): Promise<number> {
    const { counterSteps } = await this.talk.report();
    const durationMs = Math.max(1, Math.ceil((1000 * Math.abs(steps)) / stepsPerSecond));
    await this.talk.ask('MOVE', { fromSteps: counterSteps, toSteps: counterSteps + steps, durationMs });
    return durationMs;
  }

  /** Turns to the end and reads the shaft there, once it has come to rest. */
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

  /** The shaft at rest. */
  async rest(): Promise<ShaftReport> {
    await this.talk.pause(REST_US);
    return await this.talk.report();
  }

  has(report: ShaftReport, flag: Parameters<typeof hasShaftFlag>[1]): boolean {
    return hasShaftFlag(report.flags, flag);
  }
}

/** A geared stepper has stopped swinging by then. */
const REST_US = 50_000;
