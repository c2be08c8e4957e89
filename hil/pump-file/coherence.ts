import type { Ability } from '../../firmware-sim/base/therapy.ts';
import { throttleGasKpa } from '../../firmware-sim/build/ambient.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import type { MagnetQuantities } from '../../firmware-sim/products/quantities/magnet-quantities.ts';
import type { RollerQuantities } from '../../firmware-sim/products/quantities/roller-quantities.ts';
import type { TherapyQuantities } from '../../firmware-sim/products/quantities/therapy-quantities.ts';
import type { ThrottleDrive } from '../../firmware-sim/products/quantities/throttle-quantities.ts';
import { stepVolumeOf } from '../../firmware-sim/products/step-volume.ts';
import { keyShown } from '../yaml/problem.ts';

/** A constant of a pump that contradicts another one. */
export interface Contradiction {
  /** Path of the constant in the file. */
  readonly path: readonly string[];
  readonly found: string;
  readonly allowed: string;
}

/** Relative difference that rounding of a decimal fraction may cause. */
const SLACK = 1e-9;

/** Finds contradictions between constants, which the row of one constant cannot check. */
export function contradictionsOf(product: Product): readonly Contradiction[] {
  const { quantities: q, drive } = product;
  const limits = [
    within(['quantities', 'residualMl'], q.residualMl.value, q.reservoirMl.value, 'reservoirMl'),
    within(['quantities', 'lowReservoirMl'], q.lowReservoirMl.value, q.reservoirMl.value, 'reservoirMl'),
    within(['quantities', 'rateMlPerDayMin'], q.rateMlPerDayMin.value, q.rateMlPerDayMax.value, 'rateMlPerDayMax'),
    within(['quantities', 'catheterMl'], q.catheterMl.value, q.primingMlMax.value, 'primingMlMax'),
    within(['quantities', 'alarmMinutesMin'], q.alarmMinutesMin.value, q.alarmMinutesMax.value, 'alarmMinutesMax'),
    ...(['criticalAlarmMinutes', 'nonCriticalAlarmMinutes'] as const).flatMap((name) => [
      within(['quantities', name], q[name].value, q.alarmMinutesMax.value, 'alarmMinutesMax'),
      within(['quantities', 'alarmMinutesMin'], q.alarmMinutesMin.value, q[name].value, name),
    ]),
    ...(drive.kind === 'rollers' ? ofRollers(drive.quantities, q.rateMlPerDayMax.value) : []),
    ...ofFailures(product),
    ...ofSurroundings(product),
    ...(product.magnets === undefined ? [] : ofMagnets(product.magnets)),
    ...ofTherapies(product),
    ...product.modes.map((mode) => modeWithoutGroup(mode, product)),
    wholeNanolitres(product),
  ];
  return limits.filter((one) => one !== undefined);
}

function ofFailures({ battery, failures }: Product): readonly (Contradiction | undefined)[] {
  const level =
    battery === undefined
      ? undefined
      : within(['battery', 'batteryEriMah'], battery.batteryEriMah.value, battery.batteryMah.value, 'batteryMah');
  if (failures === undefined) return [level];
  const { shaftWearRatio, shortingRatio, gearCorrosionRatio, stickMinutesMin, stickMinutesMax, stickHours } = failures;
  const known = shaftWearRatio.value + shortingRatio.value + gearCorrosionRatio.value;
  return [
    level,
    within(['failures', 'stickMinutesMin'], stickMinutesMin.value, stickMinutesMax.value, 'stickMinutesMax'),
    within(['failures', 'stickMinutesMax'], stickMinutesMax.value, stickHours.value * 60, '60 stickHours'),
    within(
      ['failures', 'shaftWearRatio'],
      Number(known.toPrecision(9)),
      1,
      'with shortingRatio and gearCorrosionRatio',
    ),
  ];
}

function ofSurroundings({
  quantities,
  drive,
  filling,
  ambient,
  catheter,
}: Product): readonly (Contradiction | undefined)[] {
  const falls =
    filling === undefined
      ? []
      : [
          within(
            ['filling', 'fillingFloorMl'],
            filling.fillingFloorMl.value,
            filling.fillingKneeMl.value,
            'fillingKneeMl',
          ),
          within(
            ['filling', 'fillingKneeMl'],
            filling.fillingKneeMl.value,
            quantities.reservoirMl.value,
            'reservoirMl',
          ),
        ];
  const { ambientRatioPerKpaMin: min, ambientRatioPerKpaMax: max } = ambient ?? {};
  const band =
    min === undefined || max === undefined
      ? []
      : [within(['ambient', 'ambientRatioPerKpaMin'], min.value, max.value, 'ambientRatioPerKpaMax')];
  return [...falls, ...band, drive.kind === 'throttle' ? ofGas(drive, catheter?.csfKpa.value ?? 0) : undefined];
}

