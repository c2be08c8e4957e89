import { type Product, rollersOf } from '../../firmware-sim/products/product.ts';
import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import { TraceFull } from '../../firmware-sim/trace/trace.ts';
import { HilError } from '../base/hil-error.ts';
import { nativeDigestOf } from '../base/native-hash.ts';
import { Bench, type BenchOptions } from '../bench.ts';
import { checkStateOf, type RigCheckState, stateFolder } from '../check/check-store.ts';
import { pumpNamed } from '../pump-file/pump-named.ts';
import { act, mustAccept } from './actions/act.ts';
import { definitionOf } from './actions/action-table.ts';
import { assumptionsOf } from './assumptions.ts';
import { ExpectationWatch } from './checks/expectation-watch.ts';
import { judge } from './checks/judge.ts';
import { worst } from './checks/measurement.ts';
import { StudyWatch } from './checks/study-watch.ts';
import type { Laws } from './laws.ts';
import { mrLabelReport } from './mr-label-report.ts';
import { refuseImpossible } from './preconditions.ts';
import { rotorFactsOf } from './rotor-facts.ts';
import type { RunResult } from './run-result.ts';
import type { Scenario } from './scenario.ts';
import { refuseSensedChoice, repeatable, sensedAssumptions, sensedOptions, sensedRunOf } from './sensed-run.ts';
import { TraceFile } from './trace-file.ts';

export interface RunOptions extends Omit<BenchOptions, 'product' | 'state' | 'sensed'> {
  /** Replaces the scenario's product. */
  readonly product?: string | Product;
  /** Replaces laws of the scenario, to see what rests on them. */
  readonly laws?: Partial<Laws>;
  /** Field at the pump for one at the rig's sensor, where the scenario takes its field from there; default 1. */
  readonly fieldScaleRatio?: number;
  /** Folder of the results of `rig check`; default: the user's state folder. */
  readonly stateFolder?: string;
  /** File that the trace is written to, line by line as it comes. */
  readonly traceFile?: string;
  readonly onRecord?: (record: TraceRecord) => void;
  /** Told when the rig is open and the run begins. */
  readonly onBench?: (bench: Bench) => void;
  /** Told when the rig is free again, however the run ended. */
  readonly onEnd?: () => void;
}

/** Assumption of a run in which `rig slip: allowed` makes the rig part of the plant. */
const SLIP_ASSUMPTION = "what the rig's shaft missed is the pump's loss (rig slip: allowed)";
const NO_MAGNET = 'none: this pump has no rotor, and a rig that could turn one stands still';

/** Lets a pump live through a scenario on a rig, and judges the trace. Throws `HilError` when rig, link or bench fail. */
export async function runScenario(scenario: Scenario, options: RunOptions = {}): Promise<RunResult> {
  const traceFile = options.traceFile === undefined ? undefined : new TraceFile(options.traceFile);
  const traced = traceFile === undefined ? options : withTrace(options, traceFile);
  let bench: Bench | undefined;
  let run: Run;
  try {
    refuseSensedChoice(scenario, options);
    const asked = options.product ?? scenario.pump.product;
    const product = typeof asked === 'string' ? await pumpNamed(asked) : asked;
    refuseImpossible(scenario, product, options.rig ?? 'virtual');
    const opened = benchOptions(scenario, traced, product);
    bench = await Bench.open(opened);
    const rigCheck = checkStateOf(bench.rig.identity, stateFolder(options.stateFolder));
    traceFile?.begin(bench, scenario, { ...opened, rigCheck });
    run = new Run(bench, scenario, options, rigCheck);
    await run.live();
  } catch (error) {
    const failure = failureOf(error, scenario, traceFile !== undefined);
    if (failure instanceof HilError) {
      const { code, fault, message, hint } = failure;
      bench?.trace.event('bench.failure', { code, fault, message, ...(hint === undefined ? {} : { hint }) });
    }
    throw failure;
  } finally {
    await finish(bench, traceFile, options);
  }
  // Only now: closing writes too, and the hashes are those of the whole trace.
  return run.result();
}

/** Returns the failure of a run as it is reported. */
function failureOf(error: unknown, scenario: Scenario, hasTraceFile: boolean): unknown {
  if (error instanceof TraceFull) return tooManyRecords(scenario, error);
  if (!(error instanceof HilError) || error.code !== 'INTERRUPTED' || !hasTraceFile) return error;
  return new HilError(error.code, error.fault, 'Interrupted: the motor was halted, the trace is kept.', {
    cause: error,
  });
}

/** Valid constants may need more records than a computer holds: a tiny step volume at a high rate, for years. */
function tooManyRecords({ name }: Scenario, cause: TraceFull): HilError {
  const message = `${name} writes more records than a run may (${cause.message}); shorten it, or lower its rate.`;
  return new HilError('TRACE_FULL', 'usage', message, { cause });
}

/** The trace is on disk at every turn; one that cannot be written ends the run, and the rig is halted all the same. */
function withTrace(options: RunOptions, traceFile: TraceFile): RunOptions {
  const controller = new AbortController();
  const { signal, onTurn } = options;
  const abort = (): void => controller.abort(signal?.reason);
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort, { once: true });
  traceFile.onFailure = (failure) => controller.abort(failure);
  return {
    ...options,
    signal: controller.signal,
    onTurn: (pumpUs) => {
      traceFile.flush();
      onTurn?.(pumpUs);
    },
  };
}

