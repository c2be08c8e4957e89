import { describe, expect, test } from 'vitest';
import { problemText, readScenario } from '../../../../hil/scenario/language/read-scenario.ts';
import {
  catheterStates,
  drugNames,
  type FreeChoice,
  fieldSources,
  firstChoice,
  freeText,
  keyOfLine,
} from '../../../../hil/trainer/page/lessons/free-choice.ts';

function problemsOf(change: Partial<FreeChoice>) {
  const choice = { ...firstChoice, ...change };
  const read = readScenario(freeText(choice), 'free-play.yaml');
  return read.ok ? [] : read.problems.map((problem) => ({ key: keyOfLine(choice, problem.line), problem }));
}

describe('the choices of free play', () => {
  test('make a scenario of the language in every combination that it offers', () => {
    for (const catheter of catheterStates) {
      for (const field of fieldSources) {
        for (const drug of ['', ...drugNames]) {
          if (catheter === 'none' && drug !== '') continue;
          const found = problemsOf({ catheter, field, drug });
          expect(found.map(({ problem }) => problemText(problem))).toEqual([]);
        }
      }
    }
  });

  test('put the chosen state at the beginning of the run', () => {
    const choice: FreeChoice = { ...firstChoice, catheter: 'kinked', field: 'magnet', drug: 'baclofen' };
    const read = readScenario(freeText(choice), 'free-play.yaml');
    if (!read.ok) throw new Error('The choice is no scenario.');
    const { pump, timeline } = read.scenario;
    expect(pump).toMatchObject({ reservoirMl: 18, drug: { name: 'baclofen', concentrationUgPerMl: 10_000 } });
    expect(timeline.map(({ action }) => action)).toMatchObject([{ kind: 'catheter' }, { kind: 'field' }]);
  });

  test.each([
    ['rate', { rateMlPerDay: '99' }, '0.048 mL/day to 24 mL/day with synchromed-ii'],
    ['rate', { rateMlPerDay: '' }, 'a number with a unit'],
    ['reservoir', { reservoirMl: '21' }, 'at most 20 mL in synchromed-ii'],
    ['drug', { drug: 'morphine', catheter: 'none' }, '`drug` together with `catheter`'],
    ['drug', { drug: 'morphine', concentrationMgPerMl: '2500' }, '0 mg/mL to 1000 mg/mL'],
    ['catheter', { catheter: 'kinked', kinkPercent: '100' }, 'at most 99.9 %'],
    ['field', { field: 'scanner', scannerT: '99' }, 'at most 20 T'],
    ['field', { field: 'magnet', magnetMm: '-1' }, 'mm'],
    ['product', { product: 'nonesuch' }, 'synchromed-ii'],
  ] as const)('name the field %s of a wrong value, with its limit', (key, change, limit) => {
    const found = problemsOf(change);
    expect(found.map((one) => one.key)).toEqual([key]);
    expect(found[0]?.problem.allowed).toContain(limit);
  });
});
