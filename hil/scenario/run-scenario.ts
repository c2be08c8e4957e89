import type { Product } from '../../firmware-sim/products/product.ts';
import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import { TraceFull } from '../../firmware-sim/trace/trace.ts';
import { HilError } from '../base/hil-error.ts';
import type { ToolIdentity } from '../base/tool-identity.ts';
import { Bench, type BenchOptions } from '../bench.ts';
import { checkStateOf, type RigCheckState, stateFolder } from '../check/check-store.ts';
import type { Invariant } from '../invariants/invariant.ts';
import { shippedInvariants } from '../invariants/shipped.gen.ts';
import { act, mustAccept } from './actions/act.ts';
import { definitionOf } from './actions/action-table.ts';
import { BenchRecords } from './bench-records.ts';
import { RunChecks } from './expect/run-checks.ts';
import type { Laws } from './laws.ts';
import { refuseImpossible } from './preconditions.ts';
import { rotorFactsOf } from './rotor-facts.ts';
import { resultOf } from './run-facts.ts';
import type { RunResult } from './run-result.ts';
import type { Scenario } from './scenario.ts';
import { productOf } from './scenario-product.ts';
import { refuseSensedChoice, repeatable, sensedOptions, sensedRunOf } from './sensed-run.ts';
import { TraceFile } from './trace-file.ts';

export interface RunOptions extends Omit<BenchOptions, 'product' | 'state' | 'sensed'> {
  /** Product to use instead of the scenario's. */
  readonly product?: string | Product;
  /** Invariants of the run. Absent: the shipped ones; an empty list: none. */
  readonly invariants?: readonly Invariant[];
  /** Laws to use instead of the scenario's, to find the verdicts that depend on them. */
  readonly laws?: Partial<Laws>;
  /** Field at the pump divided by the field at the rig's sensor, for a scenario with a sensed field. Default: 1. */
  readonly fieldScaleRatio?: number;
  /** Folder with the results of `rig check`. Default: the user's state folder. */
  readonly stateFolder?: string;
  /** Version and commit for the header of the trace. By default git is asked. */
  readonly tool?: ToolIdentity;
  /** Command line and host for the header of the trace. */
  readonly command?: readonly string[];
  readonly host?: string;
  /** File of the trace. It is written during the run. */
  readonly traceFile?: string;
  readonly onRecord?: (record: TraceRecord) => void;
  /** Called when the rig is open and the run begins. */
  readonly onBench?: (bench: Bench) => void;
  /** Called when the rig is closed, after a failure too. */
  readonly onEnd?: () => void;
}

