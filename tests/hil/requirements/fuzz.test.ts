import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { readRequirements } from '../../../hil/requirements/read-requirements.ts';
import { runCount } from '../../run-count.ts';

const ROUNDS = runCount({ quick: 200, long: 2000 });
const TEXTS = {
  'mine.csv': 'id,topic,text,applicable,reason\nA-1,"x, y","say ""z""",,\nA-2,,Keys.,no,"It has\nnone."\n',
  'mine.json':
    '{"set":"A","requirements":[{"id":"A-1","text":"A sentence that may change anywhere."},{"id":"A-2","text":"c","applicable":"no","reason":"d"}]}',
};
const snippets = [
  '',
  '"',
  '""',
  ',',
  '\n',
  '\r',
  ';',
  '\t',
  '{',
  '}',
  '[',
  ':',
  '\u0000',
  '\uFEFF',
  'no',
  'id',
  '9'.repeat(80),
];

function damaged(text: string, stream: RandomStream): string {
  const at = Math.floor(stream.between(0, text.length));
  const cut = Math.floor(stream.between(0, 8));
  const snippet = snippets[Math.floor(stream.between(0, snippets.length))] as string;
  return text.slice(0, at) + snippet + text.slice(at + cut);
}

/** Reads a text and checks the result. Reading never throws. Returns whether the text is a set. */
function isSet(text: string, file: string, seed: number): boolean {
  const result = readRequirements(text, file);
  if (result.ok) {
    const ids = result.set.requirements.map(({ id }) => id);
    expect([ids.length > 0, new Set(ids).size], `seed ${seed}`).toEqual([true, ids.length]);
    return true;
  }
  expect(result.problems.length, `seed ${seed}`).toBeGreaterThan(0);
  for (const { line, column, allowed } of result.problems)
    expect([line >= 1, column >= 1, allowed.length > 0], `seed ${seed}`).toEqual([true, true, true]);
  return false;
}

describe('requirements with accidental changes', () => {
  test.each(Object.entries(TEXTS))('%s changed anywhere is a set, or refused with a place', (file, text) => {
    const kept = Array.from({ length: ROUNDS }, (_, i) => {
      const stream = new RandomStream(i + 1, 'requirements');
      return isSet(damaged(text, stream), file, i + 1);
    });
    expect(kept).toContain(true);
    expect(kept).toContain(false);
  });

  test.each(Object.keys(TEXTS))('any text as %s is refused without an exception', (file) => {
    for (let seed = 1; seed <= ROUNDS; seed += 1) {
      const stream = new RandomStream(seed, 'any text');
      const length = Math.floor(stream.between(0, 200));
      const text = Array.from({ length }, () => String.fromCharCode(Math.floor(stream.between(0, 300)))).join('');
      expect(isSet(text, file, seed), `seed ${seed}`).toBe(false);
    }
  });
});
