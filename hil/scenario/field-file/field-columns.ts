import { nearestName } from '../../base/nearest-name.ts';
import type { CsvField, CsvRow } from '../../yaml/csv-rows.ts';
import { type Refuse, shown } from '../../yaml/problem.ts';
import { type Dimension, unitSymbols } from '../../yaml/units.ts';

/** Columns of a measured field, and the dimension of each. */
const COLUMNS = { time: 'time', field: 'field', angle: 'angle' } as const satisfies Record<string, Dimension>;
export type ColumnName = keyof typeof COLUMNS;

const NAMES = Object.keys(COLUMNS) as ColumnName[];
/** A heading: `time s`, `time (s)` or `time [s]`. */
const HEAD = /^(\S+)(?:\s+(?:\(([^()]+)\)|\[([^[\]]+)\]|(\S.*)))?$/;
const AS_IN = 'as in time s,field mT,angle deg';

/** Quantity and unit of a column. */
export interface Column {
  readonly name: ColumnName;
  readonly dimension: Dimension;
  readonly unit: string;
}

/**
 * Reads the header of a measured field: `time`, `field` and, if measured, `angle`. Each has its unit. The order is
 * free.
 */
export function readColumns({ fields, place }: CsvRow, refuse: Refuse): readonly Column[] | undefined {
  const [only, second] = fields;
  if (only !== undefined && second === undefined && /[;\t]/.test(only.text)) {
    refuse(place, `${shown(only.text)} as the header`, `columns between commas, ${AS_IN}`);
    return undefined;
  }
  const columns = fields.map((field) => columnOf(field, refuse));
  const known = columns.filter((column) => column !== undefined);
  if (known.length < columns.length) return undefined;
  const twice = known.findIndex(({ name }, i) => known.findIndex((one) => one.name === name) < i);
  if (twice >= 0) {
    refuse(fields[twice]?.place ?? place, `column ${shown(known[twice]?.name ?? '')} twice`, 'each column once');
    return undefined;
  }
  const missing = (['time', 'field'] as const).find((name) => !known.some((one) => one.name === name));
  if (missing === undefined) return known;
  refuse(place, `header: no column ${shown(missing)}`, `the column with its unit, ${AS_IN}`, undefined, true);
  return undefined;
}

function columnOf({ text, place }: CsvField, refuse: Refuse): Column | undefined {
  const [, written = '', ...units] = HEAD.exec(text.trim()) ?? [];
  const name = NAMES.find((one) => one === written);
  if (name === undefined) {
    refuse(
      place,
      `column ${shown(text)}`,
      `${NAMES.join(', ')}, each with its unit, ${AS_IN}`,
      nearestName(written, NAMES),
    );
    return undefined;
  }
  const dimension = COLUMNS[name];
  const unit = units.find((one) => one !== undefined)?.trim();
  if (unit !== undefined && unitSymbols(dimension).includes(unit)) return { name, dimension, unit };
  const found =
    unit === undefined ? `column ${shown(name)} without a unit` : `unit ${shown(unit)} of column ${shown(name)}`;
  refuse(
    place,
    found,
    unitSymbols(dimension).join(', '),
    unit === undefined ? undefined : nearestUnit(unit, dimension),
  );
  return undefined;
}

function nearestUnit(unit: string, dimension: Dimension): string | undefined {
  return unitSymbols(dimension).find((symbol) => symbol.toLowerCase() === unit.toLowerCase());
}
