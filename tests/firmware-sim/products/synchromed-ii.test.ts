import { describe, expect, test } from 'vitest';
import { productNamed, products } from '../../../firmware-sim/products/catalogue.ts';
import { assumedNames } from '../../../firmware-sim/products/product.ts';
import { synchromedII, synchromedII40 } from '../../../firmware-sim/products/synchromed-ii.ts';
import type { Quantity } from '../../../firmware-sim/quantity.ts';

const q = synchromedII.quantities;

/** Units as a quantity prints them, and how its name ends. */
const unitOf: Readonly<Record<string, RegExp>> = {
  'mL/day': /MlPerDay(Min|Max)?$/,
  mL: /Ml(Max)?$/,
  uL: /Ul$/,
  mm: /Mm$/,
  deg: /Deg$/,
  mT: /Mt$/,
  'uN m': /Unm$/,
  'A m2': /Am2$/,
  '': /Ratio$/,
  min: /Minutes(Min|Max)?$/,
  h: /Hours(Min|Max)?$/,
  days: /Days$/,
  years: /Years$/,
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
        'accuracyMeanRatio',
        'accuracySpreadRatio',
        'alarmMinutesMax',
        'alarmMinutesMin',
        'boreMm',
        'boundProbabilityRatio',
        'catheterMl',
        'criticalAlarmMinutes',
        'damageConeDeg',
        'damageFieldMt',
        'detectMinutes',
        'detectMl',
        'disturbFieldMt',
        'holdingTorqueUnm',
        'liftDeg',
        'minimumRateMlPerDay',
        'momentAm2',
        'primingMlMax',
        'recoverMl',
        'revolutionUl',
        'rollerCount',
        'stepsPerRevolutionCount',
        'studyRateMlPerDay',
        'studyToleranceDeg',
        'trackRadiusMm',
      ].sort(),
    );
    const derived = Object.entries(q).filter(([, quantity]) => quantity.provenance.kind === 'derived');
    expect(derived.map(([name]) => name)).toEqual(['rollerZoneUl', 'stallFieldMt']);
  });

  test.each([
    ['reservoirMl', 20, 'Medtronic Germany, SynchroMed II specification table'],
    ['residualMl', 1.4, 'Medtronic Germany, SynchroMed II specification table'],
    ['lowReservoirMl', 2, 'Neurosurgery 2004: withdrawal and residual volume, 88 patients'],
    ['rateMlPerDayMin', 0.048, 'Medtronic Germany, SynchroMed II specification table'],
    ['rateMlPerDayMax', 24, 'Dupoiron et al., imaging for intrathecal drug delivery systems'],
    ['accuracyUpperRatio', 1.145, 'TGA recall entry on over-infusion'],
    ['boundHoursMin', 2, 'Medtronic MRI page, SynchroMed II'],
    ['boundHoursMax', 24, 'Medtronic MRI page, SynchroMed II'],
    ['nonCriticalAlarmMinutes', 60, 'Medtronic patient pages on pump management'],
    ['stoppedAlarmHours', 48, 'Gillette, intrathecal baclofen discharge information'],
    ['eriToEosDays', 90, 'Medtronic, getting a replacement'],
    ['lifeYears', 7, 'Medtronic, getting a replacement'],
    ['studyAngleDeg', 120, 'Miracle et al. 2011, AJNR 32:1158'],
  ] as const)('has %s %d as published (%s), and names that source', (name, value, source) => {
    const { provenance } = q[name];
    expect(q[name].value).toBe(value);
    expect(provenance.kind === 'sourced' ? provenance.source : '').toContain(source);
  });

  test('has nothing else that it calls sourced', () => {
    const sources = Object.entries(q).filter(([, quantity]) => quantity.provenance.kind === 'sourced');
    expect(sources).toHaveLength(13);
  });

  test('comes in two sizes that differ in the reservoir alone (Medtronic Germany, specification table: 20 and 40 mL)', () => {
    const { reservoirMl, ...rest } = synchromedII40.quantities;
    expect(reservoirMl.value).toBe(40);
    expect({ ...rest, reservoirMl: q.reservoirMl }).toEqual(q);
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
