import type { Action } from '../actions/action-table.ts';
import { isOfAnswer, type Scenario } from '../scenario.ts';
import type { Violation } from './product-limits.ts';

/** Actions around the pump, which it can neither accept nor refuse. */
const UNANSWERED: ReadonlySet<Action['kind']> = new Set([
  'field',
  'field off',
  'faults',
  'local time',
  'position',
  'power off',
  'surroundings',
  'wait',
  'withdraw',
]);

/** Finds checks with `accepted` or `refused` of an entry that the pump does not answer: they would always say the same. */
export function violationsOfAnswers({ timeline, expect }: Pick<Scenario, 'timeline' | 'expect'>): readonly Violation[] {
  return expect.flatMap(({ check, place }) => {
    if (!isOfAnswer(check)) return [];
    const asked = timeline.find(({ name }) => name === check.entry);
    if (asked === undefined || !UNANSWERED.has(asked.action.kind)) return [];
    const found = `\`${check.kind}\` of "${check.entry}", an entry that the pump does not answer`;
    return [
      { place, found, allowed: 'an entry that asks something of the pump, as `program`, `bolus` or `refill` does' },
    ];
  });
}
