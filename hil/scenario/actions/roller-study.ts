import { oneOf } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';

/** `still`: one film before and one after the turn. `live`: also fluoroscopy during the turn. */
export type Filmed = 'still' | 'live';

export interface RollerStudyAction {
  readonly kind: 'roller study';
  readonly filmed: Filmed;
}

/** A roller study: the pump turns its rotor by a known angle between two X-ray films. */
export const rollerStudy: ActionDefinition<RollerStudyAction> = {
  kind: 'roller study',
  key: 'roller study',
  forms: [
    actionForm(
      { 'roller study': oneOf(['take']), filmed: oneOf(['still', 'live']).optional() },
      ({ filmed = 'still' }) => ({ kind: 'roller study', filmed }),
    ),
  ],
  lacks: (_action, _pump, { id, drive }) =>
    drive.kind === 'rollers' ? [] : [{ found: `a roller study with ${id}`, allowed: 'a pump with a rotor to film' }],
  act: ({ pump }, { filmed }) => pump.rollerStudy(filmed),
  foreign: { needs: () => ['STUDY'], act: (pump, { filmed }) => pump.rollerStudy(filmed) },
  words: [{ event: 'in.rollerStudy', isMarked: true, text: () => 'a roller study is requested' }],
  constants: [{ names: ['studyRateMlPerDay', 'studyToleranceDeg'] }],
};
