import type * as z from 'zod';
import type { OverInfusionOption, PumpState } from '../../../firmware-sim/base/therapy.ts';
import { type LeafRead, leaf, oneOf, quantity } from '../../yaml/leaf-schemas.ts';
import { keyShown, type Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';

const RATIO = /^ratio ([12](?:\.\d{1,6})?)$/;
const RATIO_MAX = 2;

const overInfusion = leaf<OverInfusionOption>(
  'flagged, sampled, or ratio and a plain number from 1 to 2, as in ratio 1.3',
  '^(flagged|sampled|ratio [12](\\.\\d{1,6})?)$',
  (text): LeafRead<OverInfusionOption> => {
    if (text === 'flagged' || text === 'sampled') return { ok: true, value: { kind: text } };
    const ratio = Number(RATIO.exec(text)?.[1]);
    return ratio <= RATIO_MAX ? { ok: true, value: { kind: 'ratio', ratio } } : { ok: false };
  },
);

/**
 * Keys of ageing and failures. All are optional. Without them the battery ages by time only, and nothing fails at
 * random.
 */
export const serviceLifeShape = {
  battery: oneOf(['by age', 'by use']).optional(),
  'battery left': quantity('share', { from: '0 %', to: '100 %' }).optional(),
  'over-infusion risk': overInfusion.optional(),
  hazards: oneOf(['sampled']).optional(),
  'drug label': oneOf(['approved', 'unapproved']).optional(),
  'latch needs': oneOf(['alarm state', 'tone burst']).optional(),
  'latch ended by': oneOf(['any', 'clinician only']).optional(),
};

type WrittenServiceLife = z.output<z.ZodObject<typeof serviceLifeShape>>;
type ServiceLife = Pick<PumpState, 'batteryShare' | 'overInfusion' | 'hazards' | 'latchNeeds' | 'latchEndedBy'>;

/** Reads ageing and failures of a set-up. Refuses `battery left` and `drug label` without the key that they depend on. */
export function serviceLifeOf(written: WrittenServiceLife, tree: MapTree, refuse: Refuse): ServiceLife {
  const { battery, hazards } = written;
  const risk = written['over-infusion risk'];
  const needs = written['latch needs'];
  const endedBy = written['latch ended by'];
  const refuseAlone = (key: string, needed: string): void => {
    const alone = tree.entries.get(key);
    if (alone === undefined) return;
    refuse(alone.keyPlace, `${keyShown(key)} without ${keyShown(needed)}`, `${keyShown(key)} with ${keyShown(needed)}`);
  };
  if (battery !== 'by use') refuseAlone('battery left', 'battery: by use');
  if (hazards === undefined) refuseAlone('drug label', 'hazards: sampled');
  return {
    ...(battery === 'by use' ? { batteryShare: written['battery left'] ?? 1 } : {}),
    ...(risk === undefined ? {} : { overInfusion: risk }),
    ...(hazards === undefined ? {} : { hazards: written['drug label'] ?? 'approved' }),
    ...(needs === undefined ? {} : { latchNeeds: needs }),
    ...(endedBy === undefined ? {} : { latchEndedBy: endedBy }),
  };
}
