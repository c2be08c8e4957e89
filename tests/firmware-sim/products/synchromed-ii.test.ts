import { describe, expect, test } from 'vitest';
import type { Quantity } from '../../../firmware-sim/base/quantity.ts';
import type { QuantityName } from '../../../firmware-sim/products/product.ts';
import { assumedNames, quantitiesOf } from '../../../firmware-sim/products/product.ts';
import { assumedMagnets } from '../../../firmware-sim/products/quantities/magnet-quantities.ts';
import { synchromedII, synchromedII40 } from '../../../firmware-sim/products/synchromed-ii.ts';

const q = Object.fromEntries(quantitiesOf(synchromedII)) as Readonly<Record<QuantityName, Quantity>>;

describe('SynchroMed II', () => {
  test('names exactly the constants that are unpublished', () => {
    expect([...assumedNames(synchromedII)].sort()).toEqual(
      [
        'needleGuardCount',
        'suctionKpa',
        'injectionKpaMax',
        'needleMinutes',
        'portRefillMinutes',
        'syringeMlMin',
        'accuracyMeanRatio',
        'accuracySpreadRatio',
        'actuationUc',
        'alarmMinutesMax',
        'alarmMinutesMin',
        'allottedCountMax',
        'ambientRatioPerKpa',
        'ambientRatioPerKpaMax',
        'ambientRatioPerKpaMin',
        'fillingFloorMl',
        'fillingKneeMl',
        'bolusIntervalMinutesMax',
        'bolusIntervalMinutesMin',
        'bolusMinutesMax',
        'bolusMinutesMin',
        'lockoutMinutesMax',
        'lockoutMinutesMin',
        'nextRefillMl',
        'batteryIdleUa',
        'batteryMah',
        'boreMm',
        'boundProbabilityRatio',
        'catheterCm',
        'catheterOuterMm',
        'catheterUlPerCm',
        'catheterYoungMpa',
        'clockDriftPpmMax',
        'criticalAlarmMinutes',
        'csfKpa',
        'damageConeDeg',
        'damageFieldMt',
        'detectMinutes',
        'detectMl',
        'diffusionUm2PerS',
        'disturbFieldMt',
        'gearEfficiencyRatio',
        'hazardShapeCount',
        'holdingTorqueUnm',
        'intermittentRatio',
        'kinkMm',
        'liftDeg',
        'minimumRateMlPerDay',
        'momentAm2',
        'outletKpaMax',
        'overInfusionDaysMax',
        'overInfusionProbabilityRatio',
        'overInfusionRatioMax',
        'primingMlMax',
        'pullInRatio',
        'recoverMinutes',
        'recoverMl',
        'refillDifferenceByCapacityMl',
        'refillDifferenceMl',
        'revolutionUl',
        'rollerCount',
        'sessionMc',
        'shortEriDaysMax',
        'shortLeakUa',
        'shortResetDays',
        'stepsPerRevolutionCount',
        'stickHours',
        'stickMinutesMax',
        'stickMinutesMin',
        'studyRateMlPerDay',
        'studyToleranceDeg',
        'toneMa',
        'trackRadiusMm',
        'stallFieldMtMin',
        'stallFieldMtMax',
        ...Object.keys(assumedMagnets),
        'tubeTorqueUnm',
        'viscosityMpas',
      ].sort(),
    );
    const derived = Object.entries(q).filter(([, quantity]) => quantity.provenance.kind === 'derived');
    expect(derived.map(([name]) => name)).toEqual([
      'catheterMl',
      'rollerZoneUl',
      'gearRatio',
      'blockKpa',
      'restartKpa',
      'stallFieldMt',
      'batteryEriMah',
    ]);
  });

  test.each([
    ['reservoirMl', 20, 'Medtronic Germany, SynchroMed II specification table'],
    ['residualMl', 1.4, 'Medtronic Germany, SynchroMed II specification table'],
    ['lowReservoirMl', 2, 'Neurosurgery 2004: withdrawal and residual volume, 88 patients'],
    ['accessPortMl', 0.14, 'Medtronic Germany, SynchroMed II specification table'],
    ['rateMlPerDayMin', 0.048, 'Medtronic Germany, SynchroMed II specification table'],
    ['rateMlPerDayMax', 24, 'Dupoiron et al., imaging for intrathecal drug delivery systems'],
    ['accuracyUpperRatio', 1.145, 'TGA recall entry on over-infusion'],
    ['boundHoursMin', 2, 'Medtronic MRI page, SynchroMed II'],
    ['boundHoursMax', 24, 'Medtronic MRI page, SynchroMed II'],
    ['flexStepsCountMax', 13, 'Medtronic UK patient page, SynchroMed II'],
    ['restartMinutesMax', 20, 'Danish hospital MRI procedure'],
    ['nonCriticalAlarmMinutes', 60, 'Medtronic patient pages on pump management'],
    ['stoppedAlarmHours', 48, 'Gillette, intrathecal baclofen discharge information'],
    ['eriToEosDays', 90, 'Medtronic, getting a replacement'],
    ['lifeYears', 7, 'Medtronic, getting a replacement'],
    ['studyAngleDeg', 120, 'Miracle et al. 2011, AJNR 32:1158'],
    ['hazardMonths', 78, '4,891 pumps tracked 2003 to 2011'],
    ['hazardApprovedRatio', 0.024, '4,891 pumps tracked 2003 to 2011'],
    ['hazardUnapprovedRatio', 0.07, '4,891 pumps tracked 2003 to 2011'],
    ['shaftWearRatio', 0.59, 'Medtronic US, SynchroMed II: causes in pumps returned for a stall'],
    ['shortingRatio', 0.14, 'Medtronic US, SynchroMed II: causes in pumps returned for a stall'],
    ['gearCorrosionRatio', 0.02, 'Medtronic US, SynchroMed II: causes in pumps returned for a stall'],
    ['overInfusionHours', 48, 'TGA alert text on over-infusion'],
  ] as const)('has %s %d as published (%s), and names that source', (name, value, source) => {
    const { provenance } = q[name];
    expect(q[name].value).toBe(value);
    expect(provenance.kind === 'sourced' ? provenance.source : '').toContain(source);
  });

  test('marks no other constants as sourced', () => {
    const sources = Object.entries(q).filter(([, quantity]) => quantity.provenance.kind === 'sourced');
    expect(sources).toHaveLength(23);
  });

  // Medtronic Germany, specification table: 20 and 40 mL.
  test('comes in two sizes that differ only in the reservoir and the refill tolerance', () => {
    const { reservoirMl, ...rest } = synchromedII40.quantities;
    expect(reservoirMl.value).toBe(40);
    expect({ ...rest, reservoirMl: q.reservoirMl }).toEqual(synchromedII.quantities);
    const { id: _id, title: _title, quantities: _quantities, refill, ...groups } = synchromedII40;
    expect(refill?.refillDifferenceByCapacityMl.value).toBe(2);
    expect(q.refillDifferenceByCapacityMl.value).toBe(1);
    expect(synchromedII).toMatchObject(groups);
  });

  test('is consistent: derived values follow from the others, volumes are whole steps', () => {
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
