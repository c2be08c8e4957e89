import { oneOf } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';

export interface ValveResetAction {
  readonly kind: 'valve reset';
}

/** A clinician resets the flow-activated valve. That valve closes at a high flow. */
export const flowActivatedValve: ActionDefinition<ValveResetAction> = {
  kind: 'valve reset',
  key: 'flow-activated valve',
  forms: [actionForm({ 'flow-activated valve': oneOf(['reset']) }, () => ({ kind: 'valve reset' }))],
  lacks: (_action, _pump, { id, drive }) =>
    drive.kind === 'valves' && drive.flowActivatedValve !== undefined
      ? []
      : [{ found: `a flow-activated valve with ${id}`, allowed: 'a pump with a flow-activated valve' }],
  act: ({ pump }) => pump.resetValve(),
  foreign: { act: ({ body }) => body.resetValve() },
  words: [{ event: 'in.valveReset', text: () => 'the flow-activated valve is reset by hand' }],
};
