import { type Acceptance, sentenceOf } from '../../../firmware-sim/base/refusal.ts';
import { HilError } from '../../base/hil-error.ts';
import type { ForeignPump } from '../../firmware/foreign/foreign-pump.ts';
import type { OpenBench } from '../../open-bench.ts';
import type { Place } from '../../yaml/place.ts';
import { answeredEntries, type Scenario, type TimelineEntry } from '../scenario.ts';
import { definitionOf } from './action-table.ts';

/**
 * Executes the action of a timeline entry, and records a refusal. Throws PUMP_REFUSED (usage) with the entry's place in
 * the file. It does not throw if a `refused` or `accepted` expectation names the entry, or if the action allows a refusal,
 * or the run continues after any.
 */
export function act(bench: OpenBench, scenario: Scenario, entry: TimelineEntry, continuesAfterRefusal = false): void {
  const { action } = entry;
  answered(definitionOf(action).act(bench, action), bench, scenario, entry, continuesAfterRefusal);
}

/** Executes the action of a timeline entry on a pump with a foreign firmware. Otherwise as `act`. */
export async function actForeign(
  bench: OpenBench,
  pump: ForeignPump,
  scenario: Scenario,
  entry: TimelineEntry,
  continuesAfterRefusal = false,
): Promise<void> {
  const answer = await definitionOf(entry.action).foreign.act(pump, entry.action, bench);
  await bench.driver.settle();
  answered(answer, bench, scenario, entry, continuesAfterRefusal);
}

function answered(
  answer: Acceptance,
  bench: OpenBench,
  scenario: Scenario,
  { name, action, place }: TimelineEntry,
  continuesAfterRefusal: boolean,
): void {
  if (answer.ok) return;
  const { mayBeRefused = false } = definitionOf(action);
  const { field, why } = answer.refusal;
  bench.trace.event('bench.refusal', { name, field, why, says: sentenceOf(answer.refusal) });
  if (continuesAfterRefusal || mayBeRefused || answeredEntries(scenario.expect).has(name)) return;
  mustAccept(answer, scenario, place, `"${name}"`);
}

/** Throws PUMP_REFUSED (usage) with a place in the file if the pump refused. */
export function mustAccept(answer: Acceptance, { file }: Scenario, { line, column }: Place, what: string): void {
  if (answer.ok) return;
  const message = refusedText(file, { line, column }, what, sentenceOf(answer.refusal));
  throw new HilError('PUMP_REFUSED', 'usage', message);
}

/** Returns what the command line says of a refusal that no expectation names. */
export function refusedText(
  file: string,
  { line, column }: Pick<Place, 'line' | 'column'>,
  what: string,
  says: string,
): string {
  return `${file}:${line}:${column}: the pump refuses ${what}: ${says}.`;
}
