import type { Product } from '../../firmware-sim/products/product.ts';
import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import { type Trace, TraceFull } from '../../firmware-sim/trace/trace.ts';
import { HilError } from '../base/hil-error.ts';
import type { RigCheckState } from '../check/check-store.ts';
import type { Invariant } from '../invariants/invariant.ts';
import { shippedInvariants } from '../invariants/shipped.gen.ts';
import type { BenchOptions, OpenBench } from '../open-bench.ts';
import type { RigIdentity } from '../rigs/rig.ts';
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
import { refuseSensedChoice, repeatable, sensedOptions, sensedRunOf } from './sensed-run.ts';

/** Choices of a run. */
export interface PlayOptions extends Omit<BenchOptions, 'product' | 'state' | 'sensed'> {
  /** Product to use instead of the scenario's. */
  readonly product?: string | Product;
  /** Invariants of the run. Absent: the shipped ones; an empty list: none. */
  readonly invariants?: readonly Invariant[];
  /** Laws to use instead of the scenario's, to find the verdicts that depend on them. */
  readonly laws?: Partial<Laws>;
  /** Field at the pump divided by the field at the rig's sensor, for a scenario with a sensed field. Default: 1. */
  readonly fieldScaleRatio?: number;
  /** True to go on after an entry that the pump refuses, although no expectation allows it. Default: the run fails. */
  readonly continuesAfterRefusal?: boolean;
  readonly onRecord?: (record: TraceRecord) => void;
  /** Called when the rig is open and the run begins. */
  readonly onBench?: (bench: OpenBench) => void;
  /** Called when the rig is closed, after a failure too. */
  readonly onEnd?: () => void;
}

/** Keeps the trace of a run while the run goes on. */
export interface TraceSink {
  /** Receives the first failure of a write, which ends the run. */
  onFailure: (failure: HilError) => void;
  /** Takes the header and the records so far, and follows the trace. */
  begin(bench: OpenBench, scenario: Scenario, options: BenchOptions & { readonly rigCheck: RigCheckState }): void;
  /** Called at every turn of the event loop. */
  flush(): void;
  /** Completes the trace; undefined for a run that never began. */
  end(trace: Trace | undefined): void;
}

/** Parts that a run takes from the program around it. */
export interface RunMeans {
  /** Returns a product by its id, or by the path of a pump file. Throws `HilError` (usage). */
  productNamed(idOrPath: string): Promise<Product>;
  /** Opens a rig by its name with a pump. Throws `HilError`. */
  openBench(options: BenchOptions): Promise<OpenBench>;
  /** Returns the state of the latest check of a rig. */
  rigCheckOf(identity: RigIdentity): RigCheckState;
  /** Returns the SHA-256 of a text, in hex. */
  digestOf(text: string): string;
  readonly sink?: TraceSink;
}

/**
 * Runs a scenario on a rig and judges the trace. It uses nothing of Node, so that a browser runs it too. Throws `HilError` if
 * rig, link or bench fail.
 */
export async function playScenario(scenario: Scenario, options: PlayOptions, means: RunMeans): Promise<RunResult> {
  const { sink } = means;
  const traced = sink === undefined ? options : withTrace(options, sink);
  let bench: OpenBench | undefined;
  let run: Run;
  try {
    refuseSensedChoice(scenario, options);
    const asked = options.product ?? scenario.ownProduct ?? scenario.pump.product;
    const product = typeof asked === 'string' ? await means.productNamed(asked) : asked;
    refuseImpossible(scenario, product, options.rig ?? 'virtual');
    const opened = benchOptions(scenario, traced, product);
    bench = await means.openBench(opened);
    const rigCheck = means.rigCheckOf(bench.rig.identity);
    sink?.begin(bench, scenario, { ...opened, rigCheck });
    run = new Run(bench, { scenario, options, rigCheck, digestOf: means.digestOf });
    await run.play();
  } catch (error) {
    const failure = failureOf(error, scenario, sink !== undefined);
    if (failure instanceof HilError) {
      const { code, fault, message, hint, stderrLines } = failure;
      const stderr = stderrLines.length === 0 ? {} : { stderr: stderrLines };
      bench?.trace.event('bench.failure', { code, fault, message, ...(hint === undefined ? {} : { hint }), ...stderr });
    }
    throw failure;
  } finally {
    await finish(bench, sink, options);
  }
  // Closing the rig writes records too, so the hashes are computed after it.
  return run.result();
}

/** Returns the failure of a run in the words of a report. */
function failureOf(error: unknown, scenario: Scenario, isTraced: boolean): unknown {
  if (error instanceof TraceFull) return tooManyRecords(scenario, error);
  if (!(error instanceof HilError) || error.code !== 'INTERRUPTED' || !isTraced) return error;
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
function withTrace(options: PlayOptions, sink: TraceSink): PlayOptions {
  const controller = new AbortController();
  const { signal, onTurn } = options;
  const abort = (): void => controller.abort(signal?.reason);
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort, { once: true });
  sink.onFailure = (failure) => controller.abort(failure);
  return {
    ...options,
    signal: controller.signal,
    onTurn: (pumpUs) => {
      sink.flush();
      onTurn?.(pumpUs);
    },
  };
}

/** Returns the options of the bench. If the timeline injects faults, the line has fault injectors from the start. */
export function benchOptions(scenario: Scenario, options: PlayOptions, product: Product): BenchOptions {
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
async function finish(bench: OpenBench | undefined, sink: TraceSink | undefined, options: PlayOptions): Promise<void> {
  try {
    await bench?.close();
  } finally {
    sink?.end(bench?.trace);
    options.onEnd?.();
  }
}

interface RunParts {
  readonly scenario: Scenario;
  readonly options: PlayOptions;
  readonly rigCheck: RigCheckState;
  readonly digestOf: (text: string) => string;
}

class Run {
  readonly #bench: OpenBench;
  readonly #scenario: Scenario;
  readonly #options: PlayOptions;
  readonly #parts: RunParts;
  readonly #checks: RunChecks;
  readonly #records: BenchRecords;
  #rigUs = 0;

  constructor(bench: OpenBench, parts: RunParts) {
    const { scenario, options } = parts;
    this.#bench = bench;
    this.#scenario = scenario;
    this.#options = options;
    this.#parts = parts;
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
      act(this.#bench, this.#scenario, entry, this.#options.continuesAfterRefusal);
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
      rigCheck: this.#parts.rigCheck,
      pumpHash: this.#parts.digestOf(JSON.stringify(pump.product)),
      ...(sensed === undefined ? {} : { sensed }),
    });
    return sensed === undefined ? result : { ...result, repeatable: repeatable(this.#scenario, records) };
  }
}
