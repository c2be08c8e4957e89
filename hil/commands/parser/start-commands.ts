import type { Command } from 'commander';
import { speedOf } from './option-values.ts';
import type { Outcome } from './outcome.ts';

/** Adds the commands that a newcomer starts with: a new project and the demo. */
export function addStart(program: Command, outcome: Outcome): void {
  program
    .command('init')
    .description('write a new project: a scenario, a pump, a test, settings of build servers; overwrites no file')
    .argument('[folder]', 'folder of the project', '.')
    .option('--firmware', 'write a firmware in C that runs in a pump instead, with Makefile and scenario', false)
    .action(async (folder: string, { firmware }: { readonly firmware: boolean }) => {
      outcome.status = (await import('../init.ts')).init(folder, firmware ? 'firmware' : 'tests');
    });
  program
    .command('demo')
    .description(
      'show two roller studies on a virtual port: one without a field, one in a field of 1.5 T; or play any scenario on the terminal',
    )
    .option('--scenario <scenario>', 'scenario to play, with keys: a name as `rollerloop list` shows it, or a file')
    .option(
      '--speed <factor>',
      'pump seconds per second on a terminal, or auto: some seconds to the next event',
      speedOf,
    )
    .option('--step', 'begin with a pause, and show one event at each key', false)
    .action(async (options) => {
      outcome.status = await (await import('../demo.ts')).demo(options);
    });
}
