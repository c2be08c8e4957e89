import { quantity } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';
import { BOLUS_LIMITS } from './bolus.ts';

export interface PrimingBolusAction {
  readonly kind: 'priming bolus';
  readonly volumeMl: number;
}

/** A bolus that fills the tubing and the catheter with the new drug. */
export const primingBolus: ActionDefinition<PrimingBolusAction> = {
  kind: 'priming bolus',
  key: 'priming bolus',
  forms: [
    actionForm({ 'priming bolus': quantity('volume', BOLUS_LIMITS) }, (written) => ({
      kind: 'priming bolus',
      volumeMl: written['priming bolus'],
    })),
  ],
  act: ({ pump }, { volumeMl }) => pump.primingBolus(volumeMl),
  foreign: { needs: () => ['PRIME'], act: (pump, { volumeMl }) => pump.orders.priming(volumeMl) },
  words: [
    {
      event: 'in.bolus',
      text: ({ kind, volumeMl }) =>
        kind === 'priming bolus' ? `a priming bolus of ${volumeMl} mL is requested` : undefined,
    },
  ],
  constants: [{ names: ['primingMlMax'] }],
};
