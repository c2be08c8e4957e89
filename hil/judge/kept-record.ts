import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';
import { FAULTS } from '../base/hil-error.ts';
import { quoted } from '../base/quoted-text.ts';
import { type TracePlace, traceProblem, valueText } from './trace-problem.ts';

type Parsed = Readonly<Record<string, unknown>>;

/** Checks the records of a kept trace one by one: declared signal, declared kind, finite value, order of time. */
export class KeptRecords {
  readonly #kinds: ReadonlyMap<unknown, SignalDeclaration['kind']>;
  readonly #place: () => TracePlace;
  #lastUs = 0;

  /** `place` returns the reader's place in the trace, for messages. */
  constructor(signals: readonly SignalDeclaration[], place: () => TracePlace) {
    this.#place = place;
    this.#kinds = new Map(signals.map(({ name, kind }) => [name, kind]));
  }

  /** Returns the record in a line. `parsed` is the parsed line. Throws `HilError` TRACE_INVALID (usage). */
  record(parsed: Parsed, line: string): TraceRecord {
    this.hearTime(parsed.t);
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

  /** Time of the last record. */
  get lastUs(): number {
    return this.#lastUs;
  }

  /** Notes the time of the next record. Throws `HilError` TRACE_INVALID (usage) if it is before the last one. */
  hearTime(t: unknown): void {
    if (typeof t !== 'number' || !(t >= this.#lastUs) || t === Number.POSITIVE_INFINITY)
      throw traceProblem(this.#place(), `${valueText(t)} for the time \`t\``, `a number from ${this.#lastUs} on`);
    this.#lastUs = t;
  }
}

const isNumber = (value: unknown): boolean => Number.isFinite(value);
const isText = (value: unknown): boolean => typeof value === 'string';

/** Fields that the judge needs, beside the general form of a record. */
const NEEDED: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  'true.film': { rotorDeg: isNumber },
  'bench.resolutionDeg': { v: isNumber },
  'bench.overrunDeg': { v: isNumber },
  'bench.end': { rigUs: isNumber },
  'bench.failure': { code: isText, fault: isFault, message: isText },
};

function isFault(value: unknown): boolean {
  return FAULTS.some((fault) => fault === value);
}

function fits(parsed: Parsed, kind: SignalDeclaration['kind']): boolean {
  const needed = NEEDED[String(parsed.e ?? parsed.s)];
  if (needed !== undefined && !Object.entries(needed).every(([field, is]) => is(parsed[field]))) return false;
  if (kind === 'event') return parsed.s === undefined;
  if (parsed.e !== undefined) return false;
  const { v, r, to, tauUs } = parsed;
  if (kind === 'step') return r === undefined && to === undefined && (isText(v) || isNumber(v));
  if (!isNumber(v)) return false;
  if (to === undefined) return isNumber(r);
  return kind === 'curve' && isNumber(to) && isNumber(tauUs) && (tauUs as number) > 0;
}
