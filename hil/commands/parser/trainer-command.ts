import type { Command } from 'commander';
import { LINE_RIGS_IN_HELP } from '../../rigs/rig-names.ts';
import { portOf } from './option-values.ts';
import type { Outcome } from './outcome.ts';

/** Adds the command `trainer`. */
export function addTrainer(program: Command, outcome: Outcome): void {
  program
    .command('trainer')
    .description('serve the trainer page to a browser on this machine, alone or with a rig')
    .option('--rig <rig>', `rig that follows the page: ${LINE_RIGS_IN_HELP}`)
    .option('--port <number>', 'port of the page; 0 takes a free one', portOf, 0)
    .addHelpText(
      'after',
      `
Prints the address of the page and opens no browser. With a rig, the address holds a token, and the first page that opens it
drives the rig; later ones watch. Ctrl-C halts the rig and ends the server.
A rig follows live play only. Rewinding detaches it; back at the latest moment it aligns its shaft and follows again.`,
    )
    .action(async (options) => {
      outcome.status = await (await import('../trainer.ts')).trainer(options);
    });
}
