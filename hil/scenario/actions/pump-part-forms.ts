import { oneOf, quantity, table } from '../../yaml/leaf-schemas.ts';
import { type ActionForm, actionForm } from './read-action.ts';

const surroundingsTable = table({
  temperature: quantity('temperature', { from: '30 degC', to: '45 degC' }).optional(),
  'air pressure': quantity('pressure', { from: '50 kPa', to: '300 kPa' }).optional(),
});

const withdrawForm = actionForm({ withdraw: oneOf(['all']) }, () => ({ kind: 'withdraw' }));
const valveForm = actionForm({ 'flow-activated valve': oneOf(['reset']) }, () => ({ kind: 'valve reset' }));
const surroundingsForm = actionForm({ surroundings: surroundingsTable }, ({ surroundings }, tree, refuse) => {
  const { temperature, 'air pressure': pressure } = surroundings;
  if (temperature === undefined && pressure === undefined)
    refuse(
      tree.entries.get('surroundings')?.value.place ?? tree.place,
      'no surroundings',
      'temperature, air pressure or both',
    );
  return {
    kind: 'surroundings',
    ...(temperature === undefined ? {} : { temperatureC: temperature }),
    ...(pressure === undefined ? {} : { pressureKpa: pressure }),
  };
});

const alarmForm = actionForm({ alarm: oneOf(['silence', 'test']) }, ({ alarm }) => ({ kind: 'alarm', ask: alarm }));

/** What hands do at the pump itself, and what a patient carries it through; by their key. */
export const pumpPartForms: Readonly<Record<string, readonly ActionForm[]>> = {
  withdraw: [withdrawForm],
  'flow-activated valve': [valveForm],
  surroundings: [surroundingsForm],
  alarm: [alarmForm],
};
