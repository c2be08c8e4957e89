import type { EventRecord, TraceRecord } from '../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';
import { quoted } from '../base/quoted-text.ts';
import { type TracePlace, traceProblem, valueText } from './trace-problem.ts';

type Parsed = Readonly<Record<string, unknown>>;

/** Checks the records of a kept trace one by one: declared, of the declared kind, finite, in order of time. */
export class KeptRecords {
  readonly #kinds: ReadonlyMap<unknown, SignalDeclaration['kind']>;
  readonly #place: () => TracePlace;
  #lastUs = 0;

  /** `place` tells where the reader is, for messages. */
  constructor(signals: readonly SignalDeclaration[], place: () => TracePlace) {
    this.#place = place;
    this.#kinds = new Map(signals.map(({ name, kind }) => [name, kind]));
  }

  /** Returns the record of a line, which was parsed before. Throws `HilError` TRACE_INVALID (usage). */
  record(parsed: Parsed, line: string): TraceRecord {
    const { t } = parsed;
    if (typeof t !== 'number' || !(t >= this.#lastUs) || t === Number.POSITIVE_INFINITY)
      throw traceProblem(this.#place(), `${valueText(t)} for the time \`t\``, `a number from ${this.#lastUs} on`);
    this.#lastUs = t;
    const name = parsed.e ?? parsed.s;
    const kind = this.#kinds.get(name);
    if (kind === undefined)
      throw traceProblem(
        this.#place(),
        `a record of ${valueText(name)}`,
        'a record of a signal that the header declares',
      );
    if (!fits(parsed, kind))
      throw traceProblem(this.#place(), valueText(line), `a record of ${quoted(String(name))}, of the kind ${kind}`);
    return parsed as unknown as TraceRecord;
  }
}

function fits(parsed: Parsed, kind: SignalDeclaration['kind']): boolean {
  if (kind === 'event') return parsed.s === undefined && hasPlainFields(parsed as unknown as EventRecord);
  if (parsed.e !== undefined) return false;
  const { v, r, to, tauUs } = parsed;
  if (kind === 'step') return r === undefined && to === undefined && (typeof v === 'string' || Number.isFinite(v));
  if (!Number.isFinite(v)) return false;
  if (to === undefined) return Number.isFinite(r);
  return kind === 'curve' && Number.isFinite(to) && Number.isFinite(tauUs) && (tauUs as number) > 0;
}

/** A film without an angle would give a study without a result. */
function hasPlainFields(event: EventRecord): boolean {
  return event.e !== 'true.film' || Number.isFinite(event.rotorDeg);
}
