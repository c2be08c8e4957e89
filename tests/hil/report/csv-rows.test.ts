import { describe, expect, test } from 'vitest';
import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { CsvRows } from '../../../hil/report/csv-rows.ts';

const signals: readonly SignalDeclaration[] = [
  { name: 'true.deliveredMl', kind: 'line', unit: 'mL', doc: '', min: 0 },
  { name: 'pump.rateMlPerDay', kind: 'step', unit: 'mL/day', doc: '' },
  { name: 'true.catheterKpa', kind: 'curve', unit: 'kPa', doc: '' },
  { name: 'pump.alarm', kind: 'event', unit: '', doc: '' },
];

function rowsOf(records: readonly TraceRecord[], endUs: number): readonly string[] {
  const rows: string[] = [];
  const csv = new CsvRows(signals, (row) => rows.push(row));
  for (const record of records) csv.hear(record);
  csv.end(endUs);
  return rows;
}

describe('rows of a CSV file', () => {
  test('follow lines, hold steps, approach curves, and end with the run', () => {
    const rows = rowsOf(
      [
        { t: 0, s: 'true.deliveredMl', v: 0, r: 0.5 },
        { t: 0, s: 'pump.rateMlPerDay', v: 24 },
        { t: 0, s: 'true.catheterKpa', v: 0, to: 10, tauUs: 1_000_000 },
        { t: 500_000, s: 'true.unchosen', v: 1 },
        { t: 1_000_000, e: 'pump.alarm', phase: 'raised', class: 'critical' },
      ],
      2_000_001,
    );
    expect(rows).toEqual([
      'time [s],true.deliveredMl [mL],pump.rateMlPerDay [mL/day],true.catheterKpa [kPa],pump.alarm',
      '0,0,24,0,',
      '1,0.5,24,6.32120558829,critical raised',
      '2.000001,1.0000005,24,8.64664852099,',
    ]);
  });

  test('have two rows at a jump, and one where a slope changes alone', () => {
    const rows = rowsOf(
      [
        { t: 0, s: 'true.deliveredMl', v: 0, r: 1 },
        { t: 1_000_000, s: 'true.deliveredMl', v: 1, r: 0 },
        { t: 2_000_000, s: 'pump.rateMlPerDay', v: 5 },
        { t: 3_000_000, s: 'pump.rateMlPerDay', v: 6 },
      ],
      3_000_000,
    );
    expect(rows.slice(1)).toEqual(['0,0,,,', '1,1,,,', '2,1,5,,', '3,1,5,,', '3,1,6,,']);
  });

  test('clamp at the lower bound, and quote a cell that needs it', () => {
    const rows = rowsOf(
      [
        { t: 0, s: 'true.deliveredMl', v: 1, r: -1 },
        { t: 2_000_000, e: 'pump.alarm', cause: 'a "b", c' },
        { t: 2_000_000, e: 'pump.alarm', hours: 3 },
      ],
      2_000_000,
    );
    expect(rows.slice(1)).toEqual(['0,1,,,', '2,0,,,"a ""b"", c; hours=3"']);
  });
});
