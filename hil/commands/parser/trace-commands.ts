import type { Command } from 'commander';
import type { Outcome } from './outcome.ts';
import { addInvariants } from './shared-options.ts';

/** Adds the command `judge`. */
export function addJudge(program: Command, outcome: Outcome): void {
  const command = program
    .command('judge')
    .description('judge kept traces again, without a pump or a rig')
    .argument('<trace...>', 'files that `rollerloop run --trace` wrote')
    .option(
      '--scenario <scenario>',
      'scenario with other expectations; its pump and timeline must be those of the trace',
    )
    .option('--json', 'print one object, or an array of several, and nothing else', false);
  addInvariants(command).action(async (paths: string[], options) => {
    outcome.status = (await import('../judge.ts')).judge(paths, options);
  });
}

/** Adds the command `report`. */
export function addReport(program: Command, outcome: Outcome, argv: readonly string[]): void {
  const command = program
    .command('report')
    .description('write reports in HTML of kept traces')
    .argument('<trace...>', 'files that `rollerloop run --trace` or `--out` wrote')
    .option('--html <file>', 'file of the report of one trace')
    .option('--out <folder>', 'folder of the reports, with an index over several');
  addInvariants(command).action(async (traces: string[], options) => {
    outcome.status = await (await import('../report.ts')).report(traces, options, argv);
  });
}
