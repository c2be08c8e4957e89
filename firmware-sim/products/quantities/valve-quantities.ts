import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** A gas-pressed reservoir behind an inlet and an outlet valve with a metering volume between them; no rotor. */
export const valveTable = {
  meteringUl: { unit: 'uL', min: 0.01, max: 100, doc: 'Volume of one micro-bolus, in whole nanolitres.' },
  openFieldMt: { unit: 'mT', min: 0.1, max: 20_000, doc: 'Field from which both valves stand open.' },
  freeFlowMlPerMinute: { unit: 'mL/min', min: 0.0001, max: 100, doc: 'Flow through two open valves.' },
} as const satisfies QuantityTable;

/** A valve behind them that a fast flow shuts until it is reset by hand. */
export const flowActivatedValveTable = {
  shutAfterUl: { unit: 'uL', min: 0, max: 1000, doc: 'Volume that passes before the flow-activated valve is shut.' },
} as const satisfies QuantityTable;

export interface ValveDrive {
  readonly kind: 'valves';
  readonly quantities: QuantitiesOf<typeof valveTable>;
  /** Absent: nothing stops a free flow but the end of the reservoir or of the field. */
  readonly flowActivatedValve?: QuantitiesOf<typeof flowActivatedValveTable>;
}
