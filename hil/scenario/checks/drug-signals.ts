import type { Drug } from '../../../firmware-sim/base/therapy.ts';
import { definitionOf } from '../actions/action-table.ts';
import { DRUG_NAME } from '../pump/drug-forms.ts';
import type { PumpSetup, TimelineEntry } from '../scenario.ts';
import { drugSignals } from './vocabulary.ts';

const BEHIND = new RegExp(`^(${drugSignals.map((name) => name.replace('.', '\\.')).join('|')})\\.(${DRUG_NAME})$`);

/** Returns a pattern for signals of a further drug, for editors: `true.tipUg.clonidine`. */
export function drugSignalPattern(names: readonly string[]): string {
  return `(${names.map((name) => name.replace('.', '\\.')).join('|')})\\.${DRUG_NAME}`;
}

/** Splits a signal into its name and the name of the drug that follows it. */
export function splitSignal(signal: string): { readonly base: string; readonly drug?: string } {
  const [, base, drug] = BEHIND.exec(signal) ?? [];
  return base === undefined || drug === undefined ? { base: signal } : { base, drug };
}

/**
 * Adds the drugs that the timeline brings to the drugs in the pump at the start. Of each added drug the pump contains 0
 * ug/mL at first.
 */
export function withLaterDrugs(pump: PumpSetup, timeline: readonly TimelineEntry[]): PumpSetup {
  const first = pump.drug === undefined ? [] : [pump.drug, ...(pump.otherDrugs ?? [])];
  const drugs = new Map(first.map((drug) => [drug.name, drug]));
  for (const { name } of timeline.flatMap(drugsBrought)) {
    if (!drugs.has(name)) drugs.set(name, { name, concentrationUgPerMl: 0 });
  }
  const [drug, ...otherDrugs] = drugs.values();
  if (drug === undefined || pump.catheter === undefined) return pump;
  return { ...pump, drug, ...(otherDrugs.length === 0 ? {} : { otherDrugs }) };
}

/** Returns the drugs that an entry of the timeline brings into the pump or its catheter. */
export function drugsBrought({ action }: TimelineEntry): readonly Drug[] {
  return definitionOf(action).drugs?.(action) ?? [];
}
