import { describe, expect, test } from 'vitest';
import { productNamed, products } from '../../../firmware-sim/products/catalogue.ts';
import { quantitiesOf } from '../../../firmware-sim/products/product.ts';
import { driveTables, optionalTables, quantityRows } from '../../../firmware-sim/products/quantity-groups.ts';

/** Units as a quantity prints them, with the ending of its name. */
const unitOf: Readonly<Record<string, RegExp>> = {
  'mL/day': /MlPerDay(Min|Max)?$/,
  'mL/min': /MlPerMinute$/,
  mL: /Ml(Max|Min)?$/,
  guards: /Count$/,
  cm: /Cm$/,
  'uL/cm': /UlPerCm$/,
  kPa: /Kpa(Max)?$/,
  ppm: /Ppm(Max)?$/,
  MPa: /Mpa$/,
  'mPa s': /Mpas$/,
  'um2/s': /Um2PerS$/,
  uL: /Ul$/,
  mm: /Mm$/,
  deg: /Deg$/,
  mT: /Mt(Min|Max)?$/,
  m: /M$/,
  'm/s': /MPerS$/,
  'uN m': /Unm$/,
  'A m2': /Am2$/,
  '': /Ratio(Max)?$/,
  K: /K$/,
  '1/kPa': /RatioPerKpa(Min|Max)?$/,
  min: /Minutes(Min|Max)?$/,
  h: /Hours(Min|Max)?$/,
  days: /Days(Max)?$/,
  years: /Years$/,
  rollers: /Count$/,
  'motor steps': /Count$/,
  'steps a day': /CountMax$/,
  boluses: /CountMax$/,
  months: /Months$/,
  power: /Count$/,
  mAh: /Mah$/,
  mA: /Ma$/,
  uA: /Ua$/,
  uC: /Uc$/,
  mC: /Mc$/,
};

describe('the catalogue', () => {
  test('finds each product by its own id only', () => {
    expect(products.map((product) => productNamed(product.id))).toEqual(products);
    expect(new Set(products.map((product) => product.id)).size).toBe(products.length);
    expect(productNamed('synchromed')).toBeUndefined();
  });

  test('has the pumps of the literature, each in its sizes', () => {
    const sizes = products.map(({ id, quantities, drive }) => [id, quantities.reservoirMl.value, drive.kind]);
    expect(sizes).toEqual([
      ['synchromed-ii', 20, 'rollers'],
      ['synchromed-ii-40', 40, 'rollers'],
      ['synchromed-el', 10, 'rollers'],
      ['synchromed-el-18', 18, 'rollers'],
      ['prometra-ii', 20, 'valves'],
      ['prometra-ii-40', 40, 'valves'],
      ['prometra', 20, 'valves'],
      ['siromedes', 20, 'throttle'],
      ['siromedes-40', 40, 'throttle'],
    ]);
  });

  test.each(
    products.flatMap((product) =>
      [...quantitiesOf(product)].map(([name, quantity]) => ({ id: product.id, name, quantity })),
    ),
  )('$id $name is within its row, and has the unit of its name and a source', (entry) => {
    const { value, unit, provenance } = entry.quantity;
    const row = quantityRows.get(entry.name);
    expect(row?.unit).toBe(unit);
    expect(value).toBeGreaterThanOrEqual(row?.min as number);
    expect(value).toBeLessThanOrEqual(row?.max as number);
    expect(entry.name).toMatch(unitOf[unit] ?? /^unknown unit$/);
    const because = { sourced: 'source', derived: 'formula', assumed: 'why' }[provenance.kind];
    expect(String(Object.entries(provenance).find(([key]) => key === because)?.[1]).length).toBeGreaterThan(4);
  });

  test('no two groups share a name, so a flat list of constants loses none', () => {
    for (const product of products) {
      const { drive, quantities } = product;
      const optional = (Object.keys(optionalTables) as (keyof typeof optionalTables)[]).map((key) => product[key]);
      const counts = [quantities, drive.quantities, ...optional].map((group) => Object.keys({ ...group }).length);
      const flowActivated = drive.kind === 'valves' ? Object.keys({ ...drive.flowActivatedValve }).length : 0;
      expect(quantitiesOf(product).size).toBe(counts.reduce((sum, count) => sum + count, flowActivated));
    }
    expect(Object.keys(driveTables)).toEqual(['rollers', 'valves', 'throttle']);
  });
});
