import { shippedScenarios } from '../scenario/library.ts';
import { outColour } from './colour.ts';

/** The scenarios that come with the bench. */
export function list(options: { readonly json: boolean }): number {
  const rows = shippedScenarios().map(({ name, says }) => ({ name, says }));
  const widest = Math.max(...rows.map((row) => row.name.length));
  const text = options.json
    ? JSON.stringify(rows)
    : rows.map((row) => `${outColour.bold(row.name.padEnd(widest))}  ${row.says}`).join('\n');
  process.stdout.write(`${text}\n`);
  return 0;
}
