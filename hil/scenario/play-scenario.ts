import type { Product } from '../../firmware-sim/products/product.ts';
import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import { type Trace, TraceFull } from '../../firmware-sim/trace/trace.ts';
import type { Insight } from '../avr/cpu/insight.ts';
import { HilError } from '../base/hil-error.ts';
import type { BenchOptions } from '../bench-options.ts';
import type { RigCheckState } from '../check/check-store.ts';
import type { ForeignRun } from '../firmware/foreign/foreign-run.ts';
import type { Invariant } from '../invariants/invariant.ts';
import { shippedInvariants } from '../invariants/shipped.gen.ts';
import type { OpenBench } from '../open-bench.ts';
import type { RigIdentity } from '../rigs/rig.ts';
import { act, actForeign, mustAccept } from './actions/act.ts';
import { definitionOf } from './actions/action-table.ts';
import { BenchRecords } from './bench-records.ts';
import { RunChecks } from './expect/run-checks.ts';
import type { Laws } from './laws.ts';
import { refuseImpossible, refuseWithModel } from './preconditions.ts';
import { rotorFactsOf } from './rotor-facts.ts';
import { resultOf } from './run-facts.ts';
import type { RunResult } from './run-result.ts';
import type { Scenario } from './scenario.ts';
import { refuseSensedChoice, repeatable, sensedOptions, sensedRunOf } from './sensed-run.ts';

/** Name of the bench's own firmware. */
const MODEL = 'model';

/** Choices of a run. */
export interface PlayOptions extends Omit<BenchOptions, 'product' | 'state' | 'sensed' | 'hosted'> {
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
  /** Firmware in the pump's place: `model`, `native:PATH`, FILE.hex or FILE.elf. Default: the scenario's, or the model. */
  readonly firmware?: string;
  /** Observers of an emulated firmware. */
  readonly insight?: Insight;
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
  /**
   * Starts a firmware under test, by default the scenario's, and prepares its run. Throws `HilError`. Absent where the program can run the model alone.
   */
  prepareForeign?(
    firmware: string | undefined,
    scenario: Scenario,
    product: Product,
    insight?: Insight,
  ): Promise<ForeignRun>;
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
  let foreign: ForeignRun | undefined;
  let run: Run;
  let failed = false;
  try {
    refuseSensedChoice(scenario, options);
    const asked = options.product ?? scenario.ownProduct ?? scenario.pump.product;
    const product = typeof asked === 'string' ? await means.productNamed(asked) : asked;
    refuseImpossible(scenario, product, options.rig ?? 'virtual');
    foreign = await foreignRunOf(scenario, options, product, means);
    const opened = benchOptions(scenario, traced, product);
    bench = await means.openBench(foreign === undefined ? opened : { ...opened, hosted: foreign.handOver() });
    foreign?.attach(bench);
    const rigCheck = means.rigCheckOf(bench.rig.identity);
    sink?.begin(bench, scenario, { ...opened, rigCheck });
    run = new Run(bench, { scenario, options, rigCheck, foreign, digestOf: means.digestOf });
    await run.play();
  } catch (error) {
    const failure = failureOf(error, scenario, sink !== undefined && bench !== undefined);
    failed = true;
    record(failure, bench);
    throw failure;
  } finally {
    await finish(bench, sink, options, foreign, failed);
  }
  // Closing the rig writes records too, so the hashes are computed after it.
  return run.result();
}

/** Writes a failure of the run into its trace. */
function record(failure: unknown, bench: OpenBench | undefined): void {
  if (!(failure instanceof HilError)) return;
  const { code, fault, message, hint, stderrLines } = failure;
  const stderr = stderrLines.length === 0 ? {} : { stderr: stderrLines };
  bench?.trace.event('bench.failure', { code, fault, message, ...(hint === undefined ? {} : { hint }), ...stderr });
}

/** Returns the run of a firmware under test; undefined for the model. */
async function foreignRunOf(
  scenario: Scenario,
  options: PlayOptions,
  product: Product,
  means: RunMeans,
): Promise<ForeignRun | undefined> {
  const firmware = options.firmware ?? scenario.firmware?.path ?? MODEL;
  if (firmware === MODEL) {
    refuseWithModel(scenario);
    return undefined;
  }
  if (means.prepareForeign !== undefined)
    return means.prepareForeign(options.firmware, scenario, product, options.insight);
  const message = `${scenario.name} needs the firmware "${firmware}", and this program runs the model alone; allowed: \`rollerloop run\`.`;
  throw new HilError('FIRMWARE_UNAVAILABLE', 'usage', message);
}

