import type { Acceptance } from '../../../firmware-sim/base/refusal.ts';
import type { NeedleUse } from '../../../firmware-sim/outside/catheter-access.ts';
import type { InjectedFluid } from '../../../firmware-sim/outside/injected-fluid.ts';
import type { PumpBody } from '../../../firmware-sim/pump-body.ts';
import { nearestName } from '../../base/nearest-name.ts';
import { type LeafRead, leaf, quantity, quantityAllowed } from '../../yaml/leaf-schemas.ts';
import { parseQuantity, quantityPattern } from '../../yaml/units.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';
import { lacksAccessPort, lacksCatheter, mustHaveAccess } from '../entry/needed-parts.ts';
import { DRUG_ALLOWED, DRUG_PATTERN, readDrug } from '../pump/drug-forms.ts';

export interface CatheterAccessAction extends NeedleUse {
  readonly kind: 'catheter access';
  /** Present for an injection, absent for an aspiration. */
  readonly fluid?: InjectedFluid;
}

const VOLUME_LIMITS = { above: '0 mL', to: '10 mL' } as const;
const VOLUME_ML_MAX = 10;

type Needle = Pick<NeedleUse, 'volumeMl'> & { readonly fluid?: InjectedFluid };

const volume = quantityAllowed('volume', VOLUME_LIMITS);
const VOLUME_PATTERN = quantityPattern('volume');
const verbs = ['aspirate', 'inject'];
const fluids = ['contrast', 'saline'] as const;

/** Fluid that the needle moves, and its volume. */
const needle = leaf(
  `aspirate and ${volume}, as in aspirate 2 mL; or inject, such a volume, and contrast, saline or ${DRUG_ALLOWED}, as in inject 1 mL contrast`,
  `^(aspirate ${VOLUME_PATTERN}|inject ${VOLUME_PATTERN} (${fluids.join('|')}|${DRUG_PATTERN}))$`,
  readNeedle,
);

function readNeedle(text: string): LeafRead<Needle> {
  const [, verb = '', written = '', fluid = ''] = /^(\S+) (\S+ \S+)(?: (.+))?$/.exec(text) ?? [];
  const rest = fluid === '' ? '' : ` ${fluid}`;
  if (!verbs.includes(verb)) {
    const near = nearestName(verb, verbs);
    return { ok: false, nearest: near === undefined || written === '' ? undefined : `${near} ${written}${rest}` };
  }
  const parsed = parseQuantity(written, 'volume');
  if (!parsed.ok) return { ok: false, nearest: parsed.nearest && `${verb} ${parsed.nearest}${rest}` };
  const { value: volumeMl } = parsed;
  if (!(volumeMl > 0 && volumeMl <= VOLUME_ML_MAX)) return { ok: false };
  return verb === 'aspirate' ? readAspiration(volumeMl, fluid) : readInjection(volumeMl, written, fluid);
}

function readAspiration(volumeMl: number, fluid: string): LeafRead<Needle> {
  return fluid === '' ? { ok: true, value: { volumeMl } } : { ok: false };
}

function readInjection(volumeMl: number, written: string, text: string): LeafRead<Needle> {
  const fluid = readFluid(text);
  if (fluid.ok) return { ok: true, value: { volumeMl, fluid: fluid.value } };
  return { ok: false, nearest: fluid.nearest && `inject ${written} ${fluid.nearest}` };
}

function readFluid(text: string): LeafRead<InjectedFluid> {
  const kind = fluids.find((fluid) => fluid === text);
  if (kind !== undefined) return { ok: true, value: { kind } };
  const drug = readDrug(text);
  if (drug.ok) return { ok: true, value: { kind: 'drug', drug: drug.value } };
  return { ok: false, nearest: drug.nearest ?? nearestName(text, fluids) };
}

/** A needle in the catheter access port aspirates or injects. */
export const catheterAccess: ActionDefinition<CatheterAccessAction> = {
  kind: 'catheter access',
  key: 'catheter access',
  forms: [
    actionForm(
      {
        'catheter access': needle,
        over: quantity('time', { from: '1 s', to: '1 h' }).optional(),
        syringe: quantity('volume', { from: '0.5 mL', to: '100 mL' }).optional(),
      },
      ({ 'catheter access': use, over, syringe }) => ({
        kind: 'catheter access',
        ...use,
        overUs: over,
        syringeMl: syringe,
      }),
    ),
  ],
  lacks: (_action, pump, product) => [...lacksAccessPort(product), ...lacksCatheter(pump, 'catheter access')],
  drugs: ({ fluid }) => (fluid?.kind === 'drug' ? [fluid.drug] : []),
  act: ({ pump }, action) => accessed(pump, action),
  foreign: { act: ({ body }, action) => accessed(body, action) },
  // The catheter writes the event of this action, so the live view describes it in the catheter's words.
  words: [],
  constants: [
    { names: ['accessPortMl', 'suctionKpa', 'needleMinutes', 'syringeMlMin'] },
    { names: ['injectionKpaMax'], when: ({ fluid }) => fluid !== undefined },
  ],
};

function accessed(pump: PumpBody, { kind: _kind, fluid, ...use }: CatheterAccessAction): Acceptance {
  return fluid === undefined ? mustHaveAccess(pump).aspirate(use) : mustHaveAccess(pump).inject({ ...use, fluid });
}
