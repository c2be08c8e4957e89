import {
  type Actor,
  type AnyStateMachine,
  createActor,
  type EventFromLogic,
  type InputFrom,
  type SnapshotFrom,
} from 'xstate';
import type { Clock } from '../../protocol/clock.ts';
import { machineClock } from './xstate-clock.ts';

/**
 * State machine on the pump clock. It throws at once when an action fails. By default xstate stops the actor and throws
 * later from the event loop. By then a run in virtual time would have continued with a stopped machine.
 */
export class MachineActor<M extends AnyStateMachine> {
  readonly #actor: Actor<M>;
  #failure: { readonly error: unknown } | undefined;

  /** `input`: that of the machine, if it takes one. */
  constructor(machine: M, clock: Clock, input?: InputFrom<M>) {
    this.#actor = createActor(machine as AnyStateMachine, {
      input,
      clock: machineClock(clock, () => this.#throwFailure()),
    }) as Actor<M>;
    this.#actor.subscribe({
      error: (error) => {
        this.#failure = { error };
      },
    });
  }

  get snapshot(): SnapshotFrom<M> {
    return this.#actor.getSnapshot();
  }

  start(): void {
    this.#actor.start();
    this.#throwFailure();
  }

  send(event: EventFromLogic<M>): void {
    this.#actor.send(event);
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