/** Returns the failure of a run in the words of a report. */
function failureOf(error: unknown, scenario: Scenario, isTraced: boolean): unknown {
  if (error instanceof TraceFull) return tooManyRecords(scenario, error);
  if (!(error instanceof HilError) || error.code !== 'INTERRUPTED' || !isTraced) return error;
  const { code, fault, message, lastLines, stderrLines } = error;
  return new HilError(code, fault, message.replace(/\.$/, ', the trace is kept.'), {
    lastLines,
    stderrLines,
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
export function benchOptions(
  scenario: Scenario,
  { firmware: _firmware, ...options }: PlayOptions,
  product: Product,
): BenchOptions {
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

/**
 * Closes the rig, the firmware and the trace. Completes the trace even if one before it cannot be closed. A failure of a
 * firmware that ends does not hide the failure of the run.
 */
async function finish(
  bench: OpenBench | undefined,
  sink: TraceSink | undefined,
  options: PlayOptions,
  foreign: ForeignRun | undefined,
  hasFailed: boolean,
): Promise<void> {
  let ofFirmware: unknown;
  try {
    await bench?.close();
  } finally {
    ofFirmware = await failureOfClose(foreign);
    if (!hasFailed) record(ofFirmware, bench);
    sink?.end(bench?.trace);
    options.onEnd?.();
  }
  if (ofFirmware !== undefined && !hasFailed) throw ofFirmware;
}

/** Closes a firmware under test. Returns its failure, such as the report of a sanitizer. */
async function failureOfClose(foreign: ForeignRun | undefined): Promise<unknown> {
  try {
    await foreign?.close();
    return undefined;
  } catch (error) {
    return error;
  }
}

interface RunParts {
  readonly scenario: Scenario;
  readonly options: PlayOptions;
  readonly rigCheck: RigCheckState;
  /** Absent for the model. */
  readonly foreign: ForeignRun | undefined;
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
    const { product } = bench.body;
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
    const { foreign } = this.#parts;
    const first = foreign === undefined ? this.#bench.pump.program(pump.program) : await foreign.begin();
    mustAccept(first, this.#scenario, pump.place, 'its program at the start');
    for (const entry of timeline) {
      await this.#toUs(entry.atUs);
      foreign?.pump.count();
      this.#records.entry(entry);
      const { continuesAfterRefusal } = this.#options;
      if (foreign === undefined) act(this.#bench, this.#scenario, entry, continuesAfterRefusal);
      else await actForeign(this.#bench, foreign.pump, this.#scenario, entry, continuesAfterRefusal);
    }
    await this.#untilDecided();
    await foreign?.pump.finish();
    this.#rigUs = this.#bench.boardUs - beganUs;
    await this.#bench.confirm();
    this.#records.end(this.#rigUs);
  }

  /** Advances to a time. An entry whose time passed while a foreign firmware answered comes at once. */
  async #toUs(atUs: number): Promise<void> {
    if (this.#parts.foreign === undefined) {
      await this.#bench.toUs(atUs);
      return;
    }
    while (this.#bench.nowUs < atUs) await this.#untilLooked(() => false, atUs);
  }

  /** Runs until every expectation is decided, or until `run at most`. */
  async #untilDecided(): Promise<void> {
    for (;;) {
      const needUs = Math.min(this.#checks.needUs(this.#bench.nowUs), this.#scenario.runAtMostUs);
      if (this.#bench.nowUs >= needUs) return;
      await this.#untilLooked(() => this.#checks.needUs(this.#bench.nowUs) < needUs, needUs);
    }
  }

  /** Advances until a condition holds, at most to a time. At boundaries of checks a foreign firmware is read. */
  async #untilLooked(condition: () => boolean, boundUs: number): Promise<void> {
    const { driver, nowUs } = this.#bench;
    const { foreign } = this.#parts;
    const lookUs = foreign === undefined ? undefined : this.#checks.nextBoundaryUs(nowUs);
    if (foreign === undefined || lookUs === undefined || lookUs > boundUs) {
      await driver.until(condition, boundUs);
      return;
    }
    // The boundary may move with an event, so the wait ends early if it does.
    const isMoved = (): boolean => (this.#checks.nextBoundaryUs(this.#bench.nowUs) ?? lookUs) < lookUs;
    await driver.until(() => condition() || isMoved(), lookUs);
    if (this.#bench.nowUs === lookUs) foreign.pump.look();
  }

  result(): RunResult {
    const { trace, rig, body, nowUs } = this.#bench;
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
      product: body.product,
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
      pumpHash: this.#parts.digestOf(JSON.stringify(body.product)),
      ...(sensed === undefined ? {} : { sensed }),
      ...(this.#parts.foreign === undefined ? {} : { firmware: this.#parts.foreign.identity }),
    });
    const use = this.#parts.foreign?.use;
    return {
      ...result,
      ...(use === undefined ? {} : { firmwareUse: use }),
      ...(sensed === undefined ? {} : { repeatable: repeatable(this.#scenario, records) }),
    };
  }
}
