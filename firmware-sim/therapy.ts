/** What is programmed into a pump, and how it is set up; plain data, checked by the firmware when it is programmed. */

/** `priming` and `single` boluses are not modes: they interrupt one. */
export type Mode = 'simple continuous' | 'minimum rate' | 'stopped';

export interface Program {
  readonly mode: Mode;
  /** Simple continuous only. */
  readonly rateMlPerDay?: number;
}

/** When missed or confirmed steps become a stall or a recovery. No law of a real pump is published. */
export type DetectionLaw = 'volume' | 'time' | 'eitherLater';

export interface AlarmSettings {
  readonly lowReservoirMl: number;
  readonly criticalEveryUs: number;
  readonly nonCriticalEveryUs: number;
}
