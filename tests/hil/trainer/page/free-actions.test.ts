import { expect, test } from 'vitest';
import { problemText, readScenario } from '../../../../hil/scenario/language/read-scenario.ts';
import { entryOf } from '../../../../hil/trainer/page/panels/entry-text.ts';
import { freeActions, freeActionText } from '../../../../hil/trainer/page/panels/free-actions.ts';

test.each(freeActions)('$title.en is an action of the language', (action) => {
  const text = freeActionText(
    action,
    action.numbers.map(({ first }) => String(first)),
  );
  expect(entryOf(text)).toBeDefined();
  const read = readScenario(
    `scenario: free
says: One action of free play.
pump: { product: synchromed-ii, mode: simple continuous, rate: 5 mL/day, catheter: {} }
timeline:
  - { at: 1 min, ${text} }
ends at: 2 min
`,
    'free.yaml',
  );
  expect(read.ok ? [] : read.problems.map(problemText)).toEqual([]);
});
