import { accepted } from '../../../firmware-sim/base/refusal.ts';
import type { ExposureEffects } from '../../../firmware-sim/base/therapy.ts';
import {
  comesAndGoes,
  type FieldExposure,
  type MeasuredExposure,
  needsMagnets,
} from '../../../firmware-sim/outside/field-exposure.ts';
import { oneOf } from '../../yaml/leaf-schemas.ts';
import type { Place } from '../../yaml/place.ts';
import type { ActionDefinition, ConstantUse, Lack } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';
import { stallLawNames } from '../entry/stall-law-names.ts';
import { lacksOfRate } from '../pump/program-limits.ts';
import { fieldForms } from './field-forms.ts';

/** Angle in the rotor plane. Absent: drawn from the seed and recorded. */
export type FieldAction = { readonly kind: 'field' } & (
  | Exclude<FieldExposure, MeasuredExposure>
  | (MeasuredExposure & FromFile)
) &
  ExposureEffects;

/** A measured field, and its file. */
interface FromFile {
  readonly file?: { readonly path: string; readonly place: Place };
  /** Angle of all samples, for a file without a column `angle`. */
  readonly angleToNormalDeg?: number;
}

export interface FieldOffAction {
  readonly kind: 'field off';
}

const isWalk = (field: FieldAction): boolean => 'profile' in field && (field.profile ?? 'step') !== 'step';
const isOnAxis = (field: FieldAction): boolean =>
  isWalk(field) || ('distanceM' in field && field.distanceM !== undefined);
const hasBore = (field: FieldAction): boolean => 'bore' in field && field.bore !== undefined;

/** Constants that decide how any field affects a rotor. They also apply to a sensed field. */
export const rotorFieldNames = [
  'momentAm2',
  'disturbFieldMt',
  'damageFieldMt',
  'damageConeDeg',
  'stallFieldMtMin',
  'stallFieldMtMax',
  'holdingTorqueUnm',
] as const;

const constants: readonly ConstantUse<FieldAction>[] = [
  { names: [...rotorFieldNames, ...stallLawNames] },
  {
    names: ['implantDepthMm', 'discRemanenceMt', 'discDiameterMm', 'discThicknessMm'],
    when: (field) => 'magnet' in field && field.magnet !== 'phone',
  },
  { names: ['phoneFieldMt', 'phoneFieldMm'], when: (field) => 'magnet' in field && field.magnet === 'phone' },
  { names: ['boreLengthM', 'boreRadiusM'], when: (field) => isOnAxis(field) && !hasBore(field) },
  { names: ['walkFromM', 'walkPaceMPerS'], when: isWalk },
  {
    names: ['deviceNearMinutesMin', 'deviceNearMinutesMax', 'deviceAwayMinutesMin', 'deviceAwayMinutesMax'],
    when: (field) => comesAndGoes(field) && field.pattern === undefined,
  },
  { names: ['boundProbabilityRatio'], when: ({ restart }) => restart.kind === 'sampled' },
];

/** A magnetic field appears at the pump: of a scanner, a magnet or a device. A new field replaces the current one. */
export const field: ActionDefinition<FieldAction> = {
  kind: 'field',
  key: 'field',
  forms: fieldForms,
  lacks(action, _pump, product) {
    const { id, magnets, drive } = product;
    if (magnets === undefined && needsMagnets(action))
      return [{ found: `a magnet or a walk near ${id}`, allowed: 'a pump with a group `magnets`' }];
    if (action.restart.kind !== 'free' && drive.kind !== 'rollers')
      return [{ found: `a restart branch with ${id}`, allowed: 'a pump with gears that can bind' }];
    // The rate that a scan leaves has to be one that a programmer could set.
    return action.altered?.kind === 'rate' ? lacksOfRate(action.altered.rateMlPerDay, product) : [];
  },
  setsField: true,
  act({ pump }, action) {
    pump.setField(action, action);
    return accepted;
  },
  foreign: {
    needs: ({ emiTelemetry, secondInterrogationQuirk, altered }) => [
      ...(emiTelemetry ? [effectInside('interference with telemetry')] : []),
      ...(secondInterrogationQuirk ? [effectInside('the quirk of a second interrogation')] : []),
      ...(altered === undefined ? [] : [effectInside('an altered memory')]),
    ],
    act(pump, action) {
      pump.setField(action, action);
      return accepted;
    },
  },
  words: [
    {
      event: 'in.field',
      isMarked: true,
      text: ({ fieldMt }) => (fieldMt === 0 ? undefined : `a magnetic field of ${fieldInWords(fieldMt as number)}`),
    },
  ],
  constants,
};

/** The field ends. */
export const fieldOff: ActionDefinition<FieldOffAction> = {
  kind: 'field off',
  key: 'field',
  forms: [actionForm({ field: oneOf(['off']) }, () => ({ kind: 'field off' }), 'off')],
  setsField: true,
  act({ pump }) {
    pump.removeField();
    return accepted;
  },
  foreign: {
    act(pump) {
      pump.body.removeField();
      return accepted;
    },
  },
  words: [
    {
      event: 'in.field',
      isMarked: true,
      text: ({ fieldMt }) => (fieldMt === 0 ? 'the magnetic field is gone' : undefined),
    },
  ],
};

/** An effect that the model has inside its firmware, and that the bench cannot cause in another one. */
function effectInside(what: string): Lack {
  return { found: `${what} by a field`, allowed: 'effects of a field on the plant' };
}

/** Returns the strength as words: a scanner's in tesla, a hand magnet's in millitesla. */
export function fieldInWords(fieldMt: number): string {
  return fieldMt >= 100 ? `${fieldMt / 1000} T` : `${fieldMt} mT`;
}
