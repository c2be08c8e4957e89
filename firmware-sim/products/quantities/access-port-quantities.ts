import { assumed, type Quantity, sourced } from '../../base/quantity.ts';
import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Catheter access port of a pump, and the needle and syringe used in it. A needle has no resistance (assumed). */
export const accessPortTable = {
  accessPortMl: {
    unit: 'mL',
    min: 0,
    max: 5,
    doc: 'Volume of the port between its septum and the outlet of the pump.',
  },
  needleGuardCount: {
    unit: 'guards',
    min: 0,
    max: 1,
    whole: true,
    doc: '1: a guard stops the needle of a refill kit.',
  },
  suctionKpa: { unit: 'kPa', min: 1, max: 100, doc: 'Suction of a syringe, below ambient pressure.' },
  injectionKpaMax: { unit: 'kPa', min: 1, max: 1000, doc: 'Highest pressure of an injection by hand.' },
  needleMinutes: { unit: 'min', min: 0.1, max: 60, doc: 'Longest time of suction, and time of an injection.' },
  portRefillMinutes: { unit: 'min', min: 0.1, max: 60, doc: 'Duration of each step of a refill into the port.' },
  syringeMlMin: {
    unit: 'mL',
    min: 0,
    max: 100,
    doc: 'Smallest syringe that the instructions for use allow in it; 0: any.',
  },
} as const satisfies QuantityTable;

export interface AccessPortQuantities extends QuantitiesOf<typeof accessPortTable> {}

const hand = {
  suctionKpa: assumed(50, 'kPa', 'half of ambient pressure, by hand; not published'),
  injectionKpaMax: assumed(100, 'kPa', 'by hand; not published'),
  needleMinutes: assumed(1, 'min', 'patience of a hand; not published'),
  portRefillMinutes: assumed(5, 'min', 'a refill is slower than an aspiration; not published'),
};

const asII = assumed(0.14, 'mL', 'as SynchroMed II; not found for this pump');
const anySyringe = assumed(0, 'mL', 'no smallest syringe was found');
const noGuard = (why: string): Quantity => assumed(0, 'guards', why);

export const accessPortOfII: AccessPortQuantities = {
  accessPortMl: sourced(
    0.14,
    'mL',
    'Medtronic Germany, SynchroMed II specification table: at most 0.14 mL; the maximum is taken',
  ),
  needleGuardCount: assumed(1, 'guards', 'its port stops the needle of a refill kit; no text was found'),
  ...hand,
  syringeMlMin: anySyringe,
};

export const accessPortOfEL: AccessPortQuantities = {
  accessPortMl: asII,
  needleGuardCount: noGuard('drug for the reservoir was injected into access ports (ISMP 2004)'),
  ...hand,
  syringeMlMin: anySyringe,
};

export const accessPortOfPrometra: AccessPortQuantities = {
  accessPortMl: asII,
  needleGuardCount: noGuard('none was found in the instructions for use'),
  ...hand,
  syringeMlMin: sourced(10, 'mL', 'Prometra II instructions for use, p. 19: never a syringe smaller than 10 mL'),
};
