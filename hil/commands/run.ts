import { HilError } from '../base/hil-error.ts';
import { Interrupt } from '../base/interrupt.ts';
import { Progress } from '../base/progress.ts';
import { parseFaultRates } from '../faults/line-faults.ts';
import { pumpNamed } from '../pump-file/pump-named.ts';
import type { VcdFile } from '../report/vcd-file.ts';
import { handNamed } from '../rigs/hand-profile.ts';
import type { Speed } from '../rigs/rig.ts';
import { isEmulated } from '../rigs/rig-names.ts';
import type { Outcome } from '../scenario/outcome.ts';
import { type RunOptions, runScenario } from '../scenario/run-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { sensitivityOf } from '../scenario/sensitivity.ts';
import { listStatus } from './exit-status.ts';
import { handShown } from './hand-show.ts';
import { outcomeJson, outcomeText } from './list-report.ts';
import { printFailure } from './print-failure.ts';
import { printOut } from './print-line.ts';
import { closingLine } from './print-result.ts';
import { refuseSeveral, refuseSharedFiles } from './run-files.ts';
import { scenarioList } from './scenario-list.ts';
import { type Judged, ScenarioSeries } from './scenario-series.ts';

export interface RunCommandOptions {
  readonly rig: string;
  readonly pump?: string;
  readonly seed: number;
  readonly speed: Speed;
  readonly faults?: string;
  readonly hand?: string;
  readonly fieldScale?: number;
  readonly state?: string;
  readonly trace?: string;
  readonly junit?: string;
  readonly vcd?: string;
  readonly json: boolean;
}

/** Runs each scenario in turn; a failure does not end the list. Returns the exit status of the list. */
export async function run(names: readonly string[], options: RunCommandOptions): Promise<number> {
  const entries = scenarioList(names);
  refuseSharedFiles(entries, options);
  refuseSeveral(entries, options);
  const faults = options.faults === undefined ? {} : { faults: parseFaultRates(options.faults) };
  const choice = await choiceOf(options);
  const junit = options.junit === undefined ? undefined : await import('../report/report-junit.ts');
  junit?.mustBeWritable(options.junit as string);
  const interrupt = new Interrupt();
  try {
    const vcd = await openVcd(options, interrupt);
    const series = new ScenarioSeries({
      run: (scenario, label) =>
        runOne(scenario, label, options, { ...choice.options, ...faults, signal: interrupt.signal }, vcd),
      refusal: choice.refusal,
      onOutcome: (outcome) => tell(outcome, entries.length > 1, options),
    });
    const outcomes = await series.run(entries);
    printEnd(outcomes, options);
    const unwritten = [
      ...unwrittenBy(() => vcd?.end()),
      ...unwrittenBy(() => junit?.writeJunit(options.junit as string, outcomes)),
    ];
    for (const failure of unwritten) if (!wasTold(failure, outcomes)) printFailure(failure);
    return listStatus(outcomes, unwritten);
  } finally {
    interrupt.dispose();
  }
}

/** Options for every scenario of the list, or the problem of a file that they name. */
interface Choice {
  readonly options: RunOptions;
  readonly refusal?: HilError;
}

async function choiceOf({ pump, hand, fieldScale, state, rig, seed, speed }: RunCommandOptions): Promise<Choice> {
  const options: RunOptions = {
    rig,
    seed,
    speed,
    ...(fieldScale === undefined ? {} : { fieldScaleRatio: fieldScale }),
    ...(state === undefined ? {} : { stateFolder: state }),
  };
  try {
    const product = pump === undefined ? {} : { product: await pumpNamed(pump) };
    return { options: { ...options, ...product, ...(hand === undefined ? {} : { hand: handNamed(hand) }) } };
  } catch (error) {
    if (error instanceof HilError) return { options, refusal: error };
    throw error;
  }
}

async function runOne(
  scenario: Scenario,
  label: string,
  { trace, rig }: RunCommandOptions,
  choice: RunOptions,
  vcd: VcdFile | undefined,
): Promise<Judged> {
  const progress = await Progress.of(label, scenario.fieldFrom !== undefined);
  const shown = scenario.fieldFrom === undefined ? {} : handShown(progress, rig, choice.speed);
  try {
    const result = await runScenario(scenario, {
      ...choice,
      ...(trace === undefined ? {} : { traceFile: trace }),
      ...(vcd === undefined ? {} : { probe: vcd.probe }),
      ...shown,
      onBench: (bench) => {
        vcd?.begin();
        shown.onBench?.(bench);
      },
      onTurn: (pumpUs) => progress.at(pumpUs),
      onEnd: () => progress.end(),
    });
    return { result, sensitivity: await sensitivityOf(scenario, result, choice.product) };
  } catch (error) {
    // The waves of a board that did not answer help to find its failure, so they replace an older file.
    if (error instanceof HilError && error.fault !== 'usage') vcd?.begin();
    throw error;
  }
}

function tell(outcome: Outcome, isOfSeveral: boolean, { json }: RunCommandOptions): void {
  if (!json && (isOfSeveral || outcome.kind === 'judged')) printOut(outcomeText(outcome).replace(/\n$/, ''));
  if (outcome.kind === 'failed') printFailure(outcome.failure);
}

function printEnd(outcomes: readonly Outcome[], options: RunCommandOptions): void {
  if (options.json) {
    const objects = outcomes.map((outcome) => outcomeJson(outcome, options));
    process.stdout.write(`${JSON.stringify(objects.length === 1 ? objects[0] : objects)}\n`);
  } else if (outcomes.some(({ kind }) => kind === 'judged')) {
    printOut(closingLine());
  }
}

/** Returns the failure of a report that could not be written. */
function unwrittenBy(write: () => void): readonly HilError[] {
  try {
    write();
    return [];
  } catch (error) {
    if (error instanceof HilError) return [error];
    throw error;
  }
}

/** Returns whether a failure was already printed as an outcome: a failed wave file ends its run. */
function wasTold(failure: HilError, outcomes: readonly Outcome[]): boolean {
  return outcomes.some((outcome) => outcome.kind === 'failed' && outcome.failure === failure);
}

async function openVcd({ vcd, rig }: RunCommandOptions, interrupt: Interrupt): Promise<VcdFile | undefined> {
  if (vcd === undefined) return undefined;
  if (!isEmulated(rig))
    throw new HilError(
      'NO_PINS',
      'usage',
      `--vcd with the rig "${rig}"; allowed: an emulated board, \`--rig emulated\`.`,
    );
  const file = new (await import('../report/vcd-file.ts')).VcdFile(vcd);
  file.onFailure = (failure) => interrupt.end(failure);
  return file;
}
