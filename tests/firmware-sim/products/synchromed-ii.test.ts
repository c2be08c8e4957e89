import { describe, expect, test } from 'vitest';
import { productNamed, products } from '../../../firmware-sim/products/catalogue.ts';
import { assumedNames } from '../../../firmware-sim/products/product.ts';
import { synchromedII } from '../../../firmware-sim/products/synchromed-ii.ts';
import type { Quantity } from '../../../firmware-sim/quantity.ts';

const q = synchromedII.quantities;

/** Units as a quantity prints them, and how its name ends. */
const unitOf: Readonly<Record<string, RegExp>> = {
  'mL/day': /MlPerDay(Min|Max)?$/,
  mL: /Ml$/,
  uL: /Ul$/,
  mm: /Mm$/,
  deg: /Deg$/,
  mT: /Mt$/,
  'uN m': /Unm$/,
  'A m2': /Am2$/,
  rollers: /Count$/,
  'motor steps': /Count$/,
};

describe('the catalogue', () => {
  test('finds each product by its id and no other', () => {
    expect(products.map((product) => productNamed(product.id))).toEqual(products);
    expect(new Set(products.map((product) => product.id)).size).toBe(products.length);
    expect(productNamed('synchromed')).toBeUndefined();
  });

  test.each(
    products.flatMap((product) =>
      Object.entries<Quantity>({ ...product.quantities }).map(([name, quantity]) => ({
        id: product.id,
        name,
        quantity,
      })),
    ),
  )('$id $name is a positive number with a unit that its name ends in, and says where it comes from', (entry) => {
    const { value, unit, provenance } = entry.quantity;
    expect(value).toBeGreaterThan(0);
    expect(Number.isFinite(value)).toBe(true);
    expect(entry.name).toMatch(unitOf[unit] ?? /^unknown unit$/);
    const because = { sourced: 'source', derived: 'formula', assumed: 'why' }[provenance.kind];
    expect(String(Object.entries(provenance).find(([key]) => key === because)?.[1]).length).toBeGreaterThan(4);
  });
});

describe('SynchroMed II', () => {
  test('names every constant that nobody published, and only those', () => {
    expect([...assumedNames(synchromedII)].sort()).toEqual(
      [
        'boreMm',
        'damageConeDeg',
        'damageFieldMt',
        'detectMl',
        'disturbFieldMt',
        'holdingTorqueUnm',
        'liftDeg',
        'momentAm2',
        'recoverMl',
        'revolutionUl',
        'rollerCount',
        'stepsPerRevolutionCount',
        'studyRateMlPerDay',
        'studyToleranceDeg',
        'trackRadiusMm',
      ].sort(),
    );
    const sources = Object.entries(q).filter(([, quantity]) => quantity.provenance.kind === 'sourced');
    expect(sources.map(([name]) => name)).toEqual(['rateMlPerDayMin', 'rateMlPerDayMax', 'studyAngleDeg']);
  });

  test('has the published rates and study angle', () => {
    expect([q.rateMlPerDayMin.value, q.rateMlPerDayMax.value, q.studyAngleDeg.value]).toEqual([0.048, 24, 120]);
  });

  test('agrees with itself: the derived values follow from the others, and every volume is a whole number of steps', () => {
    expect(q.stallFieldMt.value).toBe(4);
    expect(q.disturbFieldMt.value).toBeLessThan(q.stallFieldMt.value);
    const boreAreaMm2 = Math.PI * (q.boreMm.value / 2) ** 2;
    const sweptUl = 2 * Math.PI * q.trackRadiusMm.value * boreAreaMm2;
    expect(q.rollerZoneUl.value).toBeCloseTo((sweptUl - q.revolutionUl.value) / q.rollerCount.value, 12);
    expect(q.liftDeg.value).toBeLessThanOrEqual(360 / q.rollerCount.value);
    const stepUl = q.revolutionUl.value / q.stepsPerRevolutionCount.value;
    for (const ml of [q.detectMl.value, q.recoverMl.value]) {
      const steps = (ml * 1000) / stepUl;
      expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-9);
    }
    expect(q.studyRateMlPerDay.value).toBe(q.rateMlPerDayMax.value);
    expect(q.studyToleranceDeg.value).toBeGreaterThanOrEqual(360 / q.stepsPerRevolutionCount.value);
  });
});
