import { productNamed, products } from '../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { readText } from '../files/read-text.ts';
import { problemText } from '../yaml/problem.ts';

/** A pump is some pages of constants; whatever is longer is something else. */
const FILE_BYTES_MAX = 1_000_000;

/** A product by its id, or a user's own pump by the path of its file; `HilError` (usage) with all that is wrong. */
export async function pumpNamed(idOrPath: string): Promise<Product> {
  if (isPath(idOrPath)) return pumpFromFile(idOrPath);
  const product = productNamed(idOrPath);
  if (product !== undefined) return product;
  const ids = products.map((one) => one.id);
  const known = `known are ${ids.join(', ')}, or a file such as ./mine.json`;
  throw new HilError('PUMP_UNKNOWN', 'usage', `There is no product ${idOrPath}; ${known}.${didYouMean(idOrPath, ids)}`);
}

function isPath(text: string): boolean {
  return /[/\\]/.test(text) || text.endsWith('.json');
}

/** The schemas cost a start of the command line that most runs can do without. */
async function pumpFromFile(path: string): Promise<Product> {
  const { readPumpFile } = await import('./read-pump-file.ts');
  const result = readPumpFile(readText(path, { shownAs: path, bytesMax: FILE_BYTES_MAX, code: 'PUMP' }), path);
  if (result.ok) return result.product;
  const { problems } = result;
  const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
  const message = `${count} in ${path}; nothing was run.\n${problems.map((problem) => `  ${problemText(problem)}`).join('\n')}`;
  throw new HilError('PUMP_INVALID', 'usage', message);
}
