import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import type { Bench } from '../bench.ts';
import type { StudyResult } from './checks/study-result.ts';
import type { TimelineEntry } from './scenario.ts';

/** Records after which the rig may resolve less. A push reverses the shaft, and a trip lets it overrun. */
const MAY_CHANGE_RESOLUTION: ReadonlySet<string> = new Set(['rig.stall', 'rig.overrunSteps', 'rig.segment']);

/** Writes the bench's own records. The judge of a kept trace needs them. */
export class BenchRecords {
  readonly #bench: Bench;
  #resolutionDeg = Number.NaN;
  #overrunDeg = 0;
  #studyCount = 0;

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  /** Writes the start of the scenario. The checks follow the records from here on. */
  begin(): void {
    this.#bench.trace.event('bench.begin');
    this.#noteResolution();
  }

  /** Writes a timeline entry. Called before its action. */
  entry({ name, action }: TimelineEntry): void {
    this.#bench.trace.event('bench.entry', { name, kind: action.kind });
  }

  /** Writes the consequences of a record: a new study result, a change of the rig's resolution. */
  after(record: TraceRecord, studies: readonly StudyResult[]): void {
    if (studies.length > this.#studyCount) {
      this.#studyCount = studies.length;
      this.#study(studies[studies.length - 1] as StudyResult);
    }
    if (MAY_CHANGE_RESOLUTION.has('e' in record ? record.e : record.s)) this.#noteResolution();
  }

  /** Writes the end of the run. `rigUs` is the board time that the run took. */
  end(rigUs: number): void {
    this.#noteResolution();
    this.#bench.trace.event('bench.end', { rigUs });
  }

  #study({ name, movedDeg, outcome, films }: StudyResult): void {
    this.#bench.trace.event('bench.study', { name, movedDeg, outcome, reads: films.reads });
  }

  #noteResolution(): void {
    const { rig, trace } = this.#bench;
    const { resolutionDeg } = rig.identity;
    if (resolutionDeg !== this.#resolutionDeg) trace.step('bench.resolutionDeg', resolutionDeg);
    this.#resolutionDeg = resolutionDeg;
    if (rig.overrunDeg !== this.#overrunDeg) trace.step('bench.overrunDeg', rig.overrunDeg);
    this.#overrunDeg = rig.overrunDeg;
  }
}