/** A line that may get faults later is wired for them from the start. */
function benchOptions(scenario: Scenario, options: RunOptions, product: Product): BenchOptions {
  const { program: _program, place: _place, product: _own, mrLabel: _label, ...state } = scenario.pump;
  const faulty = scenario.timeline.some(({ action }) => definitionOf(action).needsLine === true);
  const faults = options.faults ?? (faulty ? {} : undefined);
  return {
    ...options,
    ...sensedOptions(scenario, options),
    product,
    state: { ...state, ...options.laws },
    allowsRigSlip: scenario.rigSlip !== undefined,
    ...(faults === undefined ? {} : { faults }),
  };
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

class Run {
  readonly #bench: Bench;
  readonly #scenario: Scenario;
  readonly #options: RunOptions;
  readonly #rigCheck: RigCheckState;
  readonly #studies: StudyWatch;
  readonly #watches: readonly ExpectationWatch[];
  #rigUs = 0;

  constructor(bench: Bench, scenario: Scenario, options: RunOptions, rigCheck: RigCheckState) {
    const rollers = rollersOf(bench.pump.product);
    this.#bench = bench;
    this.#scenario = scenario;
    this.#options = options;
    this.#rigCheck = rigCheck;
    this.#watches = scenario.expect.map((expectation) => new ExpectationWatch(expectation, scenario));
    this.#studies = new StudyWatch({
      studyAngleDeg: rollers?.studyAngleDeg.value ?? 0,
      rollerCount: rollers?.rollerCount.value ?? 1,
      toleranceDeg: Math.max(rollers?.studyToleranceDeg.value ?? 0, bench.rig.identity.resolutionDeg),
    });
    bench.trace.listen((record) => {
      this.#studies.hear(record);
      for (const watch of this.#watches) watch.hear(record);
      options.onRecord?.(record);
    });
    options.onBench?.(bench);
  }

  async live(): Promise<void> {
    const { timeline, pump } = this.#scenario;
    const beganUs = this.#bench.boardUs;
    mustAccept(this.#bench.pump.program(pump.program), this.#scenario, pump.place, 'its program at the start');
    for (const entry of timeline) {
      await this.#bench.toUs(entry.atUs);
      if (entry.action.kind === 'roller study') this.#studies.begin(entry.name, entry.action.filmed);
      act(this.#bench, this.#scenario, entry);
    }
    await this.#untilDecided();
    this.#rigUs = this.#bench.boardUs - beganUs;
    await this.#bench.confirm();
  }

  /** Runs until every expectation is decided, at most as long as the scenario allows. */
  async #untilDecided(): Promise<void> {
    for (;;) {
      const needUs = Math.min(this.#needUs(), this.#scenario.runAtMostUs);
      if (this.#bench.nowUs >= needUs) return;
      await this.#bench.driver.until(() => this.#needUs() < needUs, needUs);
    }
  }

  #needUs(): number {
    return Math.max(0, ...this.#watches.map((watch) => watch.needUs(this.#studies.results)));
  }

  result(): RunResult {
    const { trace, rig, pump, nowUs } = this.#bench;
    const { resolutionDeg } = rig.identity;
    const resolutionMl = ((resolutionDeg / 360) * (rollersOf(pump.product)?.revolutionUl.value ?? 0)) / 1000;
    const evidence = {
      records: trace.records,
      signals: trace.signals,
      studies: this.#studies.results,
      endUs: nowUs,
      resolutionDeg,
      resolutionMl,
      overrunDeg: rig.overrunDeg,
    };
    const { speed } = this.#options;
    const sensed = sensedRunOf(sensedOptions(this.#scenario, this.#options), {
      rigUs: this.#rigUs,
      pumpUs: nowUs,
      ...(speed === undefined ? {} : { speed }),
    });
    const mrLabel = mrLabelReport(this.#scenario, pump.product);
    const measurements = this.#watches.map((watch) => judge(watch, evidence));
    return {
      scenario: this.#scenario.name,
      says: this.#scenario.says,
      pump: pump.product.id,
      pumpHash: nativeDigestOf(JSON.stringify(pump.product)),
      rig: rollersOf(pump.product) === undefined ? { ...rig.identity, magnet: NO_MAGNET } : rig.identity,
      seed: this.#options.seed ?? 1,
      verdict: worst(measurements.map((measurement) => measurement.verdict)),
      fingerprint: trace.fingerprint(),
      rigHash: trace.rigHash(),
      assumed: [
        ...assumptionsOf(this.#scenario, pump.product),
        ...(sensed === undefined ? [] : sensedAssumptions(sensed)),
        ...(this.#scenario.rigSlip === undefined ? [] : [SLIP_ASSUMPTION]),
      ],
      measurements,
      studies: this.#studies.results,
      pumpUs: nowUs,
      rotorFacts: rotorFactsOf(trace.records),
      rigCheck: this.#rigCheck,
      ...(mrLabel === undefined ? {} : { mrLabel }),
      ...(sensed === undefined ? {} : { sensed, repeatable: repeatable(this.#scenario, trace.records) }),
    };
  }
}
