import { accepted } from '../../../firmware-sim/base/refusal.ts';
import type { PatientPosition } from '../../../firmware-sim/plant/catheter/catheter-path.ts';
import { oneOf } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';
import { lacksCatheter, mustHaveCatheter } from '../entry/needed-parts.ts';

export interface PositionAction {
  readonly kind: 'position';
  readonly position: PatientPosition;
}

/** The patient lies down or stands up, which may open or close a catheter. */
export const position: ActionDefinition<PositionAction> = {
  kind: 'position',
  key: 'position',
  forms: [
    actionForm({ position: oneOf(['lying', 'standing']) }, (written) => ({
      kind: 'position',
      position: written.position,
    })),
  ],
  lacks: (_action, pump) => lacksCatheter(pump, 'position'),
  act({ pump }, action) {
    mustHaveCatheter(pump).layPatient(action.position);
    return accepted;
  },
  foreign: {
    act({ body }, action) {
      mustHaveCatheter(body).layPatient(action.position);
      return accepted;
    },
  },
  words: [{ event: 'in.position', text: (record) => `the patient is ${record.position}` }],
};
