import { accepted } from '../../../firmware-sim/base/refusal.ts';
import { oneOf } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';

export interface WithdrawAction {
  readonly kind: 'withdraw';
}

/** A clinician empties the reservoir with a syringe. */
export const withdraw: ActionDefinition<WithdrawAction> = {
  kind: 'withdraw',
  key: 'withdraw',
  forms: [actionForm({ withdraw: oneOf(['all']) }, () => ({ kind: 'withdraw' }))],
  act({ pump }) {
    pump.withdraw();
    return accepted;
  },
  foreign: {
    act({ body }) {
      body.withdraw();
      return accepted;
    },
  },
  words: [{ event: 'in.withdraw', text: () => 'the reservoir is emptied with a syringe' }],
  constants: [{ names: ['fillingKneeMl', 'fillingFloorMl'], when: (_action, { filling }) => filling === undefined }],
};
