import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import { Bench, type BenchOptions, mustAccept } from '../bench.ts';
import { HilError } from '../hil-error.ts';
import { TraceFile } from '../trace-file.ts';
import { assumptionsOf } from './assumptions.ts';
import { judge } from './judge.ts';
import { worst } from './measurement.ts';
import type { RunResult } from './run-result.ts';
import type { Action, Expectation, Scenario } from './scenario.ts';
import { StudyWatch } from './study-watch.ts';

/** A run that is not decided by then ends as it stands. */
const RUN_AT_MOST_US = 30 * 86_400_000_000;

export interface RunOptions extends Omit<BenchOptions, 'product'> {
  /** Replaces the scenario's product. */
  readonly product?: string;
  /** File that the trace is written to, line by line as it comes. */
  readonly traceFile?: string;
  readonly onRecord?: (record: TraceRecord) => void;
  /** Told when the rig is open and the run begins. */
  readonly onBench?: (bench: Bench) => void;
  /** Told when the rig is free again, however the run ended. */
  readonly onEnd?: () => void;
}

/** Lets a pump live through a scenario on a rig, and judges the trace. Throws `HilError` when rig, link or bench fail. */
export async function runScenario(scenario: Scenario, options: RunOptions = {}): Promise<RunResult> {
  const product = options.product ?? scenario.pump.product;
  const traceFile = options.traceFile === undefined ? undefined : new TraceFile(options.traceFile);
  let bench: Bench | undefined;
  let watch: StudyWatch;
  try {
    bench = await Bench.open({ ...options, product });
    traceFile?.begin(bench, scenario, options);
    watch = await live(bench, scenario, options);
  } catch (error) {
    if (error instanceof HilError)
      bench?.trace.event('bench.failure', { code: error.code, fault: error.fault, message: error.message });
    throw error;
  } finally {
    await finish(bench, traceFile, options);
  }
  // Only now: closing writes too, and the hashes are those of the whole trace.
  return resultOf(bench, scenario, watch, options.seed ?? 1);
}

/** The trace is kept even where the rig cannot be closed any more. */
async function finish(bench: Bench | undefined, traceFile: TraceFile | undefined, options: RunOptions): Promise<void> {
  try {
    await bench?.close();
  } finally {
    traceFile?.end(bench?.trace);
    options.onEnd?.();
  }
}

async function live(bench: Bench, scenario: Scenario, options: RunOptions): Promise<StudyWatch> {
  const { quantities } = bench.pump.product;
  const watch = new StudyWatch({
    studyAngleDeg: quantities.studyAngleDeg.value,
    toleranceDeg: Math.max(quantities.studyToleranceDeg.value, bench.rig.identity.resolutionDeg),
  });
  bench.trace.listen((record) => {
    watch.hear(record);
    options.onRecord?.(record);
  });
  options.onBench?.(bench);
  if (scenario.pump.mode === 'simple continuous')
    mustAccept(bench.pump.programSimpleContinuous(scenario.pump.rateMlPerDay));
  for (const entry of scenario.timeline) {
    await bench.toUs(entry.atUs);
    if (entry.action.kind === 'roller study') watch.begin(entry.name);
    act(bench, entry.action);
  }
  await untilDecided(bench, scenario, watch);
  return watch;
}

function act(bench: Bench, action: Action): void {
  const { pump } = bench;
  switch (action.kind) {
    case 'field':
      pump.setField(action);
      break;
    case 'field off':
      pump.removeField();
      break;
    case 'bolus':
      mustAccept(pump.singleBolus(action.volumeMl, action.rateMlPerDay));
      break;
    case 'roller study':
      mustAccept(pump.rollerStudy());
      break;
  }
}

async function untilDecided(bench: Bench, scenario: Scenario, watch: StudyWatch): Promise<void> {
  const lastUs = Math.max(bench.nowUs, ...scenario.expect.map(decidedAtUs));
  await bench.toUs(Math.min(lastUs, RUN_AT_MOST_US));
  const studies = scenario.expect.flatMap((expectation) => (expectation.kind === 'outcome' ? [expectation.study] : []));
  const allFilmed = (): boolean => studies.every((study) => watch.results.some((result) => result.name === study));
  await bench.driver.until(allFilmed, Math.max(bench.nowUs, RUN_AT_MOST_US));
}

/** Pump time after which nothing can change the answer any more; an outcome is waited for by itself. */
function decidedAtUs(expectation: Expectation): number {
  switch (expectation.kind) {
    case 'change':
      return expectation.toUs;
    case 'log entry':
      return expectation.afterUs + expectation.withinUs;
    case 'outcome':
      return 0;
  }
}

function resultOf(bench: Bench, scenario: Scenario, watch: StudyWatch, seed: number): RunResult {
  const evidence = {
    records: bench.trace.records,
    studies: watch.results,
    resolutionDeg: bench.rig.identity.resolutionDeg,
  };
  const measurements = scenario.expect.map((expectation) => judge(expectation, evidence));
  return {
    scenario: scenario.name,
    says: scenario.says,
    pump: bench.pump.product.id,
    rig: bench.rig.identity,
    seed,
    verdict: worst(measurements.map((measurement) => measurement.verdict)),
    fingerprint: bench.trace.fingerprint(),
    rigHash: bench.trace.rigHash(),
    assumed: assumptionsOf(scenario, bench.pump.product),
    measurements,
    studies: watch.results,
  };
}
