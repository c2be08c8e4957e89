import { beforeAll, describe, expect, test } from 'vitest';
import { allLessons } from '../../../../hil/trainer/page/lessons/all-lessons.ts';
import { cueTimes } from '../../../../hil/trainer/page/lessons/cue-times.ts';
import { RunTrace } from '../../../../hil/trainer/page/play/run-trace.ts';
import { type GivenRun, runOf } from './run-of.ts';

const parts = allLessons.flatMap(({ id, parts }) => parts.map((part, index) => ({ id, index, part })));
const shipped = parts.flatMap(({ id, index, part }) =>
  part.source.kind === 'shipped' ? [{ id, index, part, name: part.source.name }] : [],
);

describe('lessons', () => {
  test('are ten and an extra, each with an id of its own', () => {
    expect(new Set(allLessons.map(({ id }) => id)).size).toBe(11);
  });

  test.each(allLessons)('$id asks for one prediction, and the right answer is one of its choices', ({ parts }) => {
    const asked = parts.flatMap(({ cues }) => cues).flatMap(({ predict }) => predict ?? []);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.choices[asked[0].right]).toBeDefined();
  });

  test('say each caption and each choice in both languages, and differently', () => {
    const cues = parts.flatMap(({ part }) => part.cues);
    const words = cues.flatMap(({ says, predict }) => [says, ...(predict?.choices ?? [])]);
    for (const { en, de } of words) {
      expect(en.length).toBeGreaterThan(1);
      expect(de.length).toBeGreaterThan(1);
    }
    for (const { en, de } of cues.map(({ says }) => says)) expect(de).not.toBe(en);
  });

  test('have captions of at most 160 characters', () => {
    const texts = parts.flatMap(({ part }) => part.cues.flatMap(({ says }) => [says.en, says.de]));
    expect(texts.filter((text) => text.length > 160)).toEqual([]);
  });
});

describe.each(shipped)('part $index of lesson $id', ({ part, name }) => {
  let run: GivenRun;
  beforeAll(async () => {
    run = await runOf(name);
  });

  test('finds the event of each caption in the run, in order of time', () => {
    const times = cueTimes(part.cues, new RunTrace(run.records, run.endUs));
    expect(times).not.toContain(undefined);
    expect([...times].sort((a, b) => Number(a) - Number(b))).toEqual(times);
  });
});
