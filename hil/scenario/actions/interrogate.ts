import { accepted } from '../../../firmware-sim/base/refusal.ts';
import type { Interrogation } from '../../../firmware-sim/pump.ts';
import { oneOf } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';

export interface InterrogateAction extends Interrogation {
  readonly kind: 'interrogate';
  readonly times: number;
}

/** A programmer reads the pump, once or twice in succession. */
export const interrogate: ActionDefinition<InterrogateAction> = {
  kind: 'interrogate',
  key: 'interrogate',
  forms: [
    actionForm(
      {
        interrogate: oneOf(['once', 'twice']),
        by: oneOf(['clinician', 'patient']).optional(),
        quirk: oneOf(['premature low reservoir', 'premature empty reservoir']).optional(),
      },
      ({ interrogate: often, by, quirk }) => ({
        kind: 'interrogate',
        times: often === 'once' ? 1 : 2,
        who: by,
        ...(quirk === undefined
          ? {}
          : { premature: quirk === 'premature low reservoir' ? 'low reservoir' : 'empty reservoir' }),
      }),
    ),
  ],
  act({ pump }, { kind: _kind, times, ...asked }) {
    for (let i = 0; i < times; i += 1) pump.interrogate(asked);
    return accepted;
  },
  foreign: {
    needs: ({ who, premature }) => [
      'INTERROGATE',
      'THERAPY',
      ...(who === 'patient' ? [{ found: '`by: patient`', allowed: 'a clinician, whom telemetry means' }] : []),
      ...(premature === undefined ? [] : [{ found: '`quirk`', allowed: 'no quirk, which only the model has' }]),
    ],
    act: (pump, { times }) => pump.interrogate(times),
  },
  words: [{ event: 'in.interrogate', text: () => 'the pump is interrogated' }],
};
