import * as z from 'zod';
import { line, oneOf, quantity, scenarioName, table } from '../../yaml/leaf-schemas.ts';
import { pumpTable } from '../pump/pump-schema.ts';

/** Keys at the top of a scenario. Entries and expectations are read one by one, each by its own form. */
export const headShape = {
  scenario: scenarioName,
  says: line(400),
  pump: pumpTable,
  'field from': oneOf(['sensor']).optional(),
  'rig slip': oneOf(['allowed']).optional(),
  'run at most': quantity('time', { above: '0 s', to: '30 y' }).optional(),
};

/** Schema of the top. The readers of the lists check that they exist. */
export const topTable = table({ ...headShape, timeline: z.unknown().optional(), expect: z.unknown().optional() });
