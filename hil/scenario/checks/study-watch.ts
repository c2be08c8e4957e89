import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { Filmed } from '../actions/roller-study.ts';
import { filmsRead, possibleReadings } from './study-reading.ts';
import { outcomeOf, possibleOutcomes, type StudyResult } from './study-result.ts';

/** Properties of pump and rig that determine how films are read. */
export interface StudyWatchOptions {
  readonly studyAngleDeg: number;
  readonly toleranceDeg: number;
  readonly rollerCount: number;
}

const RESOLUTION = 'bench.resolutionDeg';
const OVERRUN = 'bench.overrunDeg';

/** Collects the films of each roller study as they are taken. */
export class StudyWatch {
  readonly #options: StudyWatchOptions;
  readonly #results: StudyResult[] = [];
  #name = '';
  #filmed: Filmed = 'still';
  #beforeDeg: number | undefined;
  /** Errors that the rig states, by the name of their record. */
  readonly #rigDeg = new Map<string, number>();

  constructor(options: StudyWatchOptions) {
    this.#options = options;
  }

  get results(): readonly StudyResult[] {
    return this.#results;
  }

  /** Begins a study: the next films belong to it. */
  begin(name: string, filmed: Filmed = 'still'): void {
    this.#name = name;
    this.#filmed = filmed;
    this.#beforeDeg = undefined;
  }

  /** Processes the next record of the trace. */
  hear(record: TraceRecord): void {
    if (!isEvent(record)) {
      if (record.s === RESOLUTION || record.s === OVERRUN) this.#rigDeg.set(record.s, record.v as number);
      return;
    }
    if (record.e !== 'true.film') return;
    const rotorDeg = record.rotorDeg as number;
    if (record.number === 1) {
      this.#beforeDeg = rotorDeg;
      return;
    }
    const beforeDeg = this.#beforeDeg ?? rotorDeg;
    const movedDeg = rotorDeg - beforeDeg;
    const { studyAngleDeg, toleranceDeg } = this.#options;
    const flipped = record.flipped === true;
    const errorDeg = (this.#rigDeg.get(RESOLUTION) ?? 0) + (this.#rigDeg.get(OVERRUN) ?? 0);
    const outcome = outcomeOf(movedDeg, studyAngleDeg, toleranceDeg);
    const seen = { ...this.#options, movedDeg, filmed: this.#filmed, flipped };
    this.#results.push({
      name: this.#name,
      beforeDeg,
      afterDeg: rotorDeg,
      movedDeg,
      studyAngleDeg,
      toleranceDeg,
      errorDeg,
      outcome,
      possibleOutcomes: possibleOutcomes(movedDeg, errorDeg, studyAngleDeg, toleranceDeg),
      films: filmsRead(seen),
      possibleReadings: possibleReadings(seen, errorDeg),
    });
  }
}
