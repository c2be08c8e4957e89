import { type Argument, Command, CommanderError, Help, Option } from 'commander';
import { toolVersion } from './base/tool-version.ts';
import {
  factorOf,
  gathered,
  jobsOf,
  portOf,
  repeatOf,
  seedOf,
  setOf,
  shardOf,
  shareOf,
  speedOf,
  timeOf,
  turnsOf,
  unitOf,
} from './commands/option-values.ts';
import { guardStandardStreams } from './files/standard-streams.ts';
import { emulatedRigNames, LINE_RIGS_IN_HELP, RIGS_IN_HELP } from './rigs/rig-names.ts';

const BUG_STATUS = 5;
const USAGE_STATUS = 2;
const SET_HELP = 'value of a parameter, as minutes=20min; may be given once for each';

/** The program: runs one command line, guards its output, and sets the exit status. */
export async function program(argv: readonly string[]): Promise<void> {
  guardStandardStreams();
  process.exitCode = await main(argv);
}

/** Runs one command line and returns its exit status. Only the argument parser is loaded before a command is known. */
export async function main(argv: readonly string[]): Promise<number> {
  const outcome = { status: 0 };
  const program = parser(outcome, argv);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return outcome.status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_STATUS;
    return explain(error);
  }
}

/** Help that names a default only if it tells the reader something: not `false`, and not an empty list. */
const describing = {
  optionDescription: (option: Option): string => new Help().optionDescription(withToldDefault(option)),
  argumentDescription: (argument: Argument): string => new Help().argumentDescription(withToldDefault(argument)),
} as const;

function withToldDefault<T extends Option | Argument>(of: T): T {
  const tells = typeof of.defaultValue === 'string' || typeof of.defaultValue === 'number';
  return tells ? of : Object.create(of, { defaultValue: { value: undefined } });
}

interface LintOptions {
  readonly explain: boolean;
  readonly set: ReadonlyMap<string, string>;
}

interface Outcome {
  status: number;
}

function parser(outcome: Outcome, argv: readonly string[]): Command {
  const program = new Command('rollerloop')
    .description(
      'Firmware simulator of implantable programmable pumps, and the bench that tests it.\nA simulator and training tool, never a medical device.',
    )
    .version(toolVersion(), '-V, --version', 'print the version')
    .exitOverride()
    // The help has no colours, which commander would look for in each word.
    .configureHelp({ displayWidth: (text) => text.length, ...describing })
    .showHelpAfterError('(`--help` lists the options)');
  addRun(program, outcome, argv);
  addJudge(program, outcome);
  addReport(program, outcome, argv);
  program
    .command('list')
    .description('list the scenarios')
    .option('--json', 'print one object', false)
    .action(async (options) => {
      outcome.status = (await import('./commands/list.ts')).list(options);
    });
  program
    .command('show')
    .description('print the file of a shipped scenario, to start one from')
    .argument('<scenario>', 'a name as `rollerloop list` shows it, or a CSV file that a scenario names')
    .action(async (name: string) => {
      outcome.status = (await import('./commands/show.ts')).show(name);
    });
  addDocuments(program, outcome);
  program
    .command('lint')
    .description('check scenarios without running them')
    .argument('<scenario...>', 'names, files, or all')
    .option('--explain', 'print each check as written, as a sentence and as a formula', false)
    .option('--set <name=value>', SET_HELP, setOf, new Map())
    .action(async (names: string[], options: LintOptions) => {
      outcome.status = (await import('./commands/lint.ts')).lint(names, options);
    });
  program
    .command('requirements')
    .description('show requirements, the checks that cover them, and their last verdicts')
    .argument('[scenario...]', 'names, files, or all', [])
    .option('--requirements <file>', 'your own requirements, JSON or CSV, instead of the shipped set')
    .option('--results <path>', 'results of an earlier run: the folder of `run --out`, or a file of `run --json`')
    .option('--json', 'print one object', false)
    .option('--markdown', 'print a table in Markdown', false)
    .option('--html <file>', 'write the matrix as a page')
    .action(async (names: string[], options) => {
      outcome.status = await (await import('./commands/requirements.ts')).requirements(names, options);
    });
  program
    .command('init')
    .description('write a new project: a scenario, a pump, a test, settings of build servers; overwrites no file')
    .argument('[folder]', 'folder of the project', '.')
    .action(async (folder: string) => {
      outcome.status = (await import('./commands/init.ts')).init(folder);
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
      outcome.status = await (await import('./commands/demo.ts')).demo(options);
    });
  addTrainer(program, outcome);
  addRig(program, outcome);
  addPump(program, outcome);
  return program;
}

