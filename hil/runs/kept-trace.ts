import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';
import { timeUs } from '../builders/quantity.ts';
import type { Time } from '../builders/units.gen.ts';
import type { KeptHeader } from '../judge/kept-header.ts';
import { signalAt } from '../judge/signal-value.ts';
import { traceFileSource } from '../judge/trace-file-source.ts';
import { TraceReader } from '../judge/trace-reader.ts';

/** A trace in a file. Each query reads the file from its start, so the trace may have any length. */
export class KeptTrace {
  readonly #path: string;
  readonly #header: KeptHeader;

  /** Reads the header. Throws `HilError` (usage) for a file that is not a trace of this version. */
  constructor(path: string) {
    const reader = new TraceReader(traceFileSource(path));
    reader.close();
    this.#path = path;
    this.#header = reader.header;
  }

  /** Name of the scenario, product, seed, and start time of the run. */
  get run(): Pick<KeptHeader, 'scenario' | 'product' | 'seed' | 'startedAt'> {
    const { scenario, product, seed, startedAt } = this.#header;
    return { scenario, product, seed, startedAt };
  }

  /** Signals and events that the trace declares, with units, errors and meanings. */
  get signals(): readonly SignalDeclaration[] {
    return this.#header.signals;
  }

  /**
   * Returns the value of a signal at a pump time: a number in the signal's unit, or a text. Undefined before the first
   * record.
   */
  valueAt(signal: string, time: Time): number | string | undefined {
    return signalAt(this.#path, signal, timeUs(time));
  }

  /**
   * Reads all records in order. Throws `HilError` (usage) at a line that is not a record, and at the end if the text
   * was edited.
   */
  *records(): Generator<TraceRecord, void> {
    const reader = new TraceReader(traceFileSource(this.#path));
    try {
      for (let record = reader.next(); record !== undefined; record = reader.next()) yield record;
    } finally {
      reader.close();
    }
  }
}
