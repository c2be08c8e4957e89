import type { BridgeBolus } from '../../../firmware-sim/base/therapy.ts';
import { quantity, table } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';
import type { PumpSetup } from '../scenario.ts';
import { BOLUS_LIMITS } from './bolus.ts';

export interface BridgeBolusAction {
  readonly kind: 'bridge bolus';
  readonly bolus: BridgeBolus;
}

const CONCENTRATION_LIMITS = { above: '0 ug/mL', to: '100 mg/mL' };
const bridgeTable = table({
  from: quantity('concentration', CONCENTRATION_LIMITS),
  to: quantity('concentration', CONCENTRATION_LIMITS),
  'daily dose': quantity('mass', { above: '0 ug', to: '10000 mg' }),
  path: quantity('volume', BOLUS_LIMITS).optional(),
});

/** A bolus that keeps the daily dose while the old drug leaves the tubing and the catheter. */
export const bridgeBolus: ActionDefinition<BridgeBolusAction> = {
  kind: 'bridge bolus',
  key: 'bridge bolus',
  forms: [
    actionForm({ 'bridge bolus': bridgeTable }, (written) => {
      const { from, to, path, 'daily dose': dose } = written['bridge bolus'];
      const pathMl = path === undefined ? {} : { pathMl: path };
      return { kind: 'bridge bolus', bolus: { oldUgPerMl: from, newUgPerMl: to, doseUgPerDay: dose, ...pathMl } };
    }),
  ],
  act: ({ pump }, { bolus }) => pump.bridgeBolus(bolus),
  foreign: {
    needs: ({ bolus: { pathMl } }) => [
      ...(['PROGBEGIN', 'PROGDRUG', 'PROGBRIDGE', 'BRIDGE', 'PROGCOMMIT'] as const),
      ...(pathMl === undefined ? [] : (['PROGCATH'] as const)),
    ],
    act: (pump, { bolus }) => pump.orders.bridge(bolus),
  },
  words: [
    {
      event: 'in.bolus',
      text: ({ kind }) => (kind === 'bridge bolus' ? 'a bridge bolus is requested' : undefined),
    },
  ],
  constants: [
    { names: ['primingMlMax'] },
    { names: ['catheterMl'], when: takesStoredPath },
    { names: ['catheterCm'], when: (action, pump) => takesStoredPath(action, pump) && isPresumed(pump, 'lengthCm') },
    {
      names: ['catheterUlPerCm'],
      when: (action, pump) => takesStoredPath(action, pump) && isPresumed(pump, 'ulPerCm'),
    },
  ],
};

/**
 * A bridge without a written path uses the stored volume. The stored volume is the catheter's, unless the scenario
 * stores another one.
 */
function takesStoredPath({ bolus }: BridgeBolusAction, { storedCatheterMl }: PumpSetup): boolean {
  return bolus.pathMl === undefined && storedCatheterMl === undefined;
}

function isPresumed({ catheter }: PumpSetup, key: 'lengthCm' | 'ulPerCm'): boolean {
  return catheter?.[key] === undefined;
}
