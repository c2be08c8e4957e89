import { spawnSync } from 'node:child_process';
import { packagePath } from '../../../hil/base/package-root.ts';

/** Mutants of all firmware that one call draws by the commit. */
const SAMPLE_COUNT = 10;

interface Mutant {
  readonly firmware: string;
  readonly id: string;
  readonly outcome: string;
  readonly survives?: string;
}

process.exitCode = main();

/** Runs mutants that the commit draws. Prints `N passed, N failed`. The exit status is 1 after a failure. */
function main(): number {
  const args = ['mutants', '--firmware', 'all', '--sample', `${SAMPLE_COUNT}`, '--json'];
  const { stdout, status } = spawnSync(process.execPath, [packagePath('hil/rollerloop.cjs'), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  });
  if (stdout === '') return status ?? 1;
  const { mutants } = JSON.parse(stdout) as { readonly mutants: readonly Mutant[] };
  const failed = mutants.filter(({ outcome, survives }) => (outcome === 'killed') !== (survives === undefined));
  for (const { firmware, id, outcome, survives } of mutants)
    process.stdout.write(`${outcome}: ${firmware} ${id}${survives === undefined ? '' : ` (${survives})`}\n`);
  process.stdout.write(`${mutants.length - failed.length} passed, ${failed.length} failed\n`);
  return status ?? 1;
}
