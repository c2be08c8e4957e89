import { HilError } from '../base/hil-error.ts';
import { Interrupt } from '../base/interrupt.ts';
import { optimiseLater } from '../base/later-optimisation.ts';
import { Progress } from '../base/progress.ts';
import { wallDateIso, wallNowUs } from '../base/wall-clock.ts';
import type { Coverage } from '../coverage/coverage.ts';
import { coverageOf } from '../coverage/coverage-of.ts';
import { gdbOf } from '../gdb/gdb-of.ts';
import type { GdbSession } from '../gdb/gdb-session.ts';
import { repeatLine } from '../report/repeat-line.ts';
import { resultsOf, scenarioResultOf } from '../report/results-of.ts';
import type { RunWaves } from '../report/run-waves.ts';
import type { Speed } from '../rigs/rig.ts';
import { isEmulated } from '../rigs/rig-names.ts';
import type { Outcome } from '../scenario/outcome.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { errColour } from './colour.ts';
import { listStatus } from './exit-status.ts';
import { handShown, type RunListener } from './hand-show.ts';
import { RunPrinter } from './list-report.ts';
import { printFailure } from './print-failure.ts';
import { printWarning } from './print-line.ts';
import { type RunPlan, runJob } from './series/one-run.ts';
import { type Prepared, preparedFor } from './series/prepared-call.ts';
import type { RunCommandOptions } from './series/run-options.ts';
import { longestFirst } from './series/run-order.ts';
import { askedOf, callOf, comparedWith, failuresOf } from './series/run-outputs.ts';
import { RunPool } from './series/run-pool.ts';
import type { ListEntry } from './series/scenario-list.ts';
import { isRunnable, type RunEnd, ScenarioSeries } from './series/scenario-series.ts';
import { TimeLimit } from './series/time-limit.ts';
import type { WorkerProcesses } from './series/worker-processes.ts';

/** Runs each scenario in turn. After a failure the list goes on. Returns the exit status of the list. */
export async function run(
  names: readonly string[],
  options: RunCommandOptions,
  command: readonly string[],
  workers?: WorkerProcesses,
): Promise<number> {
  optimiseLater();
  const [startedAt, beganUs] = [wallDateIso(), wallNowUs()];
  const prepared = await preparedFor(names, options, command, startedAt);
  warnOfEmptyShard(prepared, options);
  const gdb = await gdbOf(options, () => printWarning('GDB has left; the run goes on without it'));
  const coverage = await coverageOf({ ...options, watch: gdb?.chip === 'rig' ? gdb.watch : undefined }).catch(
    async (error: unknown) => {
      await gdb?.close();
      throw error;
    },
  );
  if (gdb !== undefined) printWarning(`the ${gdb.chip} is held until GDB connects to 127.0.0.1:${gdb.port}`);
  const interrupt = new Interrupt();
  const keys = options.watch ? (await import('../demo/play/dropped-keys.ts')).DroppedKeys.of(process.stdin) : undefined;
  const limit = new TimeLimit(options.timeLimit, (failure) => interrupt.end(failure));
  try {
    const vcd = await openVcd(options, interrupt);
    const { outcomes, incomplete } = await runAll(prepared, options, { interrupt, vcd, coverage, gdb, workers });
    const unwritten = [...incomplete, ...failuresOf(() => vcd?.end()), ...failuresOf(() => coverage?.write())];
    return await finish(outcomes, unwritten, prepared, options, { command, startedAt, beganUs });
  } finally {
    limit.end();
    keys?.close();
    interrupt.dispose();
    coverage?.close();
    await gdb?.close();
  }
}

/** Warns of a part of the list that holds no scenario. Its status is 4, as of every call that decides nothing. */
function warnOfEmptyShard({ entries }: Prepared, { shard }: RunCommandOptions): void {
  if (entries.length > 0 || shard === undefined) return;
  const { index, count } = shard;
  printWarning(
    `\`--shard\` "${index}/${count}" holds none of the scenarios: the list is shorter than ${index}; nothing was run`,
  );
}

