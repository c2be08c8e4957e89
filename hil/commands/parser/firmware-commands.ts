import type { Command } from 'commander';
import type { Outcome } from './outcome.ts';

/** Adds the command `firmware` and its commands. */
export function addFirmware(program: Command, outcome: Outcome): void {
  program
    .command('firmware')
    .description("show a firmware in the pump's place")
    .command('show')
    .description('start a firmware, show what it can do, and which shipped scenarios can test it')
    .argument('<firmware>', 'native:PATH, FILE.hex or FILE.elf')
    .option('--json', 'print one object', false)
    .action(async (firmware: string, options) => {
      outcome.status = await (await import('../firmware-show.ts')).firmwareShow(firmware, options);
    });
}