/** Serves the trainer page. */
function addTrainer(program: Command, outcome: Outcome): void {
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
      outcome.status = await (await import('./commands/trainer.ts')).trainer(options);
    });
}

/** Commands that describe the files of this program. */
function addDocuments(program: Command, outcome: Outcome): void {
  program
    .command('schema')
    .description('print the JSON Schema of a file that this program reads or writes')
    .argument('<file>', 'kind of file: results, trace, scenario, pump, requirements or invariants')
    .action(async (name: string) => {
      outcome.status = (await import('./commands/schema.ts')).schema(name);
    });
  program
    .command('doc')
    .description('print the description of a file that this program writes, in Markdown')
    .argument('<file>', 'kind of file: trace')
    .action(async (name: string) => {
      outcome.status = (await import('./commands/doc.ts')).doc(name);
    });
}

function addRun(program: Command, outcome: Outcome, argv: readonly string[]): void {
  const command = program
    .command('run')
    .description('run scenarios on a rig and judge the result')
    .argument('<scenario...>', 'names as `rollerloop list` shows them, files, or all')
    .option('--rig <rig>', RIGS_IN_HELP, 'virtual')
    .option('--pump <product>', "product instead of the scenario's, or a pump file such as ./mine.json")
    .option('--set <name=value>', SET_HELP, setOf, new Map())
    .option('--seed <number>', 'seed of all random draws', seedOf, 1)
    .option('--speed <factor>', 'pump seconds per second, or auto: as fast as the rig turns', speedOf, 'auto')
    .option('--faults <rates>', 'faults on the line, e.g. flip=0.01,drop=0.02')
    .option('--hand <hand>', 'magnet in a hand at a simulated sensor: once, touch, never, or a file')
    .option(
      '--field-scale <factor>',
      "ratio of the field at the pump to the field at the rig's sensor; 1 by default",
      factorOf,
    )
    .option('--state <folder>', "folder of stored rig checks; without it ROLLERLOOP_STATE, or the user's state folder")
    .option('--trace <file>', 'write the trace to a file')
    .option('--html <file>', 'write a report in HTML of one scenario; opens in any browser, without a network')
    .option('--junit <file>', 'write a JUnit report, one case per measurement')
    .option(
      '--vcd <file>',
      'write the signals of the run to a file for wave viewers, and those of an emulated board to a second one',
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
      jobs > 1 ? new (await import('./commands/series/worker-processes.ts')).WorkerProcesses(jobs - 1) : undefined;
    try {
      outcome.status = await (await import('./commands/run.ts')).run(names, options, argv, workers);
    } finally {
      await workers?.end();
    }
  });
  program.command('worker', { hidden: true }).action(async () => {
    outcome.status = await (await import('./commands/series/worker.ts')).work();
  });
}

/** Options that select the scenarios of a call and say how they run. */
function addSeries(command: Command): Command {
  return command
    .option('--tag <tag>', 'only scenarios with this tag; may be given several times', gathered, [])
    .option('--grep <pattern>', 'only scenarios whose name or sentence matches a regular expression')
    .option('--shard <part>', 'only one of several equal parts of the list, as 1/3', shardOf)
    .option('--repeat <count>', 'run the list several times', repeatOf, 1)
    .option('--fail-fast', 'skip the rest after the first scenario that does not pass', false)
    .option('--time-limit <time>', 'skip the rest after this time on the wall, as 10min', timeOf)
    .option('--jobs <count>', 'run scenarios in several processes; not on a port', jobsOf, 1);
}

/** Options about checks of every run. `--no-invariants` leaves out those of the package, and not those of a file. */
function addInvariants(command: Command): Command {
  const without = new Option('--no-invariants', 'leave out the shipped invariants');
  without.attributeName = () => 'shippedInvariants';
  return command
    .addOption(without)
    .option('--invariants <file>', 'file of further invariants, which every run has to pass');
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

function addJudge(program: Command, outcome: Outcome): void {
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
    outcome.status = (await import('./commands/judge.ts')).judge(paths, options);
  });
}