/** Objects that all runs of a call share. */
interface Running {
  readonly interrupt: Interrupt;
  readonly vcd: RunWaves | undefined;
  readonly coverage: Coverage | undefined;
  readonly gdb: GdbSession | undefined;
  readonly workers: WorkerProcesses | undefined;
}

/** Outcomes of a list, and the failures of output files of its runs. */
interface Ended {
  readonly outcomes: readonly Outcome[];
  readonly incomplete: readonly HilError[];
}

async function runAll(
  { entries, outputs, plan, refusal, quarantine }: Prepared,
  options: RunCommandOptions,
  { interrupt, vcd, coverage, gdb, workers }: Running,
): Promise<Ended> {
  const printer = new RunPrinter(options, entries.length);
  const { signal } = interrupt;
  const asked = askedOf(options);
  const jobOf = (entry: ListEntry) => {
    const files = outputs.folder?.filesOf(entry.label);
    const repeat = repeatLine(entry.asked, asked, entry.parameters);
    return { scenario: mustBeRead(entry), repeat, ...(files === undefined ? {} : { files }) };
  };
  const runnable = refusal === undefined && workers !== undefined ? entries.filter(isRunnable) : [];
  const jobs = runnable.map(jobOf);
  // A list that may end early runs in its own order, so that little is run in vain.
  const isInOrder = options.failFast || options.timeLimit !== undefined;
  const pool =
    workers === undefined || runnable.length === 0
      ? undefined
      : new RunPool({
          plan,
          jobs,
          ...(isInOrder ? {} : { order: longestFirst(jobs) }),
          children: workers.all,
          runHere: (job, ownSignal) => runJob(job, plan, { signal: ownSignal }),
          signal,
        });
  const ends = new Map<ListEntry, RunEnd>();
  const runEntry = async (entry: ListEntry): Promise<RunEnd> => {
    const end = await (pool?.endOf(runnable.indexOf(entry)) ??
      runShown(entry, jobOf(entry), plan, { signal, vcd, coverage, gdb, isWatched: options.watch }));
    ends.set(entry, end);
    return end;
  };
  const series = new ScenarioSeries({
    run: runEntry,
    printBug: async (error) => (await import('./print-bug.ts')).printBug(error),
    refusal,
    isFailFast: options.failFast,
    onOutcome: (outcome) => printer.outcome(outcome),
    ...(quarantine === undefined ? {} : { mark: (outcome: Outcome) => quarantine.marked(outcome) }),
  });
  const outcomes = await series.run(entries);
  for (const end of (await pool?.rest()) ?? []) ends.set(runnable[end.index] as ListEntry, end);
  const isUsed = (entry: ListEntry): boolean => hasRun(outcomes[entries.indexOf(entry)]);
  for (const [entry, { ran }] of ends) if (!isUsed(entry)) outputs.discard(ran);
  const incomplete = entries.filter(isUsed).flatMap((entry) => ends.get(entry)?.unwritten ?? []);
  return { outcomes, incomplete };
}

/**
 * Returns whether the outcome comes from a run that the list uses. With several jobs a run may start ahead of a list
 * that then ends.
 */
function hasRun(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && outcome.kind !== 'skipped';
}

function mustBeRead({ read }: ListEntry) {
  if (read instanceof HilError) throw read;
  return read;
}

interface Shown {
  readonly signal: AbortSignal;
  readonly vcd: RunWaves | undefined;
  readonly coverage: Coverage | undefined;
  readonly gdb: GdbSession | undefined;
  readonly isWatched: boolean;
}

