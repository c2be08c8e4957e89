import type { Command } from 'commander';
import type { Outcome } from './outcome.ts';

/** Adds the commands that describe the files of this program. */
export function addDocuments(program: Command, outcome: Outcome): void {
  program
    .command('schema')
    .description('print the JSON Schema of a file that this program reads or writes')
    .argument('<file>', 'kind of file: results, index, trace, scenario, pump, firmware, requirements or invariants')
    .action(async (name: string) => {
      outcome.status = (await import('../schema.ts')).schema(name);
    });
  program
    .command('doc')
    .description('print a page in Markdown: the trace and its signals, or how to write checks')
    .argument('<file>', 'page: trace, checks')
    .action(async (name: string) => {
      outcome.status = (await import('../doc.ts')).doc(name);
    });
}
