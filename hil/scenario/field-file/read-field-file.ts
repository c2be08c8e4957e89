import { SAMPLES_MAX } from '../../../firmware-sim/outside/field-exposure.ts';
import type { FieldSample } from '../../../firmware-sim/plant/measured-field.ts';
import { type CsvRow, csvRows } from '../../yaml/csv-rows.ts';
import { EndOfReading, type Problem, Problems, type Refuse, shown } from '../../yaml/problem.ts';
import { inBaseUnit } from '../../yaml/units.ts';
import { type Column, type ColumnName, readColumns } from './field-columns.ts';
import { FIELD_NUMBER_ALLOWED, fieldNumber } from './field-number.ts';

/** A measured field. `hasAngle` tells whether its angle was measured too. */
export interface MeasuredField {
  readonly samples: readonly FieldSample[];
  readonly hasAngle: boolean;
}

/** Result of reading a measured field. */
export type FieldFileResult =
  | ({ readonly ok: true } & MeasuredField)
  | { readonly ok: false; readonly problems: readonly Problem[] };

const FIELD_MT_MAX = 20_000;
const ANGLE_DEG_MAX = 180;
const LASTS_US_MAX = 30 * 31_557_600_000_000;
/** Angle of a field without a column `angle`: in the rotor plane, the default of every field. */
const ANGLE_DEG_DEFAULT = 90;

/**
 * Reads a measured field from CSV: a header with units, then one row per sample. Times count from the first row. Lines
 * that begin with `#` are comments. Returns the samples, or all problems. Never throws; messages name `file`.
 */
export function readFieldFile(text: string, file: string, angleDeg = ANGLE_DEG_DEFAULT): FieldFileResult {
  const problems = new Problems(file);
  try {
    const read = samplesIn(text, angleDeg, problems.refuse);
    if (read !== undefined && problems.isEmpty) return { ok: true, ...read };
  } catch (error) {
    if (!(error instanceof EndOfReading)) throw error;
  }
  return { ok: false, problems: problems.all };
}

function samplesIn(text: string, angleDeg: number, refuse: Refuse): MeasuredField | undefined {
  const rows = csvRows(text, refuse).filter(({ fields }) => fields[0]?.text.startsWith('#') !== true);
  const [header, ...samples] = rows;
  if (header === undefined) {
    refuse({ line: 1, column: 1 }, 'file: no header', 'a header with units, as in time s,field mT', undefined, true);
    return undefined;
  }
  const columns = readColumns(header, refuse);
  if (columns === undefined) return undefined;
  if (samples.length < 2) {
    const allowed = `2 to ${SAMPLES_MAX} rows below the header`;
    refuse(header.place, samples.length === 0 ? 'no rows' : 'one row', allowed);
    return undefined;
  }
  const reader = new SampleReader(columns, angleDeg, refuse);
  return {
    samples: samples.flatMap((row) => reader.read(row)),
    hasAngle: columns.some(({ name }) => name === 'angle'),
  };
}

/** Reads the rows. They have to be in the order of time. */
class SampleReader {
  readonly #columns: readonly Column[];
  readonly #angleDeg: number;
  readonly #refuse: Refuse;
  #firstUs: number | undefined;
  #last: { readonly us: number; readonly line: number } | undefined;

  constructor(columns: readonly Column[], angleDeg: number, refuse: Refuse) {
    this.#columns = columns;
    this.#angleDeg = angleDeg;
    this.#refuse = refuse;
  }

  /** Returns the sample of a row; undefined after a refusal. */
  read(row: CsvRow): readonly FieldSample[] {
    const { fields, place } = row;
    if (fields.length !== this.#columns.length) {
      const names = this.#columns.map(({ name }) => name).join(', ');
      const hint = fields.length > this.#columns.length ? 'a decimal point in a number' : undefined;
      this.#refuse(
        place,
        `${fields.length} cells in a row`,
        `${this.#columns.length}, as in the header (${names})`,
        hint,
      );
      return [];
    }
    const time = this.#valueOf('time', row);
    const fieldMt = this.#within(this.#valueOf('field', row), 'field', row, { max: FIELD_MT_MAX, says: '0 T to 20 T' });
    const angle = this.#columns.some(({ name }) => name === 'angle') ? this.#valueOf('angle', row) : this.#angleDeg;
    const angleDeg = this.#within(angle, 'angle', row, { max: ANGLE_DEG_MAX, says: '0 deg to 180 deg' });
    const afterUs = time === undefined ? undefined : this.#timeOf(time, row);
    if (afterUs === undefined || fieldMt === undefined || angleDeg === undefined) return [];
    return [{ afterUs, fieldMt, angleToNormalDeg: angleDeg }];
  }

  /** Returns a cell in the base unit of its column; undefined after a refusal. */
  #valueOf(name: ColumnName, { fields }: CsvRow): number | undefined {
    const index = this.#columns.findIndex((column) => column.name === name);
    const [column, field] = [this.#columns[index], fields[index]];
    if (column === undefined || field === undefined) return undefined;
    const read = fieldNumber(field.text);
    if (read.ok) return inBaseUnit(read.value, column.unit, column.dimension);
    const found = field.text.trim() === '' ? 'an empty cell' : shown(field.text);
    this.#refuse(field.place, `${found} for ${shown(name)}`, FIELD_NUMBER_ALLOWED, read.nearest);
    return undefined;
  }

  #within(
    value: number | undefined,
    name: ColumnName,
    row: CsvRow,
    { max, says }: { readonly max: number; readonly says: string },
  ): number | undefined {
    if (value === undefined || (value >= 0 && value <= max)) return value;
    const field = this.#fieldOf(name, row);
    this.#refuse(field.place, `${shown(field.text)} for ${shown(name)}`, says);
    return undefined;
  }

  #fieldOf(name: ColumnName, { fields, place }: CsvRow) {
    return fields[this.#columns.findIndex((column) => column.name === name)] ?? { place, text: '' };
  }

  /** Returns the time since the first row. Each time must be at least a microsecond after the previous one. */
  #timeOf(timeUs: number, row: CsvRow): number | undefined {
    const { place, text } = this.#fieldOf('time', row);
    const last = this.#last;
    this.#last = { us: timeUs, line: place.line };
    this.#firstUs ??= timeUs;
    if (last !== undefined && timeUs <= last.us) {
      const how = timeUs === last.us ? 'the time' : 'not after the time';
      this.#refuse(place, `${shown(text)} for "time", ${how} of line ${last.line}`, 'times that rise from row to row');
      return undefined;
    }
    const afterUs = timeUs - this.#firstUs;
    if (afterUs <= LASTS_US_MAX && Number.isSafeInteger(afterUs)) return afterUs;
    this.#refuse(place, `${shown(text)} for "time"`, 'at most 30 y after the first row');
    return undefined;
  }
}
