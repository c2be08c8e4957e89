import { type Acceptance, accepted } from '../../../firmware-sim/base/refusal.ts';
import { ascendaMix, type FaultMix, reviewMix } from '../../../firmware-sim/plant/catheter/catheter-fault-mix.ts';
import type { CatheterFault } from '../../../firmware-sim/plant/catheter/catheter-path.ts';
import { granulomaDoubling } from '../../../firmware-sim/plant/catheter/granuloma.ts';
import type { PumpBody } from '../../../firmware-sim/pump-body.ts';
import { wordOrPrefixed } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';
import { lacksCatheter, mustHaveCatheter } from '../entry/needed-parts.ts';
import { stallLawNames } from '../entry/stall-law-names.ts';

/** Fault of the catheter, drawn or stated, or its repair. */
type CatheterChange =
  | CatheterFault
  | { readonly kind: 'repair' }
  | { readonly kind: 'sampled'; readonly mix: FaultMix };

export interface CatheterAction {
  readonly kind: 'catheter';
  readonly change: CatheterChange;
}

const change = wordOrPrefixed<CatheterChange>(
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

/** The catheter gets a fault, or is repaired. */
export const catheter: ActionDefinition<CatheterAction> = {
  kind: 'catheter',
  key: 'catheter',
  forms: [actionForm({ catheter: change }, (written) => ({ kind: 'catheter', change: written.catheter }))],
  lacks: (_action, pump) => lacksCatheter(pump, 'catheter'),
  act: ({ pump }, action) => changed(pump, action),
  foreign: { act: ({ body }, action) => changed(body, action) },
  words: [{ event: 'in.catheter', isMarked: true, text: ({ kind }) => `the catheter: ${kind}` }],
  constants: [
    { names: ['holdingTorqueUnm', 'gearEfficiencyRatio', 'tubeTorqueUnm', 'pullInRatio'] },
    { names: stallLawNames },
    { names: ['kinkMm'], when: (action) => ['kink', 'sampled'].includes(action.change.kind) },
  ],
  choices: [
    {
      text: `a granuloma doubles the resistance of the catheter every ${granulomaDoubling.value} days`,
      when: (action) => action.change.kind === 'granuloma',
    },
  ],
};

function changed(pump: PumpBody, { change: one }: CatheterAction): Acceptance {
  const run = mustHaveCatheter(pump);
  if (one.kind === 'repair') run.repair();
  else if (one.kind === 'sampled') run.harmAtRandom(one.mix);
  else run.harm(one);
  return accepted;
}
