import {
  type ExaminationKind,
  type ExaminationReading,
  examinationKinds,
  visibleText,
} from '../../../firmware-sim/outside/examination.ts';
import { oneOf } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';
import { lacksCatheter, mustHaveCatheter } from '../entry/needed-parts.ts';

export interface ExamineAction {
  readonly kind: 'examination';
  readonly of: ExaminationKind;
  readonly reading: ExaminationReading;
}

/** A radiologist takes pictures of the catheter and reads them. */
export const examine: ActionDefinition<ExamineAction> = {
  kind: 'examination',
  key: 'examine',
  forms: [
    actionForm(
      { examine: oneOf(examinationKinds), reading: oneOf(['ideal', 'sampled']).optional() },
      ({ examine: of, reading = 'ideal' }, tree, refuse) => {
        if (reading === 'sampled' && of !== 'CT') {
          const place = tree.entries.get('reading')?.value.place ?? tree.place;
          refuse(place, `\`reading: sampled\` of ${of}`, '`reading: ideal`; error rates are published for CT only');
        }
        return { kind: 'examination', of, reading };
      },
    ),
  ],
  lacks: (_action, pump) => lacksCatheter(pump, 'examination'),
  act: ({ pump }, { of, reading }) => mustHaveCatheter(pump).examinations.examine(of, reading),
  foreign: { act: ({ body }, { of, reading }) => mustHaveCatheter(body).examinations.examine(of, reading) },
  words: [{ event: 'in.examination', text: () => 'the catheter is examined' }],
  choices: [{ text: visibleText }],
};
