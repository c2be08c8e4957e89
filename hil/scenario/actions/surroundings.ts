import { accepted } from '../../../firmware-sim/base/refusal.ts';
import type { Surroundings } from '../../../firmware-sim/plant/gas-drive.ts';
import { quantity, table } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';

export interface SurroundingsAction extends Partial<Surroundings> {
  readonly kind: 'surroundings';
}

const surroundingsTable = table({
  temperature: quantity('temperature', { from: '30 degC', to: '45 degC' }).optional(),
  'air pressure': quantity('pressure', { from: '50 kPa', to: '300 kPa' }).optional(),
});

/** The temperature or the air pressure around the patient changes. */
export const surroundings: ActionDefinition<SurroundingsAction> = {
  kind: 'surroundings',
  key: 'surroundings',
  forms: [
    actionForm({ surroundings: surroundingsTable }, ({ surroundings: written }, tree, refuse) => {
      const { temperature, 'air pressure': pressure } = written;
      if (temperature === undefined && pressure === undefined) {
        const place = tree.entries.get('surroundings')?.value.place ?? tree.place;
        refuse(place, '`surroundings` without a value', '`temperature`, `air pressure` or both');
      }
      return {
        kind: 'surroundings',
        ...(temperature === undefined ? {} : { temperatureC: temperature }),
        ...(pressure === undefined ? {} : { pressureKpa: pressure }),
      };
    }),
  ],
  act({ pump }, action) {
    pump.setSurroundings(action);
    return accepted;
  },
  foreign: {
    act({ body }, action) {
      body.setSurroundings(action);
      return accepted;
    },
  },
  words: [
    {
      event: 'in.surroundings',
      text: ({ temperatureC, pressureKpa }) => `${temperatureC} degC and ${pressureKpa} kPa around the patient`,
    },
  ],
  constants: [{ names: ['ambientRatioPerKpa', 'ambientRatioPerKpaMin', 'ambientRatioPerKpaMax'] }],
};
