import { type EventRecord, isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { EventView, LogLineView, WireLineView } from '../../viewer/event-view.ts';
import type { MarkView } from '../../viewer/lane-view.ts';
import { eventViewOf, logLineOf, wireLineOf } from './event-views.ts';
import { FIELD } from './lane-plan.ts';
import { PieceColumns } from './piece-columns.ts';
import { StateRows } from './state-rows.ts';

/** One film of a roller study. */
export interface KeptFilm {
  readonly atUs: number;
  readonly number: number;
  readonly filmDeg: number;
  readonly rotorDeg: number;
}

/** The records of a run, sorted into what a report shows. One pass over the trace fills it. */
export class RunRecords {
  readonly pieces = new Map<string, PieceColumns>();
  readonly states = new StateRows();
  readonly marks: MarkView[] = [];
  readonly events: EventView[] = [];
  readonly log: LogLineView[] = [];
  readonly wire: WireLineView[] = [];
  readonly films: KeptFilm[] = [];
  #lastUs = 0;

  constructor(records: Iterable<TraceRecord>) {
    for (const record of records) this.#hear(record);
  }

  /** Pump time of the last record. */
  get lastUs(): number {
    return this.#lastUs;
  }

  #hear(record: TraceRecord): void {
    this.#lastUs = record.t;
    if (isEvent(record)) this.#hearEvent(record);
    else this.#columnsOf(record.s).hear(record);
  }

  #hearEvent(record: EventRecord): void {
    const view = eventViewOf(record);
    this.events.push(view);
    this.states.hear(record);
    const [line, wire] = [logLineOf(record), wireLineOf(record)];
    if (line !== undefined) this.log.push(line);
    if (wire !== undefined) this.wire.push(wire);
    if (record.e === FIELD && typeof record.fieldMt === 'number') this.#hearField(record.t, record.fieldMt);
    if (record.e === 'bench.entry' || record.e === 'bench.refusal') this.marks.push(markOf(record));
    if (record.e === 'true.film') this.films.push(filmOf(record));
  }

  /** Takes in a change of the field. A run begins without one. */
  #hearField(atUs: number, fieldMt: number): void {
    const columns = this.#columnsOf(FIELD);
    if (columns.count === 0) columns.hear({ t: 0, s: FIELD, v: 0 });
    columns.hear({ t: atUs, s: FIELD, v: fieldMt });
  }

  #columnsOf(name: string): PieceColumns {
    const known = this.pieces.get(name);
    if (known !== undefined) return known;
    const columns = new PieceColumns();
    this.pieces.set(name, columns);
    return columns;
  }
}

function markOf({ e, t, name }: EventRecord): MarkView {
  const isRefused = e === 'bench.refusal';
  return { atUs: t, text: `${String(name)}${isRefused ? ' refused' : ''}`, tone: isRefused ? 'bad' : 'plain' };
}

function filmOf({ t, number, filmDeg, rotorDeg }: EventRecord): KeptFilm {
  return { atUs: t, number: Number(number), filmDeg: Number(filmDeg), rotorDeg: Number(rotorDeg) };
}
