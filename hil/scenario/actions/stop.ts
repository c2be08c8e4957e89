import { oneOf } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';
import { verbsOfChange } from '../entry/program-verbs.ts';

export interface StopAction {
  readonly kind: 'stop';
}

/** A programmer stops the pump. The trace shows it as a program with the mode `stopped`. */
export const stop: ActionDefinition<StopAction> = {
  kind: 'stop',
  key: 'stop',
  forms: [actionForm({ stop: oneOf(['pump']) }, () => ({ kind: 'stop' }))],
  act: ({ pump }) => pump.programStopped(),
  // A firmware without STOP is programmed to stop.
  foreign: { needs: () => verbsOfChange({ mode: 'stopped' }), act: (pump) => pump.orders.stop() },
  words: [],
};
