import type { Command } from 'commander';
import { factorOf, seedOf } from './option-values.ts';
import type { Outcome } from './outcome.ts';

/** Adds the command `pump` and its commands. */
export function addPump(program: Command, outcome: Outcome): void {
  const pump = program.command('pump').description('show or serve a pump');
  pump
    .command('show')
    .description('show every constant of a product with value, unit, provenance and source')
    .argument('[product]', 'a product, or a pump file such as ./mine.json; without it, list the products')
    .option('--json', 'print one object', false)
    .action(async (product: string | undefined, options) => {
      outcome.status = await (await import('../pump-show.ts')).pumpShow(product, options);
    });
  pump
    .command('serve')
    .description('serve a pump behind a port that any programmer can open')
    .requiredOption('--link <path>', 'stable name for the port')
    .option('--pump <product>', 'a product, or a pump file', 'synchromed-ii')
    .option('--speed <factor>', 'pump seconds per second', factorOf, 1)
    .option('--seed <number>', 'seed of all random draws, and serial number of the pump', seedOf, 1)
    .action(async (options) => {
      outcome.status = await (await import('../pump-serve.ts')).pumpServe(options);
    });
}