/** Runs a scenario on a rig and judges the trace. Throws `HilError` if rig, link or bench fail. */
export async function runScenario(scenario: Scenario, options: RunOptions = {}): Promise<RunResult> {
  const traceFile = options.traceFile === undefined ? undefined : new TraceFile(options.traceFile);
  const traced = traceFile === undefined ? options : withTrace(options, traceFile);
  let bench: Bench | undefined;
  let run: Run;
  try {
    refuseSensedChoice(scenario, options);
    const product = await productOf(scenario, options.product);
    refuseImpossible(scenario, product, options.rig ?? 'virtual');
    const opened = benchOptions(scenario, traced, product);
    bench = await Bench.open(opened);
    const rigCheck = checkStateOf(bench.rig.identity, stateFolder(options.stateFolder));
    traceFile?.begin(bench, scenario, { ...opened, rigCheck });
    run = new Run(bench, scenario, options, rigCheck);
    await run.play();
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
  // Closing the rig writes records too, so the hashes are computed after it.
  return run.result();
}

/** Returns the failure of a run in the words of a report. */
function failureOf(error: unknown, scenario: Scenario, hasTraceFile: boolean): unknown {
  if (error instanceof TraceFull) return tooManyRecords(scenario, error);
  if (!(error instanceof HilError) || error.code !== 'INTERRUPTED' || !hasTraceFile) return error;
  return new HilError(error.code, error.fault, 'Interrupted: the motor was halted, the trace is kept.', {
    cause: error,
  });
}

/**
 * Returns the failure for a run with too many records. Valid constants can cause it: a tiny step volume at a high rate,
 * for years.
 */
function tooManyRecords({ name }: Scenario, cause: TraceFull): HilError {
  const message = `${name} writes more records than a run may (${cause.message}); shorten it, or lower its rate.`;
  return new HilError('TRACE_FULL', 'usage', message, { cause });
}

/** Flushes the trace at every turn of the event loop. A failed write aborts the run, which halts the rig. */
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

/** Returns the options of the bench. If the timeline injects faults, the line has fault injectors from the start. */
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

/** Closes the rig, then the trace. Completes the trace even if the rig cannot be closed. */
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
  readonly #checks: RunChecks;
  readonly #records: BenchRecords;
  #rigUs = 0;

  constructor(bench: Bench, scenario: Scenario, options: RunOptions, rigCheck: RigCheckState) {
    this.#bench = bench;
    this.#scenario = scenario;
    this.#options = options;
    this.#rigCheck = rigCheck;
    const { product } = bench.pump;
    this.#checks = new RunChecks(scenario, product, bench.trace.signals, options.invariants ?? shippedInvariants);
    for (const record of bench.trace.records) this.#checks.hearBefore(record);
    this.#records = new BenchRecords(bench);
    bench.trace.listen((record) => {
      this.#checks.hear(record);
      options.onRecord?.(record);
      this.#records.after(record, this.#checks.studies);
    });
    options.onBench?.(bench);
  }

  /** Plays the timeline, runs until every expectation is decided, and compares the rig with the plant. */
  async play(): Promise<void> {
    const { timeline, pump } = this.#scenario;
    const beganUs = this.#bench.boardUs;
    this.#records.begin();
    mustAccept(this.#bench.pump.program(pump.program), this.#scenario, pump.place, 'its program at the start');
    for (const entry of timeline) {
      await this.#bench.toUs(entry.atUs);
      this.#records.entry(entry);
      act(this.#bench, this.#scenario, entry);
    }
    await this.#untilDecided();
    this.#rigUs = this.#bench.boardUs - beganUs;
    await this.#bench.confirm();
    this.#records.end(this.#rigUs);
  }

  /** Runs until every expectation is decided, or until `run at most`. */
  async #untilDecided(): Promise<void> {
    for (;;) {
      const needUs = Math.min(this.#checks.needUs(this.#bench.nowUs), this.#scenario.runAtMostUs);
      if (this.#bench.nowUs >= needUs) return;
      await this.#bench.driver.until(() => this.#checks.needUs(this.#bench.nowUs) < needUs, needUs);
    }
  }

  result(): RunResult {
    const { trace, rig, pump, nowUs } = this.#bench;
    const { records, signals } = trace;
    const { speed } = this.#options;
    const sensed = sensedRunOf(sensedOptions(this.#scenario, this.#options), {
      rigUs: this.#rigUs,
      pumpUs: nowUs,
      ...(speed === undefined ? {} : { speed }),
    });
    const end = { signals: this.#checks.signalsOf(signals, records), endUs: nowUs };
    const result = resultOf({
      scenario: this.#scenario,
      product: pump.product,
      rig: rig.identity,
      seed: this.#options.seed ?? 1,
      fingerprint: trace.fingerprint(),
      rigHash: trace.rigHash(),
      measurements: this.#checks.judge(end),
      invariants: this.#checks.judgeInvariants(end),
      studies: this.#checks.studies,
      pumpUs: nowUs,
      rotorFacts: rotorFactsOf(records),
      rigCheck: this.#rigCheck,
      ...(sensed === undefined ? {} : { sensed }),
    });
    return sensed === undefined ? result : { ...result, repeatable: repeatable(this.#scenario, records) };
  }
}
