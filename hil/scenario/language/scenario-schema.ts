import * as z from 'zod';
import { line, oneOf, quantity, scenarioName, table } from '../../yaml/leaf-schemas.ts';
import { pumpTable } from '../pump/pump-schema.ts';

/** The top of a scenario; its entries and expectations are read one by one, by what their keys say they are. */
export const headShape = {
  scenario: scenarioName,
  says: line(400),
  pump: pumpTable,
  'field from': oneOf(['sensor']).optional(),
  'rig slip': oneOf(['allowed']).optional(),
  'run at most': quantity('time', { above: '0 s', to: '30 y' }).optional(),
};

/** Whether the lists are there is asked when they are read. */
export const topTable = table({ ...headShape, timeline: z.unknown().optional(), expect: z.unknown().optional() });
