import * as z from 'zod';
import type { Alteration, RestartBranch } from '../../../firmware-sim/base/therapy.ts';
import { type MagnetExposure, PHONE_MM_MIN, TIMES_MAX } from '../../../firmware-sim/outside/field-exposure.ts';
import type { ScannerBore } from '../../../firmware-sim/plant/field-source.ts';
import { leaf, oneOf, quantity, wordOrPrefixed } from '../../yaml/leaf-schemas.ts';
import { keyShown, keysShown, type Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';
import { actionForm } from '../entry/action-form.ts';
import type { ActionForm } from '../entry/entry-form.ts';
import { RATE_LIMITS } from '../pump/program-schema.ts';
import type { FieldAction } from './field.ts';

type Magnet = MagnetExposure['magnet'];

const MM_PER_M = 1000;
const PATH_CHARS_MAX = 1000;
const MAGNETS = ['hand magnet', 'phone', 'laptop'];
const PATTERN_KEYS = ['near for', 'away for', 'times'];
const PATTERN_LIMITS = { from: '1 s', to: '30 d' };
const TIMES_ALLOWED = `a whole number from 1 to ${TIMES_MAX}`;

const restartBranch = wordOrPrefixed<RestartBranch>(
  { free: { kind: 'free' }, sampled: { kind: 'sampled' } },
  {
    prefix: 'bound',
    dimension: 'time',
    limits: { above: '0 s', to: '30 d' },
    example: 'bound 6 h',
    meaning: (forUs) => ({ kind: 'bound', forUs }),
  },
);

const alteration = wordOrPrefixed<Alteration>(
  {
    'critical memory error': { kind: 'memory error', class: 'critical' },
    'non-critical memory error': { kind: 'memory error', class: 'non-critical' },
  },
  {
    prefix: 'rate',
    dimension: 'rate',
    limits: RATE_LIMITS,
    example: 'rate 0.7 mL/day',
    meaning: (rateMlPerDay) => ({ kind: 'rate', rateMlPerDay }),
  },
);

const directionShape = {
  'angle to pump normal': quantity('angle', { from: '0 deg', to: '180 deg' }).optional(),
  azimuth: quantity('angle', { from: '-180 deg', to: '360 deg' }).optional(),
  'restart branch': restartBranch.optional(),
};

const exposureShape = {
  field: quantity('field', { above: '0 T', to: '20 T' }, ['off', ...MAGNETS, 'from file walk-in.csv']),
  ...directionShape,
  profile: oneOf(['step', 'walk-in', 'walk-past']).optional(),
  distance: quantity('length', { from: '0 m', to: '100 m' }).optional(),
  closest: quantity('length', { from: '0 m', to: '7.9 m' }).optional(),
  pace: quantity('pace', { above: '0 m/s', to: '10 m/s' }).optional(),
  'bore length': quantity('length', { from: '0.1 m', to: '5 m' }).optional(),
  'bore radius': quantity('length', { from: '0.1 m', to: '2 m' }).optional(),
  emi: oneOf(['telemetry']).optional(),
  quirk: oneOf(['second interrogation']).optional(),
  altered: alteration.optional(),
};

const handMagnetShape = {
  ...directionShape,
  distance: quantity('length', { from: '0 mm', to: '10 m' }),
};

const deviceShape = {
  ...handMagnetShape,
  'near for': quantity('time', PATTERN_LIMITS).optional(),
  'away for': quantity('time', PATTERN_LIMITS).optional(),
  times: z.int(TIMES_ALLOWED).min(1, TIMES_ALLOWED).max(TIMES_MAX, TIMES_ALLOWED).optional(),
};

/** A phone's distance counts from the rotor. Every other distance counts from the skin. */
const phoneShape = {
  ...deviceShape,
  distance: quantity('length', { from: `${PHONE_MM_MIN} mm`, to: '10 m' }),
};

type Written<S extends z.core.$ZodShape> = z.output<z.ZodObject<S>>;

/** Field of a scanner. By default it lies in the rotor plane, appears at once and has no rare effects. */
function exposureOf(written: Written<typeof exposureShape>, tree: MapTree, refuse: Refuse): FieldAction {
  const { altered, profile = 'step', distance, closest, pace } = written;
  const bore = boreOf(written, tree, refuse);
  const walks = profile !== 'step';
  if (walks) refuseFirst(tree, ['distance'], `with \`profile: ${profile}\``, '`closest`, or `profile: step`', refuse);
  else {
    refuseFirst(tree, ['closest'], 'with `profile: step`', '`profile: walk-past`', refuse);
    refuseFirst(tree, ['pace'], 'with `profile: step`', '`profile: walk-past` or `profile: walk-in`', refuse);
  }
  if (profile === 'walk-in') refuseFirst(tree, ['closest'], 'with `profile: walk-in`', '`profile: walk-past`', refuse);
  if (!walks && distance === undefined)
    refuseFirst(tree, BORE_KEYS, 'without `distance`', 'a bore with `distance` or a walk', refuse);
  return {
    kind: 'field',
    fieldMt: written.field,
    profile,
    ...directionOf(written),
    distanceM: distance === undefined ? undefined : distance / MM_PER_M,
    closestM: closest === undefined ? undefined : closest / MM_PER_M,
    paceMPerS: pace,
    bore,
    emiTelemetry: written.emi === 'telemetry',
    secondInterrogationQuirk: written.quirk === 'second interrogation',
    altered,
  };
}

const BORE_KEYS = ['bore length', 'bore radius'] as const;

/** Returns the written dimensions of the bore. Undefined means the dimensions of the product. */
function boreOf(written: Written<typeof exposureShape>, tree: MapTree, refuse: Refuse): ScannerBore | undefined {
  const [length, radius] = BORE_KEYS.map((key) => written[key]);
  if (length !== undefined && radius !== undefined) return { lengthM: length / MM_PER_M, radiusM: radius / MM_PER_M };
  refuseFirst(tree, BORE_KEYS, 'alone', '`bore length` and `bore radius` together', refuse);
  return undefined;
}

function directionOf(written: Written<typeof directionShape>) {
  return {
    angleToNormalDeg: written['angle to pump normal'] ?? 90,
    azimuthDeg: written.azimuth,
    restart: written['restart branch'] ?? ({ kind: 'free' } as const),
  };
}

function magnetOf(magnet: Magnet, written: Written<typeof handMagnetShape>): FieldAction {
  return {
    kind: 'field',
    magnet,
    distanceMm: written.distance,
    ...directionOf(written),
    emiTelemetry: false,
    secondInterrogationQuirk: false,
  };
}

/** A device that comes and goes. If no pattern is written, it is drawn from the seed. */
function deviceOf(magnet: Magnet, written: Written<typeof deviceShape>, tree: MapTree, refuse: Refuse): FieldAction {
  const { 'near for': nearUs, 'away for': awayUs, times } = written;
  const field = magnetOf(magnet, written);
  if (nearUs !== undefined && awayUs !== undefined && times !== undefined)
    return { ...field, pattern: { nearUs, awayUs, times } } as FieldAction;
  const allowed = `${keysShown(PATTERN_KEYS)} together, or none of them`;
  refuseFirst(tree, PATTERN_KEYS, 'in an incomplete pattern', allowed, refuse);
  return field;
}

/** Refuses the mapping if it has one of these keys. `how` completes the key to the words for what was found. */
function refuseFirst(tree: MapTree, keys: readonly string[], how: string, allowed: string, refuse: Refuse): void {
  const key = keys.find((one) => tree.entries.has(one));
  if (key !== undefined) refuse(tree.entries.get(key)?.keyPlace ?? tree.place, `${keyShown(key)} ${how}`, allowed);
}

const FROM_FILE = 'from file ';

const fieldFile = leaf(
  `${FROM_FILE}and the path of a CSV file, as in from file walk-in.csv`,
  `^${FROM_FILE}\\S.{0,999}$`,
  (text) => {
    const path = text.slice(FROM_FILE.length).trim();
    return path === '' || path.length > PATH_CHARS_MAX ? { ok: false } : { ok: true, value: path };
  },
);

const measuredShape = {
  field: fieldFile,
  ...directionShape,
  emi: oneOf(['telemetry']).optional(),
  quirk: oneOf(['second interrogation']).optional(),
  altered: alteration.optional(),
};

/** A measured field. Its samples are read later, because a form opens no file. */
function measuredOf(written: Written<typeof measuredShape>, tree: MapTree): FieldAction {
  const angleDeg = written['angle to pump normal'];
  return {
    kind: 'field',
    file: { path: written.field, place: tree.entries.get('field')?.value.place ?? tree.place },
    samples: [],
    ...(angleDeg === undefined ? {} : { angleToNormalDeg: angleDeg }),
    azimuthDeg: written.azimuth,
    restart: written['restart branch'] ?? { kind: 'free' },
    emiTelemetry: written.emi === 'telemetry',
    secondInterrogationQuirk: written.quirk === 'second interrogation',
    altered: written.altered,
  };
}

/** Forms of a field: the name of a magnet or a device, a file of measurements, or the strength of a scanner's field. */
export const fieldForms: readonly ActionForm<FieldAction>[] = [
  actionForm(
    { field: oneOf(['hand magnet']), ...handMagnetShape },
    (written) => magnetOf('hand magnet', written),
    'hand magnet',
  ),
  actionForm(
    { field: oneOf(['phone']), ...phoneShape },
    (written, tree, refuse) => deviceOf('phone', written, tree, refuse),
    'phone',
  ),
  actionForm(
    { field: oneOf(['laptop']), ...deviceShape },
    (written, tree, refuse) => deviceOf('laptop', written, tree, refuse),
    'laptop',
  ),
  { ...actionForm(measuredShape, measuredOf), prefix: FROM_FILE },
  actionForm(exposureShape, exposureOf),
];