function addReport(program: Command, outcome: Outcome, argv: readonly string[]): void {
  const command = program
    .command('report')
    .description('write reports in HTML of kept traces')
    .argument('<trace...>', 'files that `rollerloop run --trace` or `--out` wrote')
    .option('--html <file>', 'file of the report of one trace')
    .option('--out <folder>', 'folder of the reports, with an index over several');
  addInvariants(command).action(async (traces: string[], options) => {
    outcome.status = await (await import('./commands/report.ts')).report(traces, options, argv);
  });
}

/** Engines of `rig serve`: the simulated board, or the sketch on one of the emulated benches. */
const ENGINES = `virtual: the simulated board; or the sketch on an emulated board: ${emulatedRigNames.join(', ')}`;

function addRig(program: Command, outcome: Outcome): void {
  const rig = program.command('rig').description('serve, check or watch a rig');
  rig
    .command('serve')
    .description('serve a rig behind a port that any program can open, at wall speed')
    .requiredOption('--link <path>', 'stable name for the port')
    .option('--engine <engine>', ENGINES, 'virtual')
    .option('--unit <number>', 'unit number that the rig reports', unitOf, 1)
    .action(async (options) => {
      outcome.status = await (await import('./commands/rig-serve.ts')).rigServe(options);
    });
  rig
    .command('check')
    .description(
      'find out whether verdicts from a rig can be trusted; takes about 40 s on a 28BYJ-48, and 20 s for each further turn. A board with the shipped unit number gets one of its own.',
    )
    .argument('<rig>', LINE_RIGS_IN_HELP)
    .option('--turns <count>', 'full turns each way', turnsOf, 1)
    .option('--state <folder>', "folder of stored rig checks; without it ROLLERLOOP_STATE, or the user's state folder")
    .option('--calibrate', 'measure the encoder first and store the result in the board', false)
    .option('--json', 'print one object and nothing else', false)
    .action(async (name: string, options) => {
      outcome.status = await (await import('./commands/rig-check.ts')).rigCheck(name, options);
    });
  addMonitor(rig, outcome);
}

function addMonitor(rig: Command, outcome: Outcome): void {
  rig
    .command('monitor')
    .description('show field, shaft, counter, stall mode and events of a rig, live; nothing turns')
    .argument('<rig>', LINE_RIGS_IN_HELP)
    .option('--seconds <number>', 'end after this time; without it, end with Ctrl-C', factorOf)
    .option('--pump <product>', 'pump whose rotor the field would hold', 'synchromed-ii')
    .option('--hand <hand>', 'magnet in a hand at a simulated sensor: once, touch, never, or a file')
    .option('--json', 'print one object per line and nothing else', false)
    .action(async (name: string, options) => {
      outcome.status = await (await import('./commands/rig-monitor.ts')).rigMonitor(name, options);
    });
}

function addPump(program: Command, outcome: Outcome): void {
  const pump = program.command('pump').description('show or serve a pump');
  pump
    .command('show')
    .description('show every constant of a product with value, unit, provenance and source')
    .argument('[product]', 'a product, or a pump file such as ./mine.json; without it, list the products')
    .option('--json', 'print one object', false)
    .action(async (product: string | undefined, options) => {
      outcome.status = await (await import('./commands/pump-show.ts')).pumpShow(product, options);
    });
  pump
    .command('serve')
    .description('serve a pump behind a port that any programmer can open')
    .requiredOption('--link <path>', 'stable name for the port')
    .option('--pump <product>', 'a product, or a pump file', 'synchromed-ii')
    .option('--speed <factor>', 'pump seconds per second', factorOf, 1)
    .option('--seed <number>', 'seed of all random draws, and serial number of the pump', seedOf, 1)
    .action(async (options) => {
      outcome.status = await (await import('./commands/pump-serve.ts')).pumpServe(options);
    });
}

/** Prints an expected failure as one message, and a bug of this program with the data that a report needs. */
async function explain(error: unknown): Promise<number> {
  const [{ HilError }, { failureStatus }, { printFailure }] = await Promise.all([
    import('./base/hil-error.ts'),
    import('./commands/exit-status.ts'),
    import('./commands/print-failure.ts'),
  ]);
  if (error instanceof HilError) {
    printFailure(error);
    return failureStatus(error);
  }
  const { printBug } = await import('./commands/print-bug.ts');
  printBug(error);
  return BUG_STATUS;
}
