import type { Link } from '../../protocol/host/link.ts';
import type { RigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';

export interface Parting {
  /** True if the run failed. Then the state of link and board is unknown. */
  readonly hasFailed: boolean;
  readonly wasArmed: boolean;
  readonly wasHolding: boolean;
}

/**
 * Sends HALT before all queued requests, and frees the shaft. After a failure it sends the two stop bytes first: they
 * act within a line and without a session. Ignores the replies.
 */
export function partFromRig(link: Link<RigVocabulary>, { hasFailed, wasArmed, wasHolding }: Parting): void {
  const taken = (): void => {};
  if (link.isOpening) {
    link.close();
    return;
  }
  link.dropQueued();
  // Sends no stop, which would end the run of the program that took over the rig. Its HELLO has already halted the
  // motor.
  if (hasFailed && !link.isTaken) link.stop();
  link.request('HALT', {}, taken);
  if (wasArmed) link.request('FIELD', { tripMt: 0, mode: 'none' }, taken);
  if (wasHolding) link.request('STALL', { mode: 'none', bySteps: 0 }, taken);
}
