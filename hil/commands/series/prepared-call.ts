import { hostname } from 'node:os';
import { HilError } from '../../base/hil-error.ts';
import { parseFaultRates } from '../../faults/line-faults.ts';
import { pumpNamed } from '../../pump-file/pump-named.ts';
import { Quarantine, type QuarantineEntry } from '../../report/quarantine.ts';
import type { Results } from '../../report/results.ts';
import { handNamed } from '../../rigs/hand-file.ts';
import type { RunOptions } from '../../scenario/run-scenario.ts';
import type { RunPlan } from './one-run.ts';
import { refuseSeveral, refuseSharedFiles } from './run-files.ts';
import { type RunCommandOptions, refuseContradictions } from './run-options.ts';
import { RunOutputs } from './run-outputs.ts';
import { type ListEntry, repeated, scenarioList } from './scenario-list.ts';
import { selected } from './selection.ts';

/** Everything that a call prepares before it opens a rig. */
export interface Prepared {
  readonly entries: readonly ListEntry[];
  readonly outputs: RunOutputs;
  readonly plan: RunPlan;
  /** Failure to read a file that an option for all scenarios names. */
  readonly refusal: HilError | undefined;
  readonly quarantine: Quarantine | undefined;
  /** Results of `--against`, without the scenarios that `--tag`, `--grep` or `--shard` leave out of this call. */
  readonly earlier: Results | undefined;
}

/** Reads and checks the files and values of all options before the first run. */
export async function preparedFor(
  names: readonly string[],
  options: RunCommandOptions,
  command: readonly string[],
  startedAt: string,
): Promise<Prepared> {
  refuseContradictions(options);
  const { tag, grep, shard, quarantine, against, out, junit, set } = options;
  const selection = { tags: tag, ...(grep === undefined ? {} : { grep }), ...(shard === undefined ? {} : { shard }) };
  const all = scenarioList(names, set);
  const entries = repeated(selected(all, selection), options.repeat);
  const labels = entries.map(({ label }) => label);
  const outputs = new RunOutputs(options, labels);
  refuseSharedFiles(entries, options, outputs.files);
  refuseSeveral(entries, options);
  const faults = options.faults === undefined ? {} : { faults: parseFaultRates(options.faults) };
  const signals = out === undefined ? undefined : await signalsOf(options);
  const leftOut = labelsLeftOut(repeated(all, options.repeat), labels);
  const earlier = against === undefined ? undefined : await earlierFrom(against, leftOut);
  const quarantined = quarantine === undefined ? undefined : await quarantineFrom(quarantine);
  const { choice, refusal } = await choiceOf(options);
  await outputs.prepare();
  // `git` takes some 20 ms, so a call with reports runs it once. Without reports only the trace runs it.
  const needsTool = out !== undefined || junit !== undefined || options.html !== undefined;
  const tool = needsTool ? (await import('../../base/tool-identity.ts')).toolIdentity() : undefined;
  const plan: RunPlan = {
    choice: { ...choice, ...faults },
    command,
    host: hostname(),
    ...(tool === undefined ? {} : { tool }),
    ...(options.trace === undefined ? {} : { traceFile: options.trace }),
    ...(out === undefined || signals === undefined
      ? {}
      : { out: { folder: out, signals, reports: reportsOf(options) } }),
    ...(options.html === undefined ? {} : { htmlFile: options.html }),
    ...(quarantined === undefined ? {} : { quarantine: { entries: quarantined, startedAt } }),
  };
  const kept = quarantined === undefined ? undefined : new Quarantine(quarantined, startedAt);
  return { entries, outputs, plan, refusal, quarantine: kept, earlier };
}

/** Returns the labels of the scenarios that the call names and does not select. */
function labelsLeftOut(all: readonly ListEntry[], selectedLabels: readonly string[]): ReadonlySet<string> {
  const chosen = new Set(selectedLabels);
  return new Set(all.map(({ label }) => label).filter((label) => !chosen.has(label)));
}

async function signalsOf({ signals }: RunCommandOptions): Promise<readonly string[]> {
  const { csvSignalsOf, DEFAULT_CSV_SIGNALS } = await import('../../report/csv-signals.ts');
  return signals === undefined ? DEFAULT_CSV_SIGNALS : csvSignalsOf(signals);
}

/** Reads earlier results, without scenarios that this call leaves out: those are not missing. */
async function earlierFrom(folder: string, leftOut: ReadonlySet<string>): Promise<Results> {
  const earlier = (await import('../../report/earlier-results.ts')).readEarlierResults(folder);
  return { ...earlier, scenarios: earlier.scenarios.filter(({ label }) => !leftOut.has(label)) };
}

async function quarantineFrom(path: string): Promise<readonly QuarantineEntry[]> {
  return (await import('../../report/quarantine-file.ts')).readQuarantine(path);
}

/** A campaign of many runs writes reports only of those that did not pass. */
function reportsOf({ reports, repeat }: RunCommandOptions): NonNullable<RunPlan['out']>['reports'] {
  if (!reports) return 'none';
  return repeat > 1 ? 'not passed' : 'all';
}

/** Options for every scenario of the list, and the failure to read a file that they name. */
interface Choice {
  readonly choice: RunOptions;
  readonly refusal: HilError | undefined;
}

async function choiceOf(options: RunCommandOptions): Promise<Choice> {
  const { pump, firmware, hand, fieldScale, state, rig, seed, speed } = options;
  const choice: RunOptions = {
    rig,
    seed,
    speed,
    ...(fieldScale === undefined ? {} : { fieldScaleRatio: fieldScale }),
    ...(state === undefined ? {} : { stateFolder: state }),
    ...(firmware === undefined ? {} : { firmware }),
  };
  try {
    // Read before the first run, so that a wrong name or file is said once.
    if (firmware !== undefined) (await import('../../firmware/firmware-choice.ts')).firmwareChosen(firmware);
    const product = pump === undefined ? {} : { product: await pumpNamed(pump) };
    const held = hand === undefined ? {} : { hand: handNamed(hand) };
    return { choice: { ...choice, ...product, ...held, ...(await invariantsFor(options)) }, refusal: undefined };
  } catch (error) {
    if (error instanceof HilError) return { choice, refusal: error };
    throw error;
  }
}

/** Returns the chosen invariants. Without a choice the run applies the shipped ones. */
async function invariantsFor({
  invariants: file,
  shippedInvariants,
}: RunCommandOptions): Promise<Pick<RunOptions, 'invariants'>> {
  if (file === undefined && shippedInvariants) return {};
  const { chosenInvariants } = await import('../../invariants/invariant-files.ts');
  return { invariants: chosenInvariants({ file, ships: shippedInvariants }) };
}
