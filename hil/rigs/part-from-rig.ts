import type { Link } from '../../protocol/host/link.ts';
import type { RigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';

export interface Parting {
  /** The run ended with a failure, so the state of the link and of the board is not known. */
  readonly hasFailed: boolean;
  readonly wasArmed: boolean;
  readonly wasHolding: boolean;
}

/**
 * Says HALT, whatever else waits, and frees the shaft. After a failure the two stop bytes go first: they act inside a
 * line and without a session. Each answer, also none, is good enough.
 */
export function partFromRig(link: Link<RigVocabulary>, { hasFailed, wasArmed, wasHolding }: Parting): void {
  const taken = (): void => {};
  if (link.isOpening) {
    link.close();
    return;
  }
  link.dropQueued();
  // A stop would end the run of the program that has the rig now; its HELLO has halted our motor.
  if (hasFailed && !link.isTaken) link.stop();
  link.request('HALT', {}, taken);
  if (wasArmed) link.request('FIELD', { tripMt: 0, mode: 'none' }, taken);
  if (wasHolding) link.request('STALL', { mode: 'none', bySteps: 0 }, taken);
}
