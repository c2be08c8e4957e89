import { type Acceptance, sentenceOf } from '../../../firmware-sim/base/refusal.ts';
import { HilError } from '../../base/hil-error.ts';
import type { Bench } from '../../bench.ts';
import type { Place } from '../../yaml/place.ts';
import type { Scenario, TimelineEntry } from '../scenario.ts';
import { definitionOf } from './action-table.ts';

/** Does the action of a timeline entry. Throws PUMP_REFUSED (usage) with the entry's place in the file when the pump refuses it. */
export function act(bench: Bench, scenario: Scenario, { name, action, place }: TimelineEntry): void {
  const answer = definitionOf(action).act(bench, action);
  if (!answer.ok) {
    const { field, why } = answer.refusal;
    bench.trace.event('bench.refusal', { name, field, why, says: sentenceOf(answer.refusal) });
  }
  mustAccept(answer, scenario, place, `"${name}"`);
}

/** Throws PUMP_REFUSED (usage) with a place in the file when an acceptance is a refusal. */
export function mustAccept(answer: Acceptance, { file }: Scenario, { line, column }: Place, what: string): void {
  if (answer.ok) return;
  const message = `${file}:${line}:${column}: the pump refuses ${what}: ${sentenceOf(answer.refusal)}.`;
  throw new HilError('PUMP_REFUSED', 'usage', message);
}
