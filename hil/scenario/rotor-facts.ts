import { isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';

/** States of a run's rotor and its firmware, as far as another law could change a verdict. */
export interface RotorFacts {
  /** The rotor missed steps: the laws of detection may matter. */
  readonly missedSteps: boolean;
  /** A field or gears held the rotor: the law of restart may matter. */
  readonly wasHeld: boolean;
  /** The firmware noticed a motor stall: the law of recovery may matter. */
  readonly stallNoticed: boolean;
}

/** Collects the facts of the rotor from record to record. */
export class RotorFactsWatch {
  readonly #states = new Set<unknown>();
  #stallNoticed = false;

  get facts(): RotorFacts {
    const states = this.#states;
    return {
      missedSteps: this.#stallNoticed || [...states].some((state) => state !== 'turning'),
      wasHeld: states.has('held') || states.has('bound'),
      stallNoticed: this.#stallNoticed,
    };
  }

  /** Takes in the next record of the trace. */
  hear(record: TraceRecord): void {
    if (!isEvent(record)) return;
    if (record.e === 'true.rotor') this.#states.add(record.state);
    if (record.e === 'pump.log' && record.entry === 'motor stall') this.#stallNoticed = true;
  }
}

/** Returns the facts of all records of a run. */
/** Returns the facts of a run by its records. */
export function rotorFactsOf(records: readonly TraceRecord[]): RotorFacts {
  const watch = new RotorFactsWatch();
  for (const record of records) watch.hear(record);
  return watch.facts;
}
