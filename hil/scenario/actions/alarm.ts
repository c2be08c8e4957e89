import { accepted } from '../../../firmware-sim/base/refusal.ts';
import { oneOf } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';

export interface AlarmAction {
  readonly kind: 'alarm';
  readonly ask: 'silence' | 'test';
}

/** A programmer silences the alarms, or makes the pump sound its test tone. */
export const alarm: ActionDefinition<AlarmAction> = {
  kind: 'alarm',
  key: 'alarm',
  forms: [actionForm({ alarm: oneOf(['silence', 'test']) }, (written) => ({ kind: 'alarm', ask: written.alarm }))],
  lacks: ({ ask }, _pump, { id, complaints }) =>
    complaints?.tones === 'two classes'
      ? []
      : [{ found: `an alarm ${ask} with ${id}`, allowed: 'a pump whose tones are known' }],
  act({ pump }, { ask }) {
    if (ask === 'silence') return pump.silenceAlarms();
    pump.alarmTest();
    return accepted;
  },
  foreign: {
    needs: ({ ask }) =>
      ask === 'test'
        ? ['ALTEST']
        : [{ found: '`alarm: silence`', allowed: '`alarm: test`, since no verb silences alarms' }],
    act: (pump) => pump.alarmTest(),
  },
  words: [
    { event: 'in.alarmSilence', text: () => 'the active alarms are silenced' },
    { event: 'in.alarmTest', text: () => 'an alarm test is requested' },
  ],
  choices: [
    {
      text: 'alarm silence = standing causes become silent, later ones sound',
      when: ({ ask }) => ask === 'silence',
    },
  ],
};
