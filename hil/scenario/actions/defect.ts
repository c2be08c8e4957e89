import * as z from 'zod';
import type { Defect } from '../../../firmware-sim/outside/defects.ts';
import { isSupplyFault } from '../../../firmware-sim/outside/supply-faults.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { oneOf, quantity } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition, Lack } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';
import type { ActionForm } from '../entry/entry-form.ts';
import { stallLawNames } from '../entry/stall-law-names.ts';
import type { PumpSetup } from '../scenario.ts';

export interface DefectAction {
  readonly kind: 'defect';
  readonly defect: Defect;
}

const ROTOR_CAUSES = ['shaft wear', 'drive-gear corrosion', 'foreign particle', 'unknown'] as const;
const OTHERS = [
  'feedthrough shorting',
  'low battery reset',
  'reduced battery',
  'critical memory error',
  'non-critical memory error',
  'over-infusion',
  'pump leak',
  'clogged filter',
  'lost propellant',
  'air in the reservoir',
  'sampled',
] as const;

/** Every defect, for the message about an unknown one. */
const ALLOWED = [...ROTOR_CAUSES, ...OTHERS].join(', ');
const RATIO_ALLOWED = 'a plain number from 0.5 to 2 (true over programmed volume)';

const word = <const W extends string>(name: W) => z.enum([name], { error: ALLOWED });
const safeState = oneOf(['with', 'without']).optional();
const plain = z.number({ error: RATIO_ALLOWED }).min(0.5, RATIO_ALLOWED).max(2, RATIO_ALLOWED);
const begins = (one: Defect): DefectAction => ({ kind: 'defect', defect: one });

function memoryForm(kind: 'critical' | 'non-critical'): ActionForm<DefectAction> {
  const name = `${kind} memory error` as const;
  return actionForm({ defect: word(name) }, () => begins({ kind: 'memory error', class: kind }), name);
}

/** One form for each defect. The last form reads the failure of the rotor, by its cause. */
const forms: readonly ActionForm<DefectAction>[] = [
  // Assumed: the therapy goes on between the stalls and resets that a shorted feedthrough causes.
  actionForm(
    { defect: word('feedthrough shorting'), 'safe state': safeState },
    (written) => begins({ kind: 'feedthrough shorting', safeState: written['safe state'] === 'with' }),
    'feedthrough shorting',
  ),
  actionForm(
    { defect: word('low battery reset'), 'safe state': safeState },
    (written) => begins({ kind: 'low battery reset', safeState: written['safe state'] !== 'without' }),
    'low battery reset',
  ),
  actionForm(
    { defect: word('reduced battery'), left: quantity('share', { from: '0 %', to: '100 %' }) },
    ({ left }) => begins({ kind: 'reduced battery', leftShare: left }),
    'reduced battery',
  ),
  memoryForm('critical'),
  memoryForm('non-critical'),
  actionForm(
    { defect: word('over-infusion'), ratio: plain.meta({ description: RATIO_ALLOWED }) },
    ({ ratio }) => begins({ kind: 'over-infusion', ratio }),
    'over-infusion',
  ),
  actionForm(
    { defect: word('pump leak'), rate: quantity('rate', { from: '0 mL/day', to: '100 mL/day' }) },
    ({ rate }) => begins({ kind: 'pump leak', mlPerDay: rate }),
    'pump leak',
  ),
  actionForm(
    { defect: word('clogged filter'), share: quantity('share', { from: '0 %', to: '100 %' }) },
    ({ share }) => begins({ kind: 'clogged filter', share }),
    'clogged filter',
  ),
  actionForm({ defect: word('lost propellant') }, () => begins({ kind: 'lost propellant' }), 'lost propellant'),
  actionForm(
    {
      defect: word('air in the reservoir'),
      volume: quantity('volume', { above: '0 mL', to: '100 mL' }),
      leaves: oneOf(['last', 'mixed']).optional(),
    },
    ({ volume, leaves = 'last' }) => begins({ kind: 'air', volumeMl: volume, leaves }),
    'air in the reservoir',
  ),
  actionForm({ defect: word('sampled') }, () => begins({ kind: 'sampled' }), 'sampled'),
  actionForm(
    { defect: z.enum(ROTOR_CAUSES, { error: ALLOWED }), rotor: oneOf(['seized', 'intermittent']).optional() },
    ({ defect: cause, rotor }) => begins({ kind: 'rotor', cause, rotor: rotor ?? 'seized' }),
  ),
];

/** A part of the pump fails: a stated part or, with `sampled`, one drawn from the seed. */
export const defect: ActionDefinition<DefectAction> = {
  kind: 'defect',
  key: 'defect',
  forms,
  lacks: ({ defect: one }, pump, product) => lacksOfDefect(one, pump, product),
  act: ({ pump }, action) => pump.beginDefect(action.defect),
  restartsFirmware: true,
  foreign: {
    needs: ({ defect: one }) =>
      actsInside(one)
        ? [
            {
              found: `\`defect: ${one.kind}\``,
              allowed: 'a defect of motor, battery or supply; this one acts in the firmware',
            },
          ]
        : [],
    act: (pump, action) => pump.body.beginDefect(action.defect),
  },
  // The pump records `true.defect`. The live view describes it with its words for the truth.
  words: [],
  constants: [
    { names: stallLawNames, when: ({ defect: one }) => canStopRotor(one) },
    { names: ['minimumRateMlPerDay'], when: ({ defect: one }) => resets(one) },
    { names: ['intermittentRatio'], when: ({ defect: one }) => one.kind === 'sampled' },
    { names: ['stickHours', 'stickMinutesMin', 'stickMinutesMax'], when: ({ defect: one }) => canStick(one) },
    { names: ['shortResetDays', 'shortEriDaysMax', 'shortLeakUa'], when: ({ defect: one }) => canShort(one) },
  ],
};

/** Returns the part that a pump lacks for a defect. Faults of the supply need no motor. */
function lacksOfDefect(one: Defect, { batteryShare }: PumpSetup, { id, failures, drive }: Product): readonly Lack[] {
  if (isSupplyFault(one)) return [];
  if (failures === undefined || drive.kind !== 'rollers')
    return [{ found: `\`defect: ${one.kind}\` with ${id}`, allowed: 'a pump with a motor whose failures are known' }];
  if (one.kind !== 'reduced battery' || batteryShare !== undefined) return [];
  return [{ found: 'a reduced battery with `battery: by age`', allowed: 'a reduced battery with `battery: by use`' }];
}

/** A defect that the model has inside its firmware, or may have if it is drawn. A safe state is a decision of the firmware. */
function actsInside(one: Defect): boolean {
  return ['feedthrough shorting', 'memory error', 'sampled'].includes(one.kind) || resets(one);
}

/** A defect that sends the firmware into its safe state, which is the minimum rate. */
export function resets(one: Defect): boolean {
  return 'safeState' in one && one.safeState;
}

const canShort = ({ kind }: Defect): boolean => kind === 'feedthrough shorting' || kind === 'sampled';

/** A defect that stops the rotor, for a time or permanently. */
export function canStopRotor(one: Defect): boolean {
  return one.kind === 'rotor' || canShort(one);
}

function canStick(one: Defect): boolean {
  return canShort(one) || (one.kind === 'rotor' && one.rotor === 'intermittent');
}
