import { describe, expect, test } from 'vitest';
import { readFieldFile } from '../../../../hil/scenario/field-file/read-field-file.ts';
import { problemText } from '../../../../hil/yaml/problem.ts';

function samplesOf(text: string, angleDeg?: number) {
  const read = readFieldFile(text, 'f.csv', angleDeg);
  if (!read.ok) throw new Error(read.problems.map(problemText).join('\n'));
  return read.samples.map(({ afterUs, fieldMt, angleToNormalDeg }) => [afterUs, fieldMt, angleToNormalDeg]);
}

function problemsOf(text: string): readonly string[] {
  const read = readFieldFile(text, 'f.csv');
  return read.ok ? [] : read.problems.map((problem) => problemText(problem).replace('f.csv:', ''));
}

describe('a measured field', () => {
  test('is read with the units of its header, and its times count from the first row', () => {
    expect(samplesOf('time min,field T,angle deg\n10,0.001,90\n10.5,1.5,45\n')).toEqual([
      [0, 1, 90],
      [30_000_000, 1500, 45],
    ]);
  });

  test('may have its columns in any order, and units in brackets', () => {
    expect(samplesOf('field [G],time (s)\n10,-1\n20,1\n')).toEqual([
      [0, 1, 90],
      [2_000_000, 2, 90],
    ]);
  });

  test('lies in the rotor plane unless the file or the entry says otherwise', () => {
    expect(samplesOf('time s,field mT\n0,1\n1,2\n', 30).map(([, , angleDeg]) => angleDeg)).toEqual([30, 30]);
  });

  test('may have comments, empty lines, CRLF, a byte order mark, quotes and exponents', () => {
    const text =
      '\uFEFF# teslameter, 3 May\r\n"time s","field mT"\r\n\r\n0,1e-1\r\n# the door, opened\r\n 1 ,+2.50E1\r\n\r\n';
    expect(samplesOf(text)).toEqual([
      [0, 0.1, 90],
      [1_000_000, 25, 90],
    ]);
  });
});

const HEAD = 'time s,field mT\n';

describe('a problem of a measured field', () => {
  test.each([
    ['an empty file', '', ['1:1: file: no header given. Add a header with units, as in time s,field mT.']],
    ['comments alone', '# nothing\n', ['1:1: file: no header given. Add a header with units, as in time s,field mT.']],
    [
      'no header',
      '0,1\n1,2\n',
      [
        '1:1: found column "0"; allowed: time, field, angle, each with its unit, as in time s,field mT,angle deg',
        '1:3: found column "1"; allowed: time, field, angle, each with its unit, as in time s,field mT,angle deg',
      ],
    ],
    [
      'a column nearly right',
      'time s,feild mT\n0,1\n1,2\n',
      [
        '1:8: found column "feild mT"; allowed: time, field, angle, each with its unit, as in time s,field mT,angle deg; did you mean field?',
      ],
    ],
    ['no unit', 'time,field mT\n0,1\n1,2\n', ['1:1: found column "time" without a unit; allowed: s, min, h, d, y']],
    [
      'a unit of another dimension',
      'time s,field mL\n0,1\n1,2\n',
      ['1:8: found unit "mL" of column "field"; allowed: T, mT, G'],
    ],
    [
      'a unit in another case',
      'time S,field mT\n0,1\n1,2\n',
      ['1:1: found unit "S" of column "time"; allowed: s, min, h, d, y; did you mean s?'],
    ],
    [
      'a column twice',
      'time s,field mT,time s\n0,1,2\n',
      ['1:17: found column "time" twice; allowed: each column once'],
    ],
    [
      'no field',
      'time s,angle deg\n0,1\n1,2\n',
      ['1:1: header: no column "field" given. Add the column with its unit, as in time s,field mT,angle deg.'],
    ],
    [
      'columns between semicolons',
      'time s;field mT\n0;1\n',
      ['1:1: found "time s;field mT" as the header; allowed: columns between commas, as in time s,field mT,angle deg'],
    ],
    ['no rows', HEAD, ['1:1: found no rows; allowed: 2 to 20000 rows below the header']],
    ['one row', `${HEAD}0,1\n`, ['1:1: found one row; allowed: 2 to 20000 rows below the header']],
    [
      'a gap',
      `${HEAD}0,1\n1,\n2,2\n`,
      ['3:3: found an empty cell for "field"; allowed: a number with a decimal point, as in 12.5 or 3e-2'],
    ],
    [
      'NaN',
      `${HEAD}0,1\n1,NaN\n2,2\n`,
      ['3:3: found "NaN" for "field"; allowed: a number with a decimal point, as in 12.5 or 3e-2'],
    ],
    [
      'a decimal comma',
      `${HEAD}0,1\n1,2,5\n2,2\n`,
      [
        '3:1: found 3 cells in a row; allowed: 2, as in the header (time, field); did you mean a decimal point in a number?',
      ],
    ],
    [
      'a decimal comma in quotes',
      `${HEAD}0,1\n1,"2,5"\n2,2\n`,
      ['3:3: found "2,5" for "field"; allowed: a number with a decimal point, as in 12.5 or 3e-2; did you mean 2.5?'],
    ],
    [
      'a cell too few',
      `${HEAD}0,1\n1\n2,2\n`,
      ['3:1: found 1 cells in a row; allowed: 2, as in the header (time, field)'],
    ],
    [
      'an equal time',
      `${HEAD}0,1\n1,2\n1,3\n`,
      ['4:1: found "1" for "time", the time of line 3; allowed: times that rise from row to row'],
    ],
    [
      'times that are equal in microseconds',
      `${HEAD}0,1\n1,2\n1.0000001,3\n`,
      ['4:1: found "1.0000001" for "time", the time of line 3; allowed: times that rise from row to row'],
    ],
    [
      'a falling time',
      `${HEAD}0,1\n2,2\n1,3\n`,
      ['4:1: found "1" for "time", not after the time of line 3; allowed: times that rise from row to row'],
    ],
    ['a negative strength', `${HEAD}0,1\n1,-2\n`, ['3:3: found "-2" for "field"; allowed: 0 T to 20 T']],
    ['a strength too large', `${HEAD}0,1\n1,20001\n`, ['3:3: found "20001" for "field"; allowed: 0 T to 20 T']],
    [
      'an angle too large',
      'time s,field mT,angle deg\n0,1,0\n1,2,181\n',
      ['3:5: found "181" for "angle"; allowed: 0 deg to 180 deg'],
    ],
    [
      'a time too far',
      'time y,field mT\n0,1\n31,2\n',
      ['3:1: found "31" for "time"; allowed: at most 30 y after the first row'],
    ],
    [
      'a quote that is never closed',
      `${HEAD}0,"1\n1,2\n`,
      [
        '1:1: found one row; allowed: 2 to 20000 rows below the header',
        '2:3: found a quote that is never closed; allowed: a closing quote',
      ],
    ],
  ] as const)('is refused at its place: %s', (_what, text, expected) => {
    expect(problemsOf(text).slice(0, expected.length)).toEqual(expected);
  });

  test('is that it has too many rows', () => {
    const rows = Array.from({ length: 20_001 }, (_, i) => `${i},1`).join('\n');
    expect(problemsOf(`${HEAD}${rows}`)).toEqual(['20001:1: found row 20001; allowed: at most 20000 rows']);
  });
});
