import { US_PER_DAY } from '../../../firmware-sim/base/time-units.ts';
import { quantity } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';

export interface BolusAction {
  readonly kind: 'bolus';
  readonly volumeMl: number;
  /** Duration. Absent: as fast as the product allows. */
  readonly durationUs?: number | undefined;
}

/** Volumes that a bolus of any kind may have in a scenario. The limits of the product are narrower. */
export const BOLUS_LIMITS = { above: '0 mL', to: '100 mL' } as const;
const NL_PER_ML = 1_000_000;

/** A single bolus, given by a programmer. */
export const bolus: ActionDefinition<BolusAction> = {
  kind: 'bolus',
  key: 'bolus',
  forms: [
    actionForm(
      { bolus: quantity('volume', BOLUS_LIMITS), over: quantity('time', { from: '1 s', to: '30 d' }).optional() },
      ({ bolus: volumeMl, over }) => ({ kind: 'bolus', volumeMl, durationUs: over }),
    ),
  ],
  act({ pump }, { volumeMl, durationUs }) {
    const fastest = pump.product.quantities.rateMlPerDayMax.value;
    return pump.singleBolus(volumeMl, durationUs === undefined ? fastest : rateMlPerDay(volumeMl, durationUs));
  },
  foreign: {
    needs: () => ['BOLUS'],
    act: (pump, { volumeMl, durationUs }) => pump.orders.single(volumeMl, durationUs),
  },
  words: [
    {
      event: 'in.bolus',
      text: ({ kind, volumeMl }) => (kind === 'single bolus' ? `a bolus of ${volumeMl} mL is requested` : undefined),
    },
  ],
};

/** Rates are whole numbers of nanolitres a day. */
function rateMlPerDay(volumeMl: number, durationUs: number): number {
  return Math.round(((volumeMl * US_PER_DAY) / durationUs) * NL_PER_ML) / NL_PER_ML;
}
