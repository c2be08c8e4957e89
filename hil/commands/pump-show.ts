import type { Provenance } from '../../firmware-sim/base/quantity.ts';
import { products } from '../../firmware-sim/products/catalogue.ts';
import { mrLabelInForce, mrLabelText } from '../../firmware-sim/products/mr-label.ts';
import { presumptionsOf } from '../../firmware-sim/products/presumptions.ts';
import { type Product, quantitiesOf } from '../../firmware-sim/products/product.ts';
import { refuseClashes } from '../files/output-clash.ts';
import { pumpNamed } from '../pump-file/pump-named.ts';
import { outColour } from './colour.ts';
import { printOut } from './print-line.ts';

const HANG_COLUMNS = 4;

/**
 * Shows every constant of a product with its provenance, and further assumptions about the product. Without a name it
 * lists the products.
 */
export async function pumpShow(id: string | undefined, options: { readonly json: boolean }): Promise<number> {
  if (id === undefined) {
    if (options.json) process.stdout.write(`${JSON.stringify(products)}\n`);
    else printOut(listed().trimEnd());
    return 0;
  }
  refuseClashes([{ name: id, path: id }], []);
  const product = await pumpNamed(id);
  if (options.json) process.stdout.write(`${JSON.stringify(product)}\n`);
  else printOut(textOf(product).trimEnd(), HANG_COLUMNS);
  return 0;
}

function listed(): string {
  const idChars = Math.max(...products.map(({ id }) => id.length));
  return products.map(({ id, title }) => `${id.padEnd(idChars)}  ${title}\n`).join('');
}

function textOf(product: Product): string {
  const named = [...quantitiesOf(product)];
  const nameChars = Math.max(...named.map(([name]) => name.length));
  const rows = named.map(([name, { value, unit, provenance }]) => {
    const shown = `${Number(value.toPrecision(provenance.kind === 'derived' ? 6 : 12))} ${unit}`.trim();
    return `${name.padEnd(nameChars)}  ${shown.padEnd(16)} ${painted(provenance)} ${outColour.dim(reasonOf(provenance))}`;
  });
  const assumedCount = named.filter(([, { provenance }]) => provenance.kind === 'assumed').length;
  const closing = `${named.length} constants, ${assumedCount} of them assumed: no source that was read gives them.`;
  const presumed = presumptionsOf(product).map(
    ({ name, answer, kind, why }) => `${outColour.yellow(kind)} ${name} = ${answer} ${outColour.dim(why)}\n`,
  );
  const modes = `stopped, single bolus, ${product.modes.join(', ')}`;
  return `${outColour.bold(product.title)} (${product.id})\n${modes}\n${rows.join('\n')}\n${closing}\n${presumed.join('')}${mrLabelLines(product)}`;
}

function mrLabelLines({ mrLabels }: Product): string {
  if (mrLabels === undefined) return 'MR label: none is known\n';
  const newest = mrLabelInForce(mrLabels);
  return mrLabels.labels
    .map((label) => {
      const taken = label === newest ? ', in force if a scenario names no `MR label`' : '';
      return `MR label ${mrLabelText(label)}${taken} ${outColour.dim(label.source)}\n`;
    })
    .join('');
}

function painted({ kind }: Provenance): string {
  const colour = kind === 'assumed' ? outColour.yellow : kind === 'sourced' ? outColour.green : outColour.cyan;
  return colour(kind.padEnd(7));
}

function reasonOf(provenance: Provenance): string {
  if (provenance.kind === 'sourced') return provenance.source;
  return provenance.kind === 'derived' ? provenance.formula : provenance.why;
}
