import { oneOf } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';

export interface PatientBolusAction {
  readonly kind: 'patient bolus';
}

/** The patient presses the button. The trace records the pump's answer, and a refusal does not end the run. */
export const patientBolus: ActionDefinition<PatientBolusAction> = {
  kind: 'patient bolus',
  key: 'patient bolus',
  forms: [actionForm({ 'patient bolus': oneOf(['ask']) }, () => ({ kind: 'patient bolus' }))],
  mayBeRefused: true,
  act: ({ pump }) => pump.askPatientBolus(),
  foreign: { needs: () => ['ASK'], act: (pump) => pump.orders.askPatientBolus() },
  words: [
    {
      event: 'in.bolus',
      text: ({ kind }) => (kind === 'patient bolus' ? 'the patient requests a bolus' : undefined),
    },
  ],
};
