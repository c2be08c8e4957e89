import { isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import type { Fault } from '../base/hil-error.ts';
import type { RunChecks } from '../scenario/expect/run-checks.ts';
import { RotorFactsWatch } from '../scenario/rotor-facts.ts';
import { KeptSignal } from './kept-signal.ts';

/** Failure that ended a run early, as its trace tells it. */
export interface KeptFailure {
  readonly code: string;
  readonly fault: Fault;
  readonly message: string;
  readonly hint?: string;
}

/**
 * A run as its records tell it: feeds the checks from the begin of the scenario on. It keeps the events of the bench and the
 * records of signals that a check reads, and no others, so that memory stays small.
 */
export class KeptRun {
  readonly rotor = new RotorFactsWatch();
  readonly #checks: RunChecks;
  readonly #signals: ReadonlyMap<string, KeptSignal>;
  readonly #benchEvents: TraceRecord[] = [];
  #list: { readonly names: string; readonly records: readonly TraceRecord[] } | undefined;
  #hasBegun = false;
  #lastUs = 0;
  #resolutionDeg: number;
  #overrunDeg = 0;
  #rigUs: number | undefined;
  #failure: KeptFailure | undefined;

  constructor(checks: RunChecks, signals: ReadonlySet<string>, resolutionDeg: number) {
    this.#checks = checks;
    this.#signals = new Map([...signals].map((name) => [name, new KeptSignal(name)]));
    this.#resolutionDeg = resolutionDeg;
  }

  /** Pump time of the last record. */
  get lastUs(): number {
    return this.#lastUs;
  }

  get resolutionDeg(): number {
    return this.#resolutionDeg;
  }

  get overrunDeg(): number {
    return this.#overrunDeg;
  }

  /** Board time that the run took; undefined for a run that did not reach its end. */
  get rigUs(): number | undefined {
    return this.#rigUs;
  }

  get failure(): KeptFailure | undefined {
    return this.#failure;
  }

  /** Returns the events of the bench and the records of some signals. The last list is kept, for the next check of them. */
  recordsOf(signals: ReadonlySet<string>): readonly TraceRecord[] {
    const names = [...signals].join();
    if (this.#list?.names === names) return this.#list.records;
    const records = [...this.#benchEvents];
    for (const name of signals) this.#signals.get(name)?.addTo(records);
    this.#list = { names, records };
    return records;
  }

  /** Takes in the next record of the trace. */
  hear(record: TraceRecord): void {
    this.#lastUs = record.t;
    this.rotor.hear(record);
    if (isEvent(record)) this.#hearBench(record);
    else this.#keep(record);
    if (this.#hasBegun) this.#checks.hear(record);
    else this.#checks.hearBefore(record);
  }

  #keep(record: Exclude<TraceRecord, { readonly e: string }>): void {
    this.#signals.get(record.s)?.add(record);
    if (record.s === 'bench.resolutionDeg') this.#resolutionDeg = Number(record.v);
    else if (record.s === 'bench.overrunDeg') this.#overrunDeg = Number(record.v);
  }

  #hearBench(record: Extract<TraceRecord, { readonly e: string }>): void {
    if (record.e.startsWith('bench.')) this.#benchEvents.push(record);
    if (record.e === 'bench.begin') this.#hasBegun = true;
    if (record.e === 'bench.end') this.#rigUs = Number(record.rigUs);
    if (record.e === 'bench.failure') this.#failure = record as unknown as KeptFailure;
  }
}
