import { parseFaultRates } from '../faults/line-faults.ts';
import { exitStatusOf, HilError } from '../hil-error.ts';
import { Interrupt } from '../interrupt.ts';
import { Progress } from '../progress.ts';
import { handNamed } from '../rigs/hand-profile.ts';
import type { Speed } from '../rigs/rig.ts';
import { isEmulated } from '../rigs/rig-names.ts';
import { scenarioNamed, unattendedScenarios } from '../scenario/library.ts';
import { type Verdict, worst } from '../scenario/measurement.ts';
import { DISCLAIMER, type RunResult } from '../scenario/run-result.ts';
import { type RunOptions, runScenario } from '../scenario/run-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { sensitivityOf } from '../scenario/sensitivity.ts';
import type { VcdFile } from '../vcd-file.ts';
import { handShown } from './hand-show.ts';
import { printFailure } from './print-failure.ts';
import { closingLine, jsonOf, textOf } from './print-result.ts';

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

/** Exit status of a run that came to a verdict. */
export const VERDICT_STATUS: Readonly<Record<Verdict, number>> = { pass: 0, fail: 1, 'not decided': 4 };
const INTERRUPTED_STATUS = 130;

/** Runs each scenario in turn; the status is that of the worst of them, and a failure of rig, link or bench ends the row. */
export async function run(names: readonly string[], options: RunCommandOptions): Promise<number> {
  const chosen = names.flatMap((name) => (name === 'all' ? unattendedScenarios() : [scenarioNamed(name)]));
  if (options.trace !== undefined && chosen.length > 1) {
    throw new HilError('ONE_TRACE', 'usage', `--trace takes one scenario, and ${chosen.length} were named.`);
  }
  const junit = options.junit === undefined ? undefined : await import('../report-junit.ts');
  junit?.mustBeWritable(options.junit as string);
  const row = await runRow(chosen, options);
  const objects = row.failed === undefined ? row.objects : [...row.objects, row.failed];
  print(options, chosen.length === 1 ? objects[0] : objects, row.results.length > 0);
  const { failure } = row;
  const failed = failure === undefined ? undefined : { scenario: nextOf(chosen, row.results).name, failure };
  junit?.writeJunit(options.junit as string, row.results, failed);
  if (failure === undefined) return VERDICT_STATUS[worst(row.results.map((result) => result.verdict))];
  printFailure(failure);
  return failure.code === 'INTERRUPTED' ? INTERRUPTED_STATUS : exitStatusOf(failure.fault);
}

interface Row {
  readonly results: readonly RunResult[];
  readonly objects: readonly object[];
  /** What ended the row, and how `--json` says so. */
  readonly failure?: HilError;
  readonly failed?: object;
}

async function runRow(chosen: readonly Scenario[], options: RunCommandOptions): Promise<Row> {
  const vcd = await openVcd(options, chosen.length);
  const faults = options.faults === undefined ? {} : { faults: parseFaultRates(options.faults) };
  const interrupt = new Interrupt();
  const results: RunResult[] = [];
  const objects: object[] = [];
  try {
    for (const scenario of chosen) {
      const probe = vcd === undefined ? {} : { probe: vcd.probe };
      const all = { ...runOptions(options, scenario), ...faults, ...probe, signal: interrupt.signal };
      const result = await runScenario(scenario, all);
      const others = await sensitivityOf(scenario, result, options.pump);
      results.push(result);
      objects.push(jsonOf(result, others));
      if (!options.json) process.stdout.write(textOf(result, others));
    }
    return { results, objects };
  } catch (error) {
    if (!(error instanceof HilError)) throw error;
    return { results, objects, failure: error, failed: failedObject(nextOf(chosen, results), options, error) };
  } finally {
    interrupt.dispose();
    vcd?.end();
  }
}

/** The one after those that came to a verdict: where a row ended, that one failed. */
function nextOf(chosen: readonly Scenario[], results: readonly RunResult[]): Scenario {
  return chosen[results.length] as Scenario;
}

async function openVcd({ vcd, rig }: RunCommandOptions, scenarioCount: number): Promise<VcdFile | undefined> {
  if (vcd === undefined) return undefined;
  if (!isEmulated(rig)) throw new HilError('NO_PINS', 'usage', `--vcd needs an emulated board, and the rig is ${rig}.`);
  if (scenarioCount > 1)
    throw new HilError('ONE_VCD', 'usage', `--vcd takes one scenario, and ${scenarioCount} were named.`);
  return new (await import('../vcd-file.ts')).VcdFile(vcd);
}

function runOptions(options: RunCommandOptions, scenario: Scenario): RunOptions {
  const { rig, seed, speed, pump, trace, hand, fieldScale, state } = options;
  const progress = new Progress(scenario.name, scenario.fieldFrom !== undefined);
  return {
    rig,
    seed,
    speed,
    ...(pump === undefined ? {} : { product: pump }),
    ...(trace === undefined ? {} : { traceFile: trace }),
    ...(state === undefined ? {} : { stateFolder: state }),
    ...(hand === undefined ? {} : { hand: handNamed(hand) }),
    ...(fieldScale === undefined ? {} : { fieldScaleRatio: fieldScale }),
    ...(scenario.fieldFrom === undefined ? {} : handShown(progress, rig)),
    onTurn: (pumpUs) => progress.at(pumpUs),
    onEnd: () => progress.end(),
  };
}

function print(options: RunCommandOptions, object: unknown, hasResults: boolean): void {
  if (options.json) process.stdout.write(`${JSON.stringify(object)}\n`);
  else if (hasResults) process.stdout.write(`${closingLine()}\n`);
}

/** A run that came to no verdict, as data: whose failure, and why. */
function failedObject(scenario: Scenario, options: RunCommandOptions, error: HilError): object {
  const { rig, seed } = options;
  const { code, fault, message, hint, lastLines } = error;
  const failure = { whose: fault, code, message, hint: hint ?? null, lastLines };
  return {
    scenario: scenario.name,
    pump: options.pump ?? scenario.pump.product,
    rig,
    seed,
    verdict: 'not decided',
    failure,
    disclaimer: DISCLAIMER,
  };
}
