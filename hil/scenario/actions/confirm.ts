import { oneOf } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';

export interface ConfirmAction {
  readonly kind: 'confirm';
  readonly what: 'draft' | 'another program';
}

/**
 * A programmer confirms its draft. By mistake it may confirm another program; the pump refuses that and drops the
 * draft.
 */
export const confirm: ActionDefinition<ConfirmAction> = {
  kind: 'confirm',
  key: 'confirm',
  forms: [
    actionForm({ confirm: oneOf(['draft', 'another program']) }, (written) => ({
      kind: 'confirm',
      what: written.confirm,
    })),
  ],
  act: ({ programmer }, { what }) => programmer.confirm(what),
  foreign: { needs: () => ['PROGCOMMIT'], act: (pump, { what }) => pump.orders.confirm(what) },
  words: [],
  constants: [{ names: ['minimumRateMlPerDay'] }],
};
