import { type Argument, Command, CommanderError, Help, type Option } from 'commander';
import { visible } from './base/quoted-text.ts';
import { toolVersion } from './base/tool-version.ts';
import { addDocuments } from './commands/parser/document-commands.ts';
import { addFirmware } from './commands/parser/firmware-commands.ts';
import { addMutants } from './commands/parser/mutants-command.ts';
import type { Outcome } from './commands/parser/outcome.ts';
import { addPump } from './commands/parser/pump-commands.ts';
import { addRig } from './commands/parser/rig-commands.ts';
import { addRun } from './commands/parser/run-command.ts';
import { addChecks, addShipped } from './commands/parser/scenario-commands.ts';
import { addStart } from './commands/parser/start-commands.ts';
import { addJudge, addReport } from './commands/parser/trace-commands.ts';
import { addTrainer } from './commands/parser/trainer-command.ts';
import { guardStandardStreams } from './files/standard-streams.ts';

const BUG_STATUS = 5;
const USAGE_STATUS = 2;
const FOLDER_GONE = 'The working folder does not exist any more; allowed: an existing one. Change to it.';

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
    refuseUnknownHelp(program, argv);
    await program.parseAsync([...argv], { from: 'user' });
    return outcome.status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_STATUS;
    return explain(error);
  }
}

/** Refuses `help` of an unknown command, which the parser would answer with the whole help and no reason. */
function refuseUnknownHelp(program: Command, [first, name]: readonly string[]): void {
  if (first !== 'help' || name === undefined || name.startsWith('-') || name === 'help') return;
  if (!program.commands.some((command) => command.name() === name)) program.error(`error: unknown command '${name}'`);
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

function parser(outcome: Outcome, argv: readonly string[]): Command {
  const program = new Command('rollerloop')
    .description(
      'Firmware simulator of implantable programmable pumps, and the bench that tests it.\nA simulator and training tool, never a medical device.',
    )
    .version(toolVersion(), '-V, --version', 'print the version')
    .exitOverride()
    // The help has no colours, which commander would look for in each word.
    .configureHelp({ displayWidth: (text) => text.length, ...describing })
    .configureOutput({ outputError: (text, write) => write(text.split('\n').map(visible).join('\n')) })
    .showHelpAfterError('(`--help` lists the options)');
  addRun(program, outcome, argv);
  addJudge(program, outcome);
  addReport(program, outcome, argv);
  addShipped(program, outcome);
  addDocuments(program, outcome);
  addChecks(program, outcome);
  addStart(program, outcome);
  addTrainer(program, outcome);
  addRig(program, outcome);
  addPump(program, outcome);
  addFirmware(program, outcome);
  addMutants(program, outcome);
  return program;
}

/** Returns whether the working folder was removed, so that no relative path leads anywhere. */
function folderGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.syscall === 'uv_cwd';
}

/** Prints an expected failure as one message, and a bug of this program with the data that a report needs. */
async function explain(error: unknown): Promise<number> {
  const [{ HilError }, { failureStatus }, { printFailure }] = await Promise.all([
    import('./base/hil-error.ts'),
    import('./commands/exit-status.ts'),
    import('./commands/print-failure.ts'),
  ]);
  const failure = folderGone(error) ? new HilError('FOLDER_GONE', 'usage', FOLDER_GONE) : error;
  if (failure instanceof HilError) {
    printFailure(failure);
    return failureStatus(failure);
  }
  const { printBug } = await import('./commands/print-bug.ts');
  printBug(error);
  return BUG_STATUS;
}
