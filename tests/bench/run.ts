import { writeFileSync } from 'node:fs';
import { didYouMean } from '../../hil/base/nearest-name.ts';
import { packagePath } from '../../hil/base/package-root.ts';
import { benchmarks } from './catalogue.ts';
import { fromChild } from './child.ts';
import { type Figure, isMet } from './figure.ts';
import { machineFacts } from './machine.ts';
import { resultTable } from './result-table.ts';

const RESULTS = 'bench-results.json';

process.exitCode = await main(process.argv.slice(2));

/** 0: every limit is met. 1: a limit is missed, or a benchmark failed. 2: no benchmark has that name. */
async function main(names: readonly string[]): Promise<number> {
  const known = Object.keys(benchmarks);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    process.stderr.write(
      `Unknown benchmark "${unknown}"; allowed: ${known.join(', ')}.${didYouMean(unknown, known)}\n`,
    );
    return 2;
  }
  const machine = machineFacts();
  const { figures, failed } = await measureAll(names.length === 0 ? known : names);
  writeFileSync(
    packagePath(RESULTS),
    `${JSON.stringify({ machine, figures: figures.map(judged), failed }, null, 2)}\n`,
  );
  process.stdout.write(`\n${resultTable(figures)}\nMedians of alternating rounds; ${JSON.stringify(machine)}\n`);
  process.stdout.write(`Written to ${RESULTS}.\n`);
  return failed.length === 0 && figures.every((one) => isMet(one) !== false) ? 0 : 1;
}

async function measureAll(names: readonly string[]) {
  const figures: Figure[] = [];
  const failed: string[] = [];
  for (const name of names) {
    process.stderr.write(`${name} ...\n`);
    try {
      figures.push(...(await fromChild<readonly Figure[]>('./one.ts', name)));
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      failed.push(name);
    }
  }
  return { figures, failed };
}

function judged(one: Figure) {
  return { ...one, met: isMet(one) };
}
