import type { Program } from '../../../firmware-sim/base/therapy.ts';
import { oneOf, quantity, table } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';
import { verbsOfChange } from '../entry/program-verbs.ts';
import { RATE_LIMITS } from '../pump/program-schema.ts';

export interface DraftAction {
  readonly kind: 'draft';
  readonly program: Pick<Program, 'mode' | 'rateMlPerDay'>;
}

const draftTable = table({
  mode: oneOf(['simple continuous', 'minimum rate', 'stopped']),
  rate: quantity('rate', RATE_LIMITS).optional(),
});

/**
 * A programmer drafts a program on the pump. The pump checks it only at `confirm: draft`, and only then it takes
 * effect.
 */
export const draft: ActionDefinition<DraftAction> = {
  kind: 'draft',
  key: 'draft',
  forms: [
    actionForm({ draft: draftTable }, ({ draft: { mode, rate } }) => ({
      kind: 'draft',
      program: { mode, ...(rate === undefined ? {} : { rateMlPerDay: rate }) },
    })),
  ],
  act: ({ programmer }, action) => programmer.draft(action.program),
  foreign: {
    needs: (action) => verbsOfChange(action.program),
    act: (pump, action) => pump.orders.draft(action.program),
  },
  words: [],
};
