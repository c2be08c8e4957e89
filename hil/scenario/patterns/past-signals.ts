import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import type { SignalTraits } from '../formula/piece.ts';
import { IntervalReader } from '../readings/interval-reader.ts';
import { rigErrorOf } from '../readings/rig-error.ts';
import { RunSignals } from '../readings/run-signals.ts';
import { withSources } from '../readings/signal-sources.ts';

/** Signals of the bench that state the error of its shaft. */
export const SHAFT_ERRORS: ReadonlySet<string> = new Set(['bench.resolutionDeg', 'bench.overrunDeg']);

/**
 * Readings of a run up to the microsecond before the last record. Records of the same microsecond are processed
 * together, so that an event affects the lines that began at its time.
 */
export class PastSignals {
  readonly #signals: RunSignals;
  readonly #mlPerDeg: number;
  readonly #waiting: TraceRecord[] = [];

  constructor(signals: readonly SignalDeclaration[], named: readonly string[], mlPerDeg: number) {
    this.#signals = new RunSignals(signals, withSources(named, signals));
    this.#mlPerDeg = mlPerDeg;
  }

  hear(record: TraceRecord): void {
    const last = this.#waiting.at(-1);
    if (last !== undefined && last.t < record.t) this.settle();
    this.#waiting.push(record);
  }

  /** Processes the records of the last microsecond. */
  settle(): void {
    for (const record of this.#waiting) this.#signals.hear(record);
    this.#waiting.length = 0;
  }

  /** Returns a more exact reader of a signal, and the error of the shaft in that signal. */
  traitsOf(signal: SignalDeclaration): Pick<SignalTraits, 'readings' | 'shaftErrorAt'> {
    return {
      ...(hasError(signal) ? { readings: this.#readingsOf(signal.name) } : {}),
      ...(signal.name.startsWith('true.') ? { shaftErrorAt: this.#shaftErrorOf(signal) } : {}),
    };
  }

  #readingsOf(name: string): SignalTraits['readings'] {
    const reader = new IntervalReader(this.#signals, name);
    return { range: (fromUs, toUs) => reader.settledRange(fromUs, toUs) };
  }

  /** Volume that the shaft missed lacks in the delivered volume and is still in the reservoir, so the signs differ. */
  #shaftErrorOf({ name, unit, errorSources }: SignalDeclaration): (timeUs: number) => number {
    const sign = errorSources?.['true.deliveredMl'] === -1 ? -1 : 1;
    return (timeUs) => {
      const { resolutionDeg, overrunDeg } = this.#signals.rigAt(timeUs);
      if (resolutionDeg + overrunDeg === 0) return 0;
      return sign * rigErrorOf(name, unit, this.#signals, timeUs, this.#mlPerDeg).size;
    };
  }
}

function hasError({ quantum, errorMax, restErrorMax, pulse, errorSources }: SignalDeclaration): boolean {
  return [quantum, errorMax, restErrorMax, pulse, errorSources].some((one) => one !== undefined);
}
