import { exp } from '../../firmware-sim/base/exact-math.ts';
import { type EventRecord, isEvent, nameOf, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';
import { NAMING_FIELDS } from '../scenario/checks/event-pattern.ts';

type ValueRecord = Exclude<TraceRecord, EventRecord>;

/** Smallest relative change that counts as a jump. Rounding of a sloped line stays below it. */
const JUMP_SHARE_MIN = 1e-9;
const US_PER_S = 1_000_000;

/**
 * Turns trace records into rows of a CSV file. Each moment at which a chosen signal has a record gives a row. A jump
 * gives two rows of the same time, so that a line through the rows is vertical there. The cell of an event is filled
 * only in the row of its moment.
 */
export class CsvRows {
  readonly #signals: readonly SignalDeclaration[];
  readonly #write: (row: string) => void;
  readonly #latest = new Map<string, ValueRecord>();
  #moment: TraceRecord[] = [];
  #momentUs = Number.NaN;

  /** Writes the row of headings, with the unit of each signal. */
  constructor(signals: readonly SignalDeclaration[], write: (row: string) => void) {
    this.#signals = signals;
    this.#write = write;
    const heads = signals.map(({ name, unit }) => (unit === '' || unit === undefined ? name : `${name} [${unit}]`));
    write(['time [s]', ...heads].map(cellOf).join(','));
  }

  hear(record: TraceRecord): void {
    if (!this.#signals.some(({ name }) => name === nameOf(record))) return;
    if (record.t !== this.#momentUs) this.#flush();
    this.#momentUs = record.t;
    this.#moment.push(record);
  }

  /** Writes the last moment and the values at the end of the run. */
  end(endUs: number): void {
    const lastUs = this.#momentUs;
    this.#flush();
    if (!Number.isNaN(lastUs) && endUs > lastUs) this.#write(this.#row(endUs, this.#valuesAt(endUs), []));
  }

  #flush(): void {
    if (this.#moment.length === 0) return;
    const timeUs = this.#momentUs;
    const before = this.#valuesAt(timeUs);
    for (const record of this.#moment) if (!isEvent(record)) this.#latest.set(record.s, record);
    const after = this.#valuesAt(timeUs);
    if (before.some((value, index) => isJump(value, after[index]))) this.#write(this.#row(timeUs, before, []));
    this.#write(this.#row(timeUs, after, this.#moment.filter(isEvent)));
    this.#moment = [];
  }

  #valuesAt(timeUs: number): readonly (number | string | undefined)[] {
    return this.#signals.map(({ name, min }) => {
      const record = this.#latest.get(name);
      if (record === undefined) return undefined;
      const value = valueAt(record, timeUs);
      return typeof value === 'number' && min !== undefined ? Math.max(min, value) : value;
    });
  }

  #row(timeUs: number, values: readonly (number | string | undefined)[], events: readonly EventRecord[]): string {
    const cells = this.#signals.map(({ name, kind }, index) =>
      kind === 'event'
        ? events
            .filter(({ e }) => e === name)
            .map(eventText)
            .join('; ')
        : shown(values[index]),
    );
    return [secondsText(timeUs), ...cells].map(cellOf).join(',');
  }
}

function valueAt(record: ValueRecord, timeUs: number): number | string {
  const { v, t } = record;
  if (typeof v === 'string') return v;
  if ('tauUs' in record) return record.to + (v - record.to) * exp((t - timeUs) / record.tauUs);
  return 'r' in record ? v + (record.r * (timeUs - t)) / US_PER_S : v;
}

function isJump(before: number | string | undefined, after: number | string | undefined): boolean {
  if (before === undefined) return false;
  if (typeof before !== 'number' || typeof after !== 'number') return before !== after;
  return Math.abs(after - before) > JUMP_SHARE_MIN * Math.max(1, Math.abs(before), Math.abs(after));
}

/**
 * Returns the fields that name an event, joined by blanks. Without such fields it returns all fields as `key=value`.
 */
function eventText(record: EventRecord): string {
  const words = NAMING_FIELDS.filter((field) => record[field] !== undefined).map((field) => String(record[field]));
  if (words.length > 0) return words.join(' ');
  const fields = Object.entries(record).filter(([key]) => key !== 't' && key !== 'b' && key !== 'e');
  return fields.length === 0 ? 'yes' : fields.map(([key, value]) => `${key}=${String(value)}`).join(' ');
}

function shown(value: number | string | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'number' ? String(Number(value.toPrecision(12))) : value;
}

function secondsText(timeUs: number): string {
  const [whole, part] = [Math.floor(timeUs / US_PER_S), timeUs % US_PER_S];
  return part === 0 ? String(whole) : `${whole}.${String(part).padStart(6, '0').replace(/0+$/, '')}`;
}

/** Quotes a cell by RFC 4180 if it needs quotes. */
function cellOf(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
