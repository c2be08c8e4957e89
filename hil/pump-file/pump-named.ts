import { statSync } from 'node:fs';
import { productNamed, products } from '../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';
import { readText } from '../files/read-text.ts';
import { problemText } from '../yaml/problem.ts';

/** Size limit of a pump file. No real pump file is longer. */
const FILE_BYTES_MAX = 1_000_000;

/** Returns a product by its id, or a user's pump by the path of its file. Throws `HilError` (usage) with every problem. */
export async function pumpNamed(idOrPath: string): Promise<Product> {
  if (isPath(idOrPath)) return pumpFromFile(idOrPath);
  const product = productNamed(idOrPath);
  if (product !== undefined) return product;
  const ids = products.map((one) => one.id);
  const allowed = `${ids.join(', ')}, or the path of a file such as ./mine.json`;
  const message = `Unknown product ${quoted(idOrPath)}; allowed: ${allowed}.${didYouMean(idOrPath, ids)}`;
  throw new HilError('PUMP_UNKNOWN', 'usage', message);
}

/**
 * Recognises a path by a separator or its ending. The name of a folder that is not the name of a product counts as a
 * path too.
 */
function isPath(text: string): boolean {
  if (/[/\\]/.test(text) || text.endsWith('.json')) return true;
  return productNamed(text) === undefined && statSync(text, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Reads a pump file. The schemas load only here, since most runs do not need them and they slow the start. */
async function pumpFromFile(path: string): Promise<Product> {
  const { readPumpFile } = await import('./read-pump-file.ts');
  const result = readPumpFile(readText(path, { shownAs: path, bytesMax: FILE_BYTES_MAX, code: 'PUMP' }), path);
  if (result.ok) return result.product;
  const { problems } = result;
  const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
  const message = `${count} in ${path}; nothing was run.\n${problems.map((problem) => `  ${problemText(problem)}`).join('\n')}`;
  throw new HilError('PUMP_INVALID', 'usage', message);
}
