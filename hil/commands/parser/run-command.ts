import type { Command } from 'commander';
import { RIGS_IN_HELP } from '../../rigs/rig-names.ts';
import {
  factorOf,
  gathered,
  jobsOf,
  repeatOf,
  seedOf,
  setOf,
  shardOf,
  shareOf,
  speedOf,
  timeOf,
} from './option-values.ts';
import type { Outcome } from './outcome.ts';
import { addInvariants, COVERAGE_HELP, HAND_HELP, SET_HELP, SKETCH_HELP, STATE_HELP } from './shared-options.ts';

/** Adds the command `run`, and the hidden one that its other processes run. */
export function addRun(program: Command, outcome: Outcome, argv: readonly string[]): void {
  const command = program
    .command('run')
    .description('run scenarios on a rig and judge the result')
    .argument('<scenario...>', 'names as `rollerloop list` shows them, files, or all')
    .option('--rig <rig>', RIGS_IN_HELP, 'virtual')
    .option('--pump <product>', "product instead of the scenario's, or a pump file such as ./mine.json")
    .option(
      '--firmware <firmware>',
      "firmware in the pump's place: native:PATH, FILE.hex or FILE.elf; without it the scenario's, or model",
    )
    .option('--set <name=value>', SET_HELP, setOf, new Map())
    .option('--seed <number>', 'seed of all random draws', seedOf, 1)
    .option('--speed <factor>', 'pump seconds per second, or auto: as fast as the rig turns', speedOf, 'auto')
    .option('--faults <rates>', 'faults on the line, e.g. flip=0.01,drop=0.02')
    .option('--hand <hand>', HAND_HELP)
    .option(
      '--field-scale <factor>',
      "ratio of the field at the pump to the field at the rig's sensor; 1 by default",
      factorOf,
    )
    .option('--state <folder>', STATE_HELP)
    .option('--trace <file>', 'write the trace to a file')
    .option('--html <file>', 'write a report in HTML of one scenario; opens in any browser, without a network')
    .option('--junit <file>', 'write a JUnit report, one case per measurement')
    .option(
      '--vcd <file>',
      'write the signals of the run to a file for wave viewers, and those of an emulated board to a second one',
    )
    .option('--coverage <file>', COVERAGE_HELP)
    .option('--sketch <file>', SKETCH_HELP)
    .option(
      '--gdb <target>',
      'hold an emulated chip at its start until GDB connects to a port of this machine: firmware:PORT, or rig:PORT for the sketch',
    )
    .option('--watch', 'show the pump and its events while the run goes on', false)
    .option('--json', 'print one object, or an array of several, and nothing else', false)
    .option('--json-lines', 'print one object per scenario as soon as it is known, then the totals', false)
    .option('--quiet', 'print only scenarios that did not pass, and the totals', false);
  addSeries(command);
  addInvariants(command);
  addResults(command).action(async (names: string[], options) => {
    const { jobs } = options;
    // Started first, so that the other processes load the program while this one does.
    const workers =
      jobs > 1 ? new (await import('../series/worker-processes.ts')).WorkerProcesses(jobs - 1) : undefined;
    try {
      outcome.status = await (await import('../run.ts')).run(names, options, argv, workers);
    } finally {
      await workers?.end();
    }
  });
  program.command('worker', { hidden: true }).action(async () => {
    outcome.status = await (await import('../series/worker.ts')).work();
  });
}

/** Options that select the scenarios of a call and say how they run. */
function addSeries(command: Command): Command {
  return command
    .option('--tag <tag>', 'only scenarios with this tag; may be given several times', gathered, [])
    .option('--grep <pattern>', 'only scenarios whose name or sentence matches a regular expression')
    .option('--shard <part>', 'only one of several equal parts of the list, as 1/3', shardOf)
    .option(
      '--repeat <count>',
      'run the list several times with the same seed; names scenarios whose runs differ',
      repeatOf,
      1,
    )
    .option('--fail-fast', 'skip the rest after the first scenario that does not pass', false)
    .option('--time-limit <time>', 'skip the rest after this time on the wall, as 10min', timeOf)
    .option('--jobs <count>', 'run scenarios in several processes; not on a port', jobsOf, 1);
}

/** Options that write results or compare them. */
function addResults(command: Command): Command {
  return command
    .option(
      '--out <folder>',
      'write reports in HTML with an index, traces, CSV files, results.json, junit.xml, summary.md and index.json to a folder',
    )
    .option('--no-reports', 'leave the reports in HTML out of the folder')
    .option('--signals <names>', 'signals of the CSV files, separated by commas')
    .option('--against <folder>', 'compare verdicts and margins with an earlier folder of --out')
    .option('--shrunk <share>', 'share of a margin whose loss is reported, as 20%; by default 20%', shareOf)
    .option('--quarantine <file>', 'checks that may fail until a date: scenario, check, until, reason');
}
