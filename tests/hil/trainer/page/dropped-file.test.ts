import { describe, expect, test } from 'vitest';
import { droppedFile } from '../../../../hil/trainer/page/session/dropped-file.ts';

const head = '{"trace":"rollerloop","schema":"rollerloop/trace/2"}\n';

describe('a file dropped on the page', () => {
  test.each([
    ['a.yaml', 'x', 'scenario'],
    ['a.YML', 'x', 'scenario'],
    ['a.json', '{}', 'pump'],
    ['a.json', head, 'trace'],
    ['a.txt', head, 'trace'],
    ['a.ndjson', '', 'trace'],
  ])('is known by its name and its beginning: %s', (file, text, kind) => {
    expect(droppedFile(file, text)).toEqual({ kind, file });
  });

  test('is refused with a reason if the page cannot read it', () => {
    const file = droppedFile('picture.png', 'x');
    expect(file.kind === 'unknown' && file.says.en).toMatch(/"picture.png" is none of the files.*allowed: a scenario/);
  });
});
