import { firstRuns, scenarioFacts } from '../scenario/listed-scenario.ts';
import { outColour } from './colour.ts';
import { printOut } from './print-line.ts';

/** Id and version of the objects that `--json` prints. */
const LIST_SCHEMA = 'rollerloop/list/1';

/** Lists the shipped scenarios. Returns the exit status. */
export function list(options: { readonly json: boolean }): number {
  const scenarios = firstRuns();
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify(scenarios.map((one) => ({ schema: LIST_SCHEMA, ...scenarioFacts(one) })))}\n`,
    );
    return 0;
  }
  const widest = Math.max(...scenarios.map(({ name }) => name.length));
  for (const { name, says } of scenarios) printOut(`${outColour.bold(name.padEnd(widest))}  ${says}`, widest + 2);
  return 0;
}
