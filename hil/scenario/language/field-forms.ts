import type { z } from 'zod';
import type { Alteration, RestartBranch } from '../../../firmware-sim/therapy.ts';
import type { FieldAction } from '../scenario.ts';
import { oneOf, quantity, wordOrPrefixed } from './leaf-schemas.ts';
import { RATE_LIMITS } from './program-schema.ts';
import { type ActionForm, actionForm } from './read-action.ts';

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

const exposureShape = {
  field: quantity('field', { above: '0 T', to: '20 T' }, ['off']),
  'angle to pump normal': quantity('angle', { from: '0 deg', to: '180 deg' }).optional(),
  azimuth: quantity('angle', { from: '-180 deg', to: '360 deg' }).optional(),
  profile: oneOf(['step', 'walk-in']).optional(),
  'restart branch': restartBranch.optional(),
  emi: oneOf(['telemetry']).optional(),
  quirk: oneOf(['second interrogation']).optional(),
  altered: alteration.optional(),
};

type WrittenExposure = z.output<z.ZodObject<typeof exposureShape>>;

/** A field that lies in the rotor plane and comes at once; nothing rare happens unless it is asked for. */
function exposureOf(written: WrittenExposure): FieldAction {
  const { azimuth, altered } = written;
  return {
    kind: 'field',
    fieldMt: written.field,
    angleToNormalDeg: written['angle to pump normal'] ?? 90,
    ...(azimuth === undefined ? {} : { azimuthDeg: azimuth }),
    profile: written.profile ?? 'step',
    restart: written['restart branch'] ?? { kind: 'free' },
    emiTelemetry: written.emi === 'telemetry',
    secondInterrogationQuirk: written.quirk === 'second interrogation',
    ...(altered === undefined ? {} : { altered }),
  };
}

export const fieldForms: readonly ActionForm[] = [
  actionForm({ field: oneOf(['off']) }, () => ({ kind: 'field off' }), 'off'),
  actionForm(exposureShape, exposureOf),
];
