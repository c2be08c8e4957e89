import * as z from 'zod';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import { nearestName } from '../../base/nearest-name.ts';

const PATH_CHARS_MAX = 1000;
const ids = products.map(({ id }) => id);

/** Recognises the path of a pump file by a separator or its ending. */
export function isPumpFile(text: string): boolean {
  return /[/\\]|\.json$/.test(text);
}

/** Pattern of the path of a pump file, for editors. */
export const PUMP_PATH_PATTERN = '[/\\\\]|\\.json$';

const allowed = `${ids.join(', ')}, or the path of a pump file such as ./mine.json`;

/** Schema of a product: its id, or the path of a pump file. */
export const productName = z
  .string({ error: allowed })
  .meta({ enum: ids, description: allowed })
  .transform((text, ctx) => {
    if (ids.includes(text) || (isPumpFile(text) && text.length <= PATH_CHARS_MAX)) return text;
    ctx.issues.push({ code: 'custom', input: text, message: allowed, params: { nearest: nearestName(text, ids) } });
    return z.NEVER;
  });
