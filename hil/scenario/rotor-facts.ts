import { isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';

/** What a run's rotor and its firmware went through, as far as another law could turn something of it. */
export interface RotorFacts {
  /** It missed steps at any time: the laws of detection may matter. */
  readonly missedSteps: boolean;
  /** A field or gears held it: the restart may matter. */
  readonly wasHeld: boolean;
  /** The firmware noticed a motor stall: the law of recovery may matter. */
  readonly stallNoticed: boolean;
}

export function rotorFactsOf(records: readonly TraceRecord[]): RotorFacts {
  const events = records.filter(isEvent);
  const states = new Set(events.filter(({ e }) => e === 'true.rotor').map(({ state }) => state));
  const stallNoticed = events.some(({ e, entry }) => e === 'pump.log' && entry === 'motor stall');
  return {
    missedSteps: stallNoticed || [...states].some((state) => state !== 'turning'),
    wasHeld: states.has('held') || states.has('bound'),
    stallNoticed,
  };
}
