import type * as z from 'zod';
import { accepted } from '../../../firmware-sim/base/refusal.ts';
import { FAULT_KINDS, type LineFaultKind } from '../../faults/fault-rates.ts';
import type { LineFaultRates } from '../../faults/line-faults.ts';
import { oneOf, quantity, table } from '../../yaml/leaf-schemas.ts';
import type { Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';

export interface FaultsAction {
  readonly kind: 'faults';
  readonly rates: LineFaultRates;
}

/** Rounding can bring a sum of 100 % slightly above 1. */
const SUM_SLACK = 1e-9;

const share = quantity('share', { from: '0 %', to: '100 %' }).optional();
const ratesShape = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, share])) as Record<LineFaultKind, typeof share>;
const ratesTable = table(ratesShape, ['off']);

/** Faults of the line between host and rig, from this entry on. */
export const faults: ActionDefinition<FaultsAction> = {
  kind: 'faults',
  key: 'faults',
  forms: [
    actionForm({ faults: oneOf(['off']) }, () => ({ kind: 'faults', rates: {} }), 'off'),
    actionForm({ faults: ratesTable }, (written, tree, refuse) => faultsOf(written.faults, tree, refuse)),
  ],
  needsLine: true,
  act({ setFaults }, { rates }) {
    setFaults(rates);
    return accepted;
  },
  foreign: {
    act(_pump, { rates }, { setFaults }) {
      setFaults(rates);
      return accepted;
    },
  },
  words: [],
};

function faultsOf(written: z.output<typeof ratesTable>, tree: MapTree, refuse: Refuse): FaultsAction {
  const rates: { [K in LineFaultKind]?: number } = {};
  for (const kind of FAULT_KINDS) if (written[kind] !== undefined) rates[kind] = written[kind];
  const sum = Object.values(rates).reduce((total, rate) => total + rate, 0);
  const place = tree.entries.get('faults')?.value.place ?? tree.place;
  if (sum > 1 + SUM_SLACK) refuse(place, `rates of ${Number((100 * sum).toFixed(6))} % together`, 'at most 100 %');
  return { kind: 'faults', rates };
}
