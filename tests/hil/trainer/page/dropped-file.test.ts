import { describe, expect, test } from 'vitest';
import { droppedFile } from '../../../../hil/trainer/page/session/dropped-file.ts';

const head = JSON.stringify({
  trace: 'rollerloop',
  schema: 'rollerloop/trace/2',
  scenario: 'a',
  product: 'p',
  seed: 3,
});
const record = '{"t":0,"s":"true.rotorDeg","v":0,"r":1}';
const end = '{"end":"rollerloop trace","fingerprint":"abc"}';

describe('a file dropped on the page', () => {
  test('is a scenario or a pump file by its name, and a trace by its first line', () => {
    expect(droppedFile('a.yaml', 'x')).toMatchObject({ kind: 'scenario' });
    expect(droppedFile('a.json', '{}')).toMatchObject({ kind: 'pump' });
    expect(droppedFile('a.txt', [head, record, end, ''].join('\n'))).toMatchObject({
      kind: 'trace',
      scenario: 'a',
      product: 'p',
      seed: 3,
      fingerprint: 'abc',
      isCut: false,
    });
  });

  test('is a cut trace without its last line, also in the middle of a record', () => {
    for (const text of [[head, record].join('\n'), [head, record, record.slice(0, 20)].join('\n')]) {
      const file = droppedFile('a.ndjson', text);
      expect(file).toMatchObject({ kind: 'trace', isCut: true });
      expect(file.kind === 'trace' ? file.records : []).toHaveLength(1);
    }
  });

  test.each([
    ['picture.png', 'x', /"picture.png" is none of the files/],
    ['a.ndjson', '', /none of the files/],
    [
      'a.ndjson',
      head.replace('trace/2', 'trace/9'),
      /schema "rollerloop\/trace\/9"; this page reads "rollerloop\/trace\/2"/,
    ],
    ['a.ndjson', [head, record, '{"broken', record, end].join('\n'), /"a.ndjson":3: the line is no record/],
    ['a.ndjson', [head, '[]', record, end].join('\n'), /"a.ndjson":2: the line is no record/],
  ])('is refused with a reason: %s', (name, text, says) => {
    const file = droppedFile(name, text);
    expect(file.kind === 'unknown' ? file.says : file.kind).toMatch(says);
  });
});
