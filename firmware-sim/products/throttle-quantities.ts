import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** A gas that presses drug through a capillary throttle; no rotor, no valves that meter. */
export const throttleTable = {
  reckoningUl: {
    unit: 'uL',
    min: 0.001,
    max: 10,
    doc: 'Volume by which the firmware counts, in whole nanolitres; the flow itself has no steps.',
  },
  temperatureRatioPerK: { unit: '1/K', min: -0.2, max: 0.2, doc: 'Change of flow for a kelvin above 37 degC.' },
  pressureRatioPerKpa: {
    unit: '1/kPa',
    min: -0.2,
    max: 0.2,
    doc: 'Change of flow for a kilopascal of ambient pressure above 101.3 kPa.',
  },
} as const satisfies QuantityTable;

export interface ThrottleDrive {
  readonly kind: 'throttle';
  readonly quantities: QuantitiesOf<typeof throttleTable>;
}
