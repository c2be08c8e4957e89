import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Gas-pressed reservoir with an inlet valve, a metering volume and an outlet valve. It has no rotor. */
export const valveTable = {
  meteringUl: { unit: 'uL', min: 0.01, max: 100, doc: 'Volume of one micro-bolus, in whole nanolitres.' },
  openFieldMt: { unit: 'mT', min: 0.1, max: 20_000, doc: 'Field from which both valves are open.' },
  freeFlowMlPerMinute: { unit: 'mL/min', min: 0.0001, max: 100, doc: 'Flow through two open valves.' },
} as const satisfies QuantityTable;

/** Valve after the outlet valve. A fast flow shuts it until a person resets it. */
export const flowActivatedValveTable = {
  shutAfterUl: { unit: 'uL', min: 0, max: 1000, doc: 'Volume that passes before the flow-activated valve is shut.' },
} as const satisfies QuantityTable;

export interface ValveDrive {
  readonly kind: 'valves';
  readonly quantities: QuantitiesOf<typeof valveTable>;
  /** Absent: only the end of the reservoir or of the field stops a free flow. */
  readonly flowActivatedValve?: QuantitiesOf<typeof flowActivatedValveTable>;
}
