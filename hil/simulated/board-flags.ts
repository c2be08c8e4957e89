import { shaftFlags } from '../../protocol/tables/rig-vocabulary.ts';

const flag = {
  moving: shaftFlags('moving'),
  queued: shaftFlags('queued'),
  stopped: shaftFlags('stopped'),
  energised: shaftFlags('energised'),
  encoder: shaftFlags('encoderOk', 'magnetOk'),
  tripArmed: shaftFlags('tripArmed'),
  tripped: shaftFlags('tripped'),
} as const;

/** State of a board as its report flags it; `encoder` is true while the encoder sees its magnet. */
export type FlaggedState = Readonly<Record<keyof typeof flag, boolean>>;

/** Flags as packed bits, because each reply needs them. */
export function boardFlags(state: FlaggedState): number {
  return (
    (state.moving ? flag.moving : 0) |
    (state.queued ? flag.queued : 0) |
    (state.stopped ? flag.stopped : 0) |
    (state.energised ? flag.energised : 0) |
    (state.encoder ? flag.encoder : 0) |
    (state.tripArmed ? flag.tripArmed : 0) |
    (state.tripped ? flag.tripped : 0)
  );
}
