import { accepted } from '../../../firmware-sim/base/refusal.ts';
import { quantity } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm, TIME_LIMITS } from '../entry/action-form.ts';

export interface WaitAction {
  readonly kind: 'wait';
}

/** An entry that does nothing. It names a moment, for other entries and expectations. */
export const wait: ActionDefinition<WaitAction> = {
  kind: 'wait',
  key: 'wait',
  forms: [actionForm({ wait: quantity('time', TIME_LIMITS) }, () => ({ kind: 'wait' }))],
  act: () => accepted,
  foreign: { act: () => accepted },
  words: [],
};
