import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { Filmed } from '../actions/roller-study.ts';
import { filmsRead } from './study-reading.ts';
import { outcomeOf, type StudyResult } from './study-result.ts';

/** Properties of the pump and the rig that decide how films are read. */
export interface StudyWatchOptions {
  readonly studyAngleDeg: number;
  readonly toleranceDeg: number;
  readonly rollerCount: number;
}

/** Collects the films of each roller study as they are taken. */
export class StudyWatch {
  readonly #options: StudyWatchOptions;
  readonly #results: StudyResult[] = [];
  #name = '';
  #filmed: Filmed = 'still';
  #beforeDeg: number | undefined;

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

  /** Takes in the next record of the trace. */
  hear(record: TraceRecord): void {
    if (!isEvent(record) || record.e !== 'true.film') return;
    const rotorDeg = record.rotorDeg as number;
    if (record.number === 1) {
      this.#beforeDeg = rotorDeg;
      return;
    }
    const beforeDeg = this.#beforeDeg ?? rotorDeg;
    const movedDeg = rotorDeg - beforeDeg;
    const { studyAngleDeg, toleranceDeg } = this.#options;
    const flipped = record.flipped === true;
    const outcome = outcomeOf(movedDeg, studyAngleDeg, toleranceDeg);
    this.#results.push({
      name: this.#name,
      beforeDeg,
      afterDeg: rotorDeg,
      movedDeg,
      studyAngleDeg,
      toleranceDeg,
      outcome,
      films: filmsRead({ ...this.#options, movedDeg, filmed: this.#filmed, flipped }),
    });
  }
}
