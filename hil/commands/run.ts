import { parseFaultRates } from '../faults/line-faults.ts';
import { exitStatusOf, HilError } from '../hil-error.ts';
import { Interrupt } from '../interrupt.ts';
import { nearestName } from '../nearest-name.ts';
import { Progress } from '../progress.ts';
import { isEmulated } from '../rigs/emulated-rig.ts';
import type { Speed } from '../rigs/rig.ts';
import { scenarios } from '../scenario/library.ts';
import { type Verdict, worst } from '../scenario/measurement.ts';
import { DISCLAIMER } from '../scenario/run-result.ts';
import { type RunOptions, runScenario } from '../scenario/run-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { VcdFile } from '../vcd-file.ts';
import { printFailure } from './print-failure.ts';
import { closingLine, jsonOf, textOf } from './print-result.ts';

export interface RunCommandOptions {
  readonly rig: string;
  readonly pump?: string;
  readonly seed: number;
  readonly speed: Speed;
  readonly faults?: string;
  readonly trace?: string;
  readonly vcd?: string;
  readonly json: boolean;
}

/** Exit status of a run that came to a verdict. */
export const VERDICT_STATUS: Readonly<Record<Verdict, number>> = { pass: 0, fail: 1, 'not decided': 4 };
const INTERRUPTED_STATUS = 130;

/** Runs each scenario in turn; the status is that of the worst of them, and a failure of rig, link or bench ends the row. */
export async function run(names: readonly string[], options: RunCommandOptions): Promise<number> {
  const chosen = names.map(findScenario);
  if (options.trace !== undefined && chosen.length > 1) {
    throw new HilError('ONE_TRACE', 'usage', `--trace takes one scenario, and ${chosen.length} were named.`);
  }
  const vcd = openVcd(options, chosen.length);
  const faults = options.faults === undefined ? {} : { faults: parseFaultRates(options.faults) };
  const interrupt = new Interrupt();
  const objects: object[] = [];
  const verdicts: Verdict[] = [];
  let failure: HilError | undefined;
  try {
    for (const scenario of chosen) {
      const result = await runScenario(scenario, {
        ...runOptions(options, scenario),
        ...faults,
        ...(vcd === undefined ? {} : { probe: vcd.probe }),
        signal: interrupt.signal,
      });
      verdicts.push(result.verdict);
      objects.push(jsonOf(result));
      if (!options.json) process.stdout.write(textOf(result));
    }
  } catch (error) {
    if (!(error instanceof HilError)) throw error;
    failure = error;
    objects.push(failedObject(chosen[objects.length] as Scenario, options, error));
  } finally {
    interrupt.dispose();
    vcd?.end();
  }
  print(options, names.length === 1 ? objects[0] : objects, verdicts.length > 0);
  if (failure === undefined) return VERDICT_STATUS[worst(verdicts)];
  printFailure(failure);
  return failure.code === 'INTERRUPTED' ? INTERRUPTED_STATUS : exitStatusOf(failure.fault);
}

function openVcd({ vcd, rig }: RunCommandOptions, scenarioCount: number): VcdFile | undefined {
  if (vcd === undefined) return undefined;
  if (!isEmulated(rig)) throw new HilError('NO_PINS', 'usage', `--vcd needs an emulated board, and the rig is ${rig}.`);
  if (scenarioCount > 1)
    throw new HilError('ONE_VCD', 'usage', `--vcd takes one scenario, and ${scenarioCount} were named.`);
  return new VcdFile(vcd);
}

function runOptions(options: RunCommandOptions, scenario: Scenario): RunOptions {
  const { rig, seed, speed, pump, trace } = options;
  const progress = new Progress(scenario.name);
  return {
    rig,
    seed,
    speed,
    ...(pump === undefined ? {} : { product: pump }),
    ...(trace === undefined ? {} : { traceFile: trace }),
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
    rig: { name: rig },
    seed,
    verdict: 'not decided',
    failure,
    disclaimer: DISCLAIMER,
  };
}

function findScenario(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found !== undefined) return found;
  const known = scenarios.map((scenario) => scenario.name);
  const nearest = nearestName(name, known);
  const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  throw new HilError(
    'SCENARIO_UNKNOWN',
    'usage',
    `There is no scenario ${name}; known are ${known.join(', ')}.${meant}`,
  );
}
