import { isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';

/** Facts about a run's rotor and firmware that decide whether another law could change a verdict. */
export interface RotorFacts {
  /** True if the rotor missed steps. Then the laws of detection may matter. */
  readonly missedSteps: boolean;
  /** True if a field or gears held the rotor. Then the law of restart may matter. */
  readonly wasHeld: boolean;
  /** True if the firmware noticed a motor stall. Then the law of recovery may matter. */
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

  /** Processes the next record of the trace. */
  hear(record: TraceRecord): void {
    if (!isEvent(record)) return;
    if (record.e === 'true.rotor') this.#states.add(record.state);
    if (record.e === 'pump.log' && record.entry === 'motor stall') this.#stallNoticed = true;
  }
}

/** Facts from the records so far. */
/** Returns the facts of a run from its records. */
export function rotorFactsOf(records: readonly TraceRecord[]): RotorFacts {
  const watch = new RotorFactsWatch();
  for (const record of records) watch.hear(record);
  return watch.facts;
}
