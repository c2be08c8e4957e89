import type { Command } from 'commander';
import { repeatOf } from './option-values.ts';
import type { Outcome } from './outcome.ts';

/** Adds the command that tests the scenario library with planted mistakes. */
export function addMutants(program: Command, outcome: Outcome): void {
  program
    .command('mutants')
    .description('plant mistakes in firmware and show which scenario finds each; needs a checkout with its sources')
    .argument('[mutant...]', 'ids as --list shows them; without one, all', [])
    .option(
      '--firmware <name>',
      'firmware to change: model (with its plant), sketch (of the rig), reference, or all',
      'model',
    )
    .option('--all', 'run all scenarios on each mutant, and name the checks that find none', false)
    .option('--sample <count>', 'draw so many mutants by the commit of the checkout', repeatOf)
    .option('--list', 'list the mutants without a run', false)
    .option('--json', 'print one object', false)
    .option('--markdown', 'print tables in Markdown', false)
    .action(async (ids: string[], options) => {
      outcome.status = await (await import('../mutants/mutants.ts')).mutants(ids, options);
    });
}