/** Runs a scenario and shows its progress on a terminal. */
async function runShown(
  { label, read }: ListEntry,
  job: Parameters<typeof runJob>[0],
  plan: RunPlan,
  { signal, vcd, coverage, gdb, isWatched }: Shown,
): Promise<RunEnd> {
  const isSensed = !(read instanceof HilError) && read.fieldFrom !== undefined;
  const progress = await Progress.of(label, isSensed || isWatched);
  const { rig = 'virtual', speed } = plan.choice;
  const listeners: readonly RunListener[] = [
    ...(isSensed ? [handShown(progress, rig, speed, !isWatched)] : []),
    ...(isWatched ? [await watchShown(progress, job.scenario, speed)] : []),
  ];
  const end = await runJob(job, plan, {
    signal,
    ...(vcd?.probe === undefined ? {} : { probe: vcd.probe }),
    ...(coverage?.sketch === undefined ? {} : { sketch: coverage.sketch }),
    insight: { counts: coverage?.firmwareCounts, watch: gdb?.chip === 'firmware' ? gdb.watch : undefined },
    onBench: (bench) => {
      vcd?.begin(bench);
      for (const { onBench } of listeners) onBench?.(bench);
    },
    onRecord: (record) => {
      for (const { onRecord } of listeners) onRecord?.(record);
    },
    onTurn: (pumpUs) => {
      for (const { onTurn } of listeners) onTurn?.(pumpUs);
      progress.at(pumpUs);
    },
    onEnd: () => progress.end(),
  });
  // The waves of a board that did not answer help to find its fault. They replace an older file even if the run never
  // began.
  if ('failure' in end && end.failure.fault !== 'usage') vcd?.beginBoard();
  return end;
}

/** Returns the listener that shows a run while it goes on. Only a watched run loads the code that draws. */
async function watchShown(progress: Progress, scenario: Scenario, speed: Speed | undefined): Promise<RunListener> {
  const { watchShown: shown } = await import('../demo/play/watch-run.ts');
  return shown(progress, scenario, { speed, hasColours: errColour.isColorSupported });
}

interface CallFacts {
  readonly command: readonly string[];
  readonly startedAt: string;
  readonly beganUs: number;
}

/** Prints totals, writes the files of the whole call, and returns the exit status. */
async function finish(
  outcomes: readonly Outcome[],
  vcdFailures: readonly HilError[],
  { outputs, plan, quarantine, earlier }: Prepared,
  options: RunCommandOptions,
  { command, startedAt, beganUs }: CallFacts,
): Promise<number> {
  const asked = askedOf(options);
  const scenarios = outcomes.map((outcome) => scenarioResultOf(outcome, asked));
  const comparison = await comparedWith(earlier, options, scenarios);
  const tool = plan.tool ?? { version: '', commit: null, dirty: null };
  const end = {
    call: callOf(command, tool, startedAt, asked),
    durationS: (wallNowUs() - beganUs) / 1e6,
    quarantineNotes: quarantine?.notes() ?? [],
    comparison,
  };
  const results = resultsOf(scenarios, { ...end, exitStatus: listStatus(outcomes, vcdFailures) });
  const unwritten = [...vcdFailures, ...(await outputs.write(results))];
  new RunPrinter(options, outcomes.length).end(outcomes, results);
  for (const stale of outputs.dropStaleFiles()) printWarning(stale);
  for (const failure of unwritten) if (!wasTold(failure, outcomes)) printFailure(failure);
  return listStatus(outcomes, unwritten);
}

/** Returns whether the failure was already printed as an outcome. A failed wave file ends its run. */
function wasTold(failure: HilError, outcomes: readonly Outcome[]): boolean {
  return outcomes.some((outcome) => outcome.kind === 'failed' && outcome.failure === failure);
}

async function openVcd({ vcd, rig }: RunCommandOptions, interrupt: Interrupt): Promise<RunWaves | undefined> {
  if (vcd === undefined) return undefined;
  const waves = new (await import('../report/run-waves.ts')).RunWaves(vcd, isEmulated(rig));
  waves.onFailure = (failure) => interrupt.end(failure);
  return waves;
}
