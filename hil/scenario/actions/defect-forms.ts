import * as z from 'zod';
import type { Defect } from '../../../firmware-sim/outside/defects.ts';
import { oneOf, quantity } from '../../yaml/leaf-schemas.ts';
import type { Action } from '../scenario.ts';
import { type ActionForm, actionForm } from './read-action.ts';

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

/** Each of them, for who names none. */
const ALLOWED = [...ROTOR_CAUSES, ...OTHERS].join(', ');
const RATIO_ALLOWED = 'a plain number from 0.5 to 2 (true over programmed volume)';

const word = <const W extends string>(name: W) => z.enum([name], { error: ALLOWED });
const safeState = oneOf(['with', 'without']).optional();
const plain = z.number({ error: RATIO_ALLOWED }).min(0.5, RATIO_ALLOWED).max(2, RATIO_ALLOWED);
const begins = (defect: Defect): Action => ({ kind: 'defect', defect });

function memoryForm(kind: 'critical' | 'non-critical'): ActionForm {
  const name = `${kind} memory error` as const;
  return actionForm({ defect: word(name) }, () => begins({ kind: 'memory error', class: kind }), name);
}

/** By the word for what goes wrong; the last one is that of a rotor. */
export const defectForms: readonly ActionForm[] = [
  // Stalls, resets and an early indicator; that the therapy goes on between them is assumed.
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
    ({ defect, rotor }) => begins({ kind: 'rotor', cause: defect, rotor: rotor ?? 'seized' }),
  ),
];
