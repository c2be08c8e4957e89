import { describe, expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';
import { readRequirements } from '../../../hil/requirements/read-requirements.ts';
import {
  requirementsFromFile,
  SHIPPED_PREFIX,
  shippedRequirements,
} from '../../../hil/requirements/requirement-file.ts';
import { problemText } from '../../../hil/yaml/problem.ts';

function problemsOf(text: string, file: string): readonly string[] {
  const result = readRequirements(text, file);
  return result.ok ? [] : result.problems.map(problemText);
}

describe('the shipped set', () => {
  const { requirements, source } = shippedRequirements();

  test('holds 140 requirements with their published ids, each once', () => {
    expect(requirements.length).toBe(140);
    expect(new Set(requirements.map(({ id }) => id)).size).toBe(140);
    expect(requirements.every(({ id }) => id.startsWith(SHIPPED_PREFIX) && /-\d+(\.\d+){2,3}$/.test(id))).toBe(true);
    expect(source).toContain('MS-CIS-08-31');
  });

  test('is what the reader of a user file finds, with all its checks', () => {
    expect(requirementsFromFile(packagePath('hil/requirements/gip.json'))).toEqual(shippedRequirements());
  });

  test('gives a reason for each requirement that does not apply', () => {
    const others = requirements.filter(({ isApplicable }) => !isApplicable);
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter(({ reason }) => reason === undefined)).toEqual([]);
  });

  test('has at most 25 words in each sentence', () => {
    const sentences = requirements
      .flatMap(({ text, reading, reason, uncovered }) => [text, reading, reason, uncovered])
      .flatMap((text) => text?.split(/(?<=[.;:])\s/) ?? []);
    expect(sentences.filter((sentence) => sentence.split(/\s+/).length > 25)).toEqual([]);
  });
});

describe("a user's own requirements", () => {
  test('names a file that cannot be read', () => {
    expect(() => requirementsFromFile('./none.csv')).toThrow('"./none.csv" cannot be read (ENOENT).');
  });

  test('reads a CSV: only id and text are needed, and each applies unless it says no', () => {
    const text = 'id,text,applicable,reason\nSRS-1,"Stalls, all of them.",,\nSRS-2,Keys.,no,It has none.\n';
    expect(readRequirements(text, 'specs/pump.csv')).toEqual({
      ok: true,
      set: {
        set: 'pump',
        title: 'pump',
        source: '',
        requirements: [
          { id: 'SRS-1', topic: '', text: 'Stalls, all of them.', isApplicable: true },
          { id: 'SRS-2', topic: '', text: 'Keys.', isApplicable: false, reason: 'It has none.' },
        ],
      },
    });
  });

  test('reads JSON of the shipped shape', () => {
    const text = JSON.stringify({ set: 'SRS', requirements: [{ id: 'SRS-1', text: 'Stalls.', reading: 'All.' }] });
    const result = readRequirements(text, 'mine.json');
    expect(result.ok && result.set.requirements).toEqual([
      { id: 'SRS-1', topic: '', text: 'Stalls.', isApplicable: true, reading: 'All.' },
    ]);
  });

  test.each([
    ['', 'mine.csv:1:1: found an empty file; allowed: a row of column names, '],
    ['id;text\nA-1;b\n', 'mine.csv:1:1: found semicolons between the columns; allowed: commas'],
    ['id\ttext\nA-1\tb\n', 'mine.csv:1:1: found tabs between the columns; allowed: commas'],
    ['id,text\n', 'mine.csv:1:1: found no requirement; allowed: at least one'],
    ['id,txt\nA-1,b\n', 'mine.csv:1:4: found column "txt"; allowed: `id`, `topic`, `text`, '],
    ['id,id,text\nA-1,A-1,b\n', 'mine.csv:1:4: found column `id` twice; allowed: each column once'],
    ['text\nb\n', 'mine.csv:1:1: found no column `id`; allowed: a header of `id`, '],
    ['id,text\nA-1\n', 'mine.csv:2:1: found no `text`; allowed: a text on one line, 1 to 1000 characters'],
    ['id,text\nA-1,b,c\n', 'mine.csv:2:7: found 3 fields in a row; allowed: 2, one for each column'],
    ['id,text\nA 1,b\n', 'mine.csv:2:1: found "A 1" for `id`; allowed: a requirement id: a letter or a digit, then '],
    ['id,text\nA-1,b\nA-1,c\n', 'mine.csv:3:1: found id "A-1" twice (first in line 2); allowed: each id once'],
    ['id,text,applicable\nA-1,b,maybe\n', 'mine.csv:2:7: found "maybe" for `applicable`; allowed: yes, no'],
    ['id,text,applicable\nA-1,b,no\n', 'mine.csv:2:1: found `applicable: no` without `reason`; allowed: a reason'],
    [
      'id,text,reason\nA-1,b,c\n',
      'mine.csv:2:7: found `reason` of a requirement that applies; allowed: `reason` with `applicable: no`',
    ],
  ])('refuses the CSV %j', (text, message) => {
    expect(problemsOf(text, 'mine.csv').some((problem) => problem.startsWith(message))).toBe(true);
  });

  test.each([
    ['{"set": "A", "requirements": {}}', 'mine.json:1:30: found a mapping for `requirements`; allowed: a list'],
    ['{"set": "A"}', 'mine.json:1:1: found no `requirements`; allowed: a list of requirements'],
    ['{"set": "A", "requirements": []}', 'mine.json:1:1: found no requirement; allowed: at least one'],
    ['{"set": "A", "requirements": [{"id": "A-1", "text": "b",}]}', 'mine.json:1:57: found a JSON error'],
    ['{"set": "A", "requirements": [', 'mine.json:1:31: found a JSON error, '],
    ['{"set": "A" "requirements": []}', 'mine.json:1:13: found a JSON error, '],
    [
      '{"set": "A", "requirements": [{"id": "A-1", "text": "b", "resaon": "c"}]}',
      'mine.json:1:58: found key "resaon"; allowed: `id`, `topic`, `text`, `applicable`, `reading`, `reason`, `uncovered`; did you mean `reason`?',
    ],
  ])('refuses the JSON %j', (text, message) => {
    expect(problemsOf(text, 'mine.json')[0]).toContain(message);
  });
});