/** Checks that the gas pressure exceeds the CSF pressure. Otherwise it drives no flow. */
function ofGas(drive: ThrottleDrive, csfKpa: number): Contradiction | undefined {
  const gasKpa = throttleGasKpa(drive);
  if (gasKpa > csfKpa) return undefined;
  return {
    path: ['drive', 'quantities', 'antoineARatio'],
    found: `a gas at ${Number(gasKpa.toPrecision(6))} kPa above the air at 37 degC`,
    allowed: `more than ${csfKpa} kPa (csfKpa)`,
  };
}

function ofRollers(r: RollerQuantities, rateMlPerDayMax: number): readonly (Contradiction | undefined)[] {
  const at = (name: keyof RollerQuantities) => ['drive', 'quantities', name];
  return [
    within(at('disturbFieldMt'), r.disturbFieldMt.value, r.stallFieldMt.value, 'holdingTorqueUnm / momentAm2, in mT'),
    within(at('stallFieldMtMin'), r.stallFieldMtMin.value, r.stallFieldMtMax.value, 'stallFieldMtMax'),
    within(at('boundHoursMin'), r.boundHoursMin.value, r.boundHoursMax.value, 'boundHoursMax'),
    within(at('liftDeg'), r.liftDeg.value, 360 / r.rollerCount.value, '360 / rollerCount'),
    within(at('studyRateMlPerDay'), r.studyRateMlPerDay.value, rateMlPerDayMax, 'rateMlPerDayMax'),
    r.rollerZoneUl.value >= 0
      ? undefined
      : {
          path: at('revolutionUl'),
          found: `${r.revolutionUl.value} uL a turn`,
          allowed: `at most the volume of the tube round the track, ${Number(trackUl(r).toPrecision(6))} uL`,
        },
    r.stepsPerRevolutionCount.value % 2 === 0
      ? undefined
      : {
          path: at('stepsPerRevolutionCount'),
          found: `${r.stepsPerRevolutionCount.value} motor steps`,
          allowed: 'an even number: two steps are one motor turn',
        },
  ];
}

function ofMagnets(s: MagnetQuantities): readonly (Contradiction | undefined)[] {
  const at = (name: keyof MagnetQuantities) => ['magnets', name];
  return [
    within(
      at('deviceNearMinutesMin'),
      s.deviceNearMinutesMin.value,
      s.deviceNearMinutesMax.value,
      'deviceNearMinutesMax',
    ),
    within(
      at('deviceAwayMinutesMin'),
      s.deviceAwayMinutesMin.value,
      s.deviceAwayMinutesMax.value,
      'deviceAwayMinutesMax',
    ),
  ];
}

function ofTherapies({ quantities, therapies: t }: Product): readonly (Contradiction | undefined)[] {
  if (t === undefined) return [];
  const { reservoirMl } = quantities;
  const at = (name: keyof TherapyQuantities) => ['therapies', name];
  return [
    within(at('bolusMinutesMin'), t.bolusMinutesMin.value, t.bolusMinutesMax.value, 'bolusMinutesMax'),
    within(
      at('bolusIntervalMinutesMin'),
      t.bolusIntervalMinutesMin.value,
      t.bolusIntervalMinutesMax.value,
      'bolusIntervalMinutesMax',
    ),
    within(at('lockoutMinutesMin'), t.lockoutMinutesMin.value, t.lockoutMinutesMax.value, 'lockoutMinutesMax'),
    within(at('nextRefillMl'), t.nextRefillMl.value, reservoirMl.value, 'reservoirMl'),
  ];
}

/** Returns the group that holds the limits of a mode. */
export function groupOfMode(mode: Ability): 'therapies' | 'minimumRate' | undefined {
  if (mode === 'minimum rate') return 'minimumRate';
  return mode === 'flex' || mode === 'periodic bolus' || mode === 'patient bolus' ? 'therapies' : undefined;
}

function modeWithoutGroup(mode: Ability, product: Product): Contradiction | undefined {
  const group = groupOfMode(mode);
  if (group === undefined || product[group] !== undefined) return undefined;
  return { path: ['modes'], found: `${mode} without ${keyShown(group)}`, allowed: 'a mode whose constants are given' };
}

function trackUl({ revolutionUl, rollerZoneUl, rollerCount }: RollerQuantities): number {
  return revolutionUl.value + rollerZoneUl.value * rollerCount.value;
}

/** Checks that a turn or a cycle delivers whole nanolitres. Times of steps are exact ratios, so volumes must be too. */
function wholeNanolitres(product: Product): Contradiction | undefined {
  const nl = stepVolumeOf(product).unitUl * 1000;
  if (Math.abs(nl - Math.round(nl)) <= SLACK * nl) return undefined;
  const names = { rollers: 'revolutionUl', valves: 'meteringUl', throttle: 'reckoningUl' } as const;
  const name = names[product.drive.kind];
  return { path: ['drive', 'quantities', name], found: `${nl / 1000} uL`, allowed: 'whole nanolitres' };
}

function within(path: readonly string[], value: number, max: number, of: string): Contradiction | undefined {
  if (value <= max * (1 + SLACK)) return undefined;
  return {
    path,
    found: `${value} for ${keyShown(path.at(-1) as string)}`,
    allowed: `at most ${Number(max.toPrecision(9))} (${of})`,
  };
}
