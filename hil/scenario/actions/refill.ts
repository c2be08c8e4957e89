import * as z from 'zod';
import { type Refill, type RefillStep, refillSteps } from '../../../firmware-sim/outside/reservoir-port.ts';
import { nuclides, type Tracer } from '../../../firmware-sim/plant/catheter/tracer.ts';
import { oneOf, quantity, wordOrPrefixed } from '../../yaml/leaf-schemas.ts';
import type { Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';
import type { ActionDefinition, Lack } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';
import { lacksAccessPort, lacksCatheter } from '../entry/needed-parts.ts';
import { verbsOfChange } from '../entry/program-verbs.ts';
import { drugs } from '../pump/drug-forms.ts';
import { drugFieldsOf } from '../pump/pump-schema.ts';
import type { PumpSetup } from '../scenario.ts';

export interface RefillAction extends Refill {
  readonly kind: 'refill';
  readonly omit: readonly RefillStep[];
}

const INTO_PORT = '`into: catheter access port`';
const REFILL_LIMITS = { from: '0 mL', to: '100 mL' };

/** Tracer in the filling, as in `In-111 18.5 MBq`. */
const tracer = wordOrPrefixed<Tracer>(
  {},
  ...nuclides.map((nuclide) => ({
    prefix: nuclide,
    dimension: 'activity' as const,
    limits: { above: '0 MBq', to: '1000 MBq' },
    example: `${nuclide} 18.5 MBq`,
    meaning: (activityMbq: number) => ({ nuclide, activityMbq }),
  })),
);

/** Keys of a refill that do not depend on the needle's port. */
const refillShape = {
  refill: quantity('volume', REFILL_LIMITS),
  'programmed as': quantity('volume', REFILL_LIMITS).optional(),
  overfill: oneOf(['forced']).optional(),
  into: oneOf(['reservoir', 'pocket', 'catheter access port']).optional(),
  needle: oneOf(['access kit', 'refill kit']).optional(),
  compare: oneOf(['every pump', 'by capacity']).optional(),
  drug: drugs.optional(),
  tracer: tracer.optional(),
  omit: z.array(oneOf(refillSteps), { error: `a list of ${refillSteps.join(', ')}` }).optional(),
};

/**
 * A refill: interrogate, withdraw, fill, program. A scenario may leave out steps, or may put the needle in the wrong
 * place.
 */
export const refill: ActionDefinition<RefillAction> = {
  kind: 'refill',
  key: 'refill',
  forms: [actionForm(refillShape, refillOf)],
  lacks: (action, pump, product) => [
    ...lacksOfNeedle(action, pump),
    ...(action.intoAccessPort === true ? lacksAccessPort(product) : []),
    ...(action.compare !== undefined && product.refill === undefined
      ? [{ found: `\`compare\` with ${product.id}`, allowed: 'a pump with a known rule for comparing volumes' }]
      : []),
  ],
  drugs: ({ drug, otherDrugs = [] }) => (drug === undefined ? [] : [drug, ...otherDrugs]),
  act: ({ pump }, action) => pump.refill(action),
  foreign: {
    needs: ({ omit }) => [
      ...(omit.includes('interrogate') ? [] : (['INTERROGATE', 'THERAPY'] as const)),
      ...(omit.includes('program') ? [] : verbsOfChange({ reservoirMl: 1 })),
    ],
    act: (pump, action) => pump.refill(action),
  },
  words: [{ event: 'in.refill', text: ({ fillMl }) => `the reservoir is refilled with ${fillMl} mL` }],
  constants: [
    { names: ['fillingKneeMl', 'fillingFloorMl'], when: (_action, { filling }) => filling === undefined },
    {
      names: [
        'accessPortMl',
        'suctionKpa',
        'needleMinutes',
        'syringeMlMin',
        'injectionKpaMax',
        'portRefillMinutes',
        'needleGuardCount',
      ],
      when: ({ intoAccessPort }) => intoAccessPort === true,
    },
    { names: ['refillDifferenceMl'], when: ({ compare }) => compare === 'every pump' },
    { names: ['refillDifferenceByCapacityMl'], when: ({ compare }) => compare === 'by capacity' },
  ],
};

function refillOf(written: z.output<z.ZodObject<typeof refillShape>>, tree: MapTree, refuse: Refuse): RefillAction {
  const omit = [...new Set(written.omit)];
  const programmedAs = tree.entries.get('programmed as');
  if (programmedAs !== undefined && omit.includes('program')) {
    refuse(programmedAs.keyPlace, '`programmed as` together with `omit: [program]`', 'one of the two');
  }
  const { compare, into, needle } = written;
  const intoAccessPort = into === 'catheter access port';
  const kit = tree.entries.get('needle');
  if (kit !== undefined && !intoAccessPort) {
    refuse(kit.keyPlace, `\`needle\` without ${INTO_PORT}`, `\`needle\` with ${INTO_PORT}`);
  }
  const programMl = written['programmed as'];
  return {
    kind: 'refill',
    fillMl: written.refill,
    programMl,
    ...drugFieldsOf(written.drug),
    tracer: written.tracer,
    omit,
    ...(written.overfill === undefined ? {} : { forced: true }),
    ...(into === 'pocket' ? { intoPocket: true } : {}),
    ...(intoAccessPort ? { intoAccessPort, needle } : {}),
    compare,
  };
}

/** Returns the part of the refill that needs a catheter: the access port, a tracer or another drug. */
function lacksOfNeedle({ intoAccessPort, tracer: marked, drug }: RefillAction, pump: PumpSetup): readonly Lack[] {
  if (intoAccessPort === true) return lacksCatheter(pump, 'a refill into the access port');
  if (marked !== undefined) return lacksCatheter(pump, 'a tracer at a refill');
  return drug === undefined ? [] : lacksCatheter(pump, 'a drug at a refill');
}
