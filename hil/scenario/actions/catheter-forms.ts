import { ascendaMix, reviewMix } from '../../../firmware-sim/plant/catheter/catheter-fault-mix.ts';
import { oneOf, wordOrPrefixed } from '../../yaml/leaf-schemas.ts';
import type { CatheterDeed } from '../scenario.ts';
import { type ActionForm, actionForm } from './read-action.ts';

const deed = wordOrPrefixed<CatheterDeed>(
  {
    occlude: { kind: 'occlusion' },
    'occlude lying': { kind: 'occlusion', while: 'lying' },
    'occlude standing': { kind: 'occlusion', while: 'standing' },
    disconnect: { kind: 'disconnection' },
    'migrate tip': { kind: 'migration' },
    granuloma: { kind: 'granuloma', ratio: 1 },
    repair: { kind: 'repair' },
    'sampled fault': { kind: 'sampled', mix: reviewMix },
    'sampled Ascenda fault': { kind: 'sampled', mix: ascendaMix },
  },
  {
    prefix: 'kink',
    dimension: 'share',
    limits: { above: '0 %', to: '99.9 %' },
    example: 'kink 90 %',
    meaning: (share) => ({ kind: 'kink', share }),
  },
  {
    prefix: 'leak',
    dimension: 'share',
    limits: { above: '0 %', to: '99.9 %' },
    example: 'leak 40 %',
    meaning: (share) => ({ kind: 'leak', share }),
  },
);

export const catheterForms: Readonly<Record<string, readonly ActionForm[]>> = {
  catheter: [actionForm({ catheter: deed }, ({ catheter }) => ({ kind: 'catheter', deed: catheter }))],
  position: [
    actionForm({ position: oneOf(['lying', 'standing']) }, ({ position }) => ({ kind: 'position', position })),
  ],
};
