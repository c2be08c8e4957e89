import { isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import { outcomeOf, type StudyResult } from './study-result.ts';

export interface StudyWatchOptions {
  readonly studyAngleDeg: number;
  readonly toleranceDeg: number;
}

/** Collects the films of each roller study as they are taken. */
export class StudyWatch {
  readonly #options: StudyWatchOptions;
  readonly #results: StudyResult[] = [];
  #name = '';
  #beforeDeg: number | undefined;

  constructor(options: StudyWatchOptions) {
    this.#options = options;
  }

  get results(): readonly StudyResult[] {
    return this.#results;
  }

  /** Films from now on belong to this study. */
  begin(name: string): void {
    this.#name = name;
    this.#beforeDeg = undefined;
  }

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
    const outcome = outcomeOf(movedDeg, studyAngleDeg, toleranceDeg);
    this.#results.push({
      name: this.#name,
      beforeDeg,
      afterDeg: rotorDeg,
      movedDeg,
      studyAngleDeg,
      toleranceDeg,
      outcome,
    });
  }
}
