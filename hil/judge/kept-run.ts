import { isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import type { Fault } from '../base/hil-error.ts';
import type { RunChecks } from '../scenario/expect/run-checks.ts';
import type { RunSignals } from '../scenario/readings/run-signals.ts';
import type { SignalPieces } from '../scenario/readings/signal-pieces.ts';
import { RotorFactsWatch } from '../scenario/rotor-facts.ts';

/** Failure that ended a run early, as recorded in its trace. */
export interface KeptFailure {
  readonly code: string;
  readonly fault: Fault;
  readonly message: string;
  readonly hint?: string;
}

/**
 * A run, rebuilt from its records. It feeds the checks from the start of the scenario. It keeps only the events of the
 * bench and the signals that a check reads, so that memory stays small.
 */
export class KeptRun {
  readonly rotor = new RotorFactsWatch();
  /** Records that the checks read. */
  readonly signals: RunSignals;
  readonly #checks: RunChecks;
  #hasBegun = false;
  #lastUs = 0;
  #resolutionDeg: number;
  #rigUs: number | undefined;
  #failure: KeptFailure | undefined;

  constructor(checks: RunChecks, signals: RunSignals, resolutionDeg: number) {
    this.#checks = checks;
    this.signals = signals;
    this.#resolutionDeg = resolutionDeg;
  }

  /** Pump time of the last record. */
  get lastUs(): number {
    return this.#lastUs;
  }

  get resolutionDeg(): number {
    return this.#resolutionDeg;
  }

  /** Board time that the run took; undefined for a run that did not reach its end. */
  get rigUs(): number | undefined {
    return this.#rigUs;
  }

  get failure(): KeptFailure | undefined {
    return this.#failure;
  }

  /**
   * Returns where the numbers of each signal go that the checks read at the end of the run alone. Their records need
   * not be heard. `followed` are the signals that the checks follow from record to record.
   */
  sinks(followed: ReadonlySet<string>): ReadonlyMap<string, SignalPieces> {
    return new Map([...this.signals.kept].filter(([name]) => !followed.has(name)));
  }

  /** Notes the time of a record that no check reads. */
  reach(timeUs: number): void {
    this.#lastUs = timeUs;
  }

  /** Processes the next record of the trace. */
  hear(record: TraceRecord): void {
    this.#lastUs = record.t;
    this.signals.hear(record);
    if (isEvent(record)) {
      this.rotor.hear(record);
      this.#hearBench(record);
    } else if (record.s === 'bench.resolutionDeg') this.#resolutionDeg = Number(record.v);
    if (this.#hasBegun) this.#checks.hear(record);
    else this.#checks.hearBefore(record);
  }

  #hearBench(record: Extract<TraceRecord, { readonly e: string }>): void {
    if (record.e === 'bench.begin') this.#hasBegun = true;
    if (record.e === 'bench.end') this.#rigUs = Number(record.rigUs);
    if (record.e === 'bench.failure') this.#failure = record as unknown as KeptFailure;
  }
}
