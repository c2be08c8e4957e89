import { describe, expect, test } from 'vitest';
import { csvRows } from '../../../hil/yaml/csv-rows.ts';
import { Problems, problemText } from '../../../hil/yaml/problem.ts';

function rowsOf(text: string) {
  const problems = new Problems('mine.csv');
  const rows = csvRows(text, problems.refuse).map((row) => row.fields.map((field) => field.text));
  return { rows, problems: problems.all.map(problemText) };
}

describe('rows of a CSV file', () => {
  test('reads commas, line breaks and quotes inside quotes', () => {
    expect(rowsOf('a,"b, c","d\ne","say ""f"""\r\ng,,\n')).toEqual({
      rows: [
        ['a', 'b, c', 'd\ne', 'say "f"'],
        ['g', '', ''],
      ],
      problems: [],
    });
  });

  test('leaves out empty lines and a byte order mark', () => {
    expect(rowsOf('\uFEFFid,text\n\n\r\na,b').rows).toEqual([
      ['id', 'text'],
      ['a', 'b'],
    ]);
  });

  test('counts the lines inside a quoted field', () => {
    const problems = new Problems('mine.csv');
    const [, second] = csvRows('"a\n\nb",c\nd,e', problems.refuse);
    expect(second?.fields.map(({ place }) => place)).toEqual([
      { line: 4, column: 1 },
      { line: 4, column: 3 },
    ]);
  });

  test('refuses a quote that is never closed, at its place', () => {
    expect(rowsOf('id,text\na,"b\nc').problems).toEqual([
      'mine.csv:2:3: found a quote that is never closed; allowed: a closing quote',
    ]);
  });

  test('refuses text behind a closing quote', () => {
    expect(rowsOf('"a"b,c').problems).toEqual([
      'mine.csv:1:1: found text behind the closing quote, "b"; allowed: a comma or a line end',
    ]);
  });

  test('refuses more rows than a file may have', () => {
    expect(rowsOf('a\n'.repeat(20_001)).problems).toEqual([
      'mine.csv:20001:1: found row 20001; allowed: at most 20000 rows',
    ]);
  });

  test('neither throws nor hangs on cut and random text', () => {
    const text = 'id,"te""xt"\r\na,"b\nc",d\n';
    for (let end = 0; end <= text.length; end += 1) expect(rowsOf(text.slice(0, end)).rows.length).toBeLessThan(4);
    expect(rowsOf('"'.repeat(10_001)).problems.length).toBe(1);
  });
});
