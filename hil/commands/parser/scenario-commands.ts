import type { Command } from 'commander';
import { gathered, setOf } from './option-values.ts';
import type { Outcome } from './outcome.ts';
import { SET_HELP } from './shared-options.ts';

interface LintOptions {
  readonly explain: boolean;
  readonly set: ReadonlyMap<string, string>;
}

/** Adds the commands that list and print shipped scenarios. */
export function addShipped(program: Command, outcome: Outcome): void {
  program
    .command('list')
    .description('list the scenarios')
    .option('--json', 'print an array with one object for each scenario', false)
    .action(async (options) => {
      outcome.status = (await import('../list.ts')).list(options);
    });
  program
    .command('show')
    .description('print the file of a shipped scenario, to start one from')
    .argument('<scenario>', 'a name as `rollerloop list` shows it, or a CSV file that a scenario names')
    .action(async (name: string) => {
      outcome.status = (await import('../show.ts')).show(name);
    });
}

/** Adds the commands that check scenarios without a run. */
export function addChecks(program: Command, outcome: Outcome): void {
  program
    .command('lint')
    .description('check scenarios without running them')
    .argument('<scenario...>', 'names, files, or all')
    .option('--explain', 'print each check as written, as a sentence and as a formula', false)
    .option('--set <name=value>', SET_HELP, setOf, new Map())
    .action(async (names: string[], options: LintOptions) => {
      outcome.status = (await import('../lint.ts')).lint(names, options);
    });
  program
    .command('requirements')
    .description('show requirements, the checks that cover them, and their last verdicts')
    .argument('[scenario...]', 'names, files, or all', [])
    .option('--requirements <file>', 'your own requirements, JSON or CSV, instead of the shipped set')
    .option('--strict', 'end with status 1 while one that applies has no check, or none that passed', false)
    .option(
      '--results <path>',
      'results of an earlier run: the folder of `run --out`, or a file of `run --json`; once for each of several parts',
      gathered,
      [],
    )
    .option('--json', 'print one object', false)
    .option('--markdown', 'print a table in Markdown', false)
    .option('--html <file>', 'write the matrix as a page')
    .action(async (names: string[], options) => {
      outcome.status = await (await import('../requirements.ts')).requirements(names, options);
    });
}
