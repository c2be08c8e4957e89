import { shippedScenarios } from '../scenario/library.ts';
import { outColour } from './colour.ts';
import { printOut } from './print-line.ts';

/** Lists the shipped scenarios. Returns the exit status. */
export function list(options: { readonly json: boolean }): number {
  const rows = shippedScenarios().map(({ name, says }) => ({ name, says }));
  const widest = Math.max(...rows.map((row) => row.name.length));
  if (options.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else for (const { name, says } of rows) printOut(`${outColour.bold(name.padEnd(widest))}  ${says}`, widest + 2);
  return 0;
}
