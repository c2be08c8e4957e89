import type { CatheterSetup } from '../../../firmware-sim/base/therapy.ts';
import { quantity, table } from '../../yaml/leaf-schemas.ts';

/** Differences from the product's own catheter. An empty mapping means no difference. */
export const catheterTable = table({
  length: quantity('length', { from: '1 cm', to: '200 cm' }).optional(),
  'trimmed by': quantity('length', { from: '0 cm', to: '199 cm' }).optional(),
  'volume per length': quantity('volume per length', { from: '0.1 uL/cm', to: '100 uL/cm' }).optional(),
  'outer diameter': quantity('length', { from: '0.1 mm', to: '10 mm' }).optional(),
  stiffness: quantity('stiffness', { from: '0.1 MPa', to: '10000 MPa' }).optional(),
  viscosity: quantity('viscosity', { from: '0.1 mPa s', to: '100 mPa s' }).optional(),
  'CSF pressure': quantity('pressure', { from: '0 kPa', to: '10 kPa' }).optional(),
  'lets back at': quantity('pressure', { from: '10 kPa', to: '10000 kPa' }).optional(),
});

const keys = {
  lengthCm: 'length',
  trimmedByCm: 'trimmed by',
  ulPerCm: 'volume per length',
  outerMm: 'outer diameter',
  youngMpa: 'stiffness',
  viscosityMpas: 'viscosity',
  csfKpa: 'CSF pressure',
  outletKpaMax: 'lets back at',
} as const satisfies Readonly<Record<keyof CatheterSetup, string>>;

/** `quantity` gives every length in millimetres. */
const MM_PER_CM = 10;
const centimetres = new Set(['length', 'trimmed by']);

type WrittenCatheter = Readonly<Partial<Record<(typeof keys)[keyof typeof keys], number | undefined>>>;

/** The catheter of the set-up. Each quantity has the unit in its name. */
export function catheterOf(written: WrittenCatheter): CatheterSetup {
  const named = Object.entries(keys).map(([name, key]) => [name, written[key], centimetres.has(key) ? MM_PER_CM : 1]);
  const given = named.filter((row): row is [string, number, number] => row[1] !== undefined);
  return Object.fromEntries(given.map(([name, value, per]) => [name, value / per]));
}
