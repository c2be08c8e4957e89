import * as z from 'zod';
import type { RefillStep } from '../../../firmware-sim/outside/reservoir-port.ts';
import { nuclides, type Tracer } from '../../../firmware-sim/plant/catheter/tracer.ts';
import { oneOf, quantity, wordOrPrefixed } from '../../yaml/leaf-schemas.ts';
import { drugs } from '../pump/drug-forms.ts';
import { drugFieldsOf } from '../pump/pump-schema.ts';
import type { Action } from '../scenario.ts';
import { actionForm } from './read-action.ts';

const REFILL_LIMITS = { from: '0 mL', to: '100 mL' };
const REFILL_STEPS = ['interrogate', 'withdraw', 'fill', 'program'] as const satisfies readonly RefillStep[];

/** A tracer in the filling: `In-111 18.5 MBq`. */
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

/** The steps of a refill, at whatever port the needle is in. */
export const refillForm = actionForm(
  {
    refill: quantity('volume', REFILL_LIMITS),
    'programmed as': quantity('volume', REFILL_LIMITS).optional(),
    overfill: oneOf(['forced']).optional(),
    into: oneOf(['reservoir', 'pocket', 'catheter access port']).optional(),
    needle: oneOf(['access kit', 'refill kit']).optional(),
    compare: oneOf(['every pump', 'by capacity']).optional(),
    drug: drugs.optional(),
    tracer: tracer.optional(),
    omit: z.array(oneOf(REFILL_STEPS), { error: `a list of ${REFILL_STEPS.join(', ')}` }).optional(),
  },
  (written, tree, refuse): Action => {
    const omit = [...new Set(written.omit)];
    const told = tree.entries.get('programmed as');
    if (told !== undefined && omit.includes('program')) {
      refuse(told.keyPlace, 'key "programmed as" with program omitted', 'one of the two');
    }
    const { compare, into, needle } = written;
    const intoAccessPort = into === 'catheter access port';
    const kit = tree.entries.get('needle');
    if (kit !== undefined && !intoAccessPort) {
      refuse(kit.keyPlace, 'key "needle"', '"needle" beside into: catheter access port');
    }
    const programMl = written['programmed as'];
    return {
      kind: 'refill',
      fillMl: written.refill,
      ...(programMl === undefined ? {} : { programMl }),
      ...drugFieldsOf(written.drug),
      ...(written.tracer === undefined ? {} : { tracer: written.tracer }),
      omit,
      ...(written.overfill === undefined ? {} : { forced: true }),
      ...(into === 'pocket' ? { intoPocket: true } : {}),
      ...(intoAccessPort ? { intoAccessPort, ...(needle === undefined ? {} : { needle }) } : {}),
      ...(compare === undefined ? {} : { compare }),
    };
  },
);
