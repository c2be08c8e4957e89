import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Constants that every programmable pump has, whatever meters its flow. */
export const commonTable = {
  reservoirMl: { unit: 'mL', min: 0.5, max: 100, doc: 'Capacity of the reservoir.' },
  residualMl: { unit: 'mL', min: 0, max: 10, doc: 'Volume that neither a needle nor the pump can draw out.' },
  lowReservoirMl: {
    unit: 'mL',
    min: 0,
    max: 100,
    doc: 'Calculated level of the low reservoir alarm, from the factory.',
  },
  rateMlPerDayMin: { unit: 'mL/day', min: 0, max: 100, doc: 'Lowest rate that can be programmed.' },
  rateMlPerDayMax: { unit: 'mL/day', min: 0.001, max: 100, doc: 'Highest rate that can be programmed.' },
  primingMlMax: { unit: 'mL', min: 0, max: 10, doc: 'Largest priming bolus, and largest volume of a catheter.' },
  catheterMl: {
    unit: 'mL',
    min: 0,
    max: 10,
    doc: 'Volume from the pump to the tip, as stored from the factory; that of the catheter, where there is one.',
  },
  accuracyUpperRatio: { unit: '', min: 1, max: 2, doc: 'Upper edge of the labelled accuracy, true over programmed.' },
  accuracyMeanRatio: { unit: '', min: 0.5, max: 2, doc: 'Mean of a sampled accuracy.' },
  accuracySpreadRatio: { unit: '', min: 0, max: 0.5, doc: 'Standard deviation of a sampled accuracy.' },
  criticalAlarmMinutes: { unit: 'min', min: 1, max: 1440, doc: 'Interval of a critical alarm, from the factory.' },
  nonCriticalAlarmMinutes: {
    unit: 'min',
    min: 1,
    max: 1440,
    doc: 'Interval of a non-critical alarm, from the factory.',
  },
  alarmMinutesMin: { unit: 'min', min: 1, max: 1440, doc: 'Shortest interval that can be programmed.' },
  alarmMinutesMax: { unit: 'min', min: 1, max: 1440, doc: 'Longest interval that can be programmed.' },
  stoppedAlarmHours: { unit: 'h', min: 1, max: 8760, doc: 'Time in stopped mode after which the alarm is raised.' },
} as const satisfies QuantityTable;

export interface CommonQuantities extends QuantitiesOf<typeof commonTable> {}

/** Minimum rate mode. It is a mode of its own, far below the lowest rate. */
export const minimumRateTable = {
  minimumRateMlPerDay: { unit: 'mL/day', min: 0.0001, max: 1, doc: 'Rate of the mode minimum rate.' },
} as const satisfies QuantityTable;

export interface MinimumRateQuantities extends QuantitiesOf<typeof minimumRateTable> {}
