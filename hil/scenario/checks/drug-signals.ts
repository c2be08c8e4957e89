import type { Drug } from '../../../firmware-sim/base/therapy.ts';
import { definitionOf } from '../actions/action-table.ts';
import { DRUG_NAME } from '../pump/drug-forms.ts';
import type { Expectation, PumpSetup, Scenario, TimelineEntry } from '../scenario.ts';
import { drugSignals } from './vocabulary.ts';

const BEHIND = new RegExp(`^(${drugSignals.map((name) => name.replace('.', '\\.')).join('|')})\\.(${DRUG_NAME})$`);

/** Signals of one drug among several, as a pattern for editors: `true.tipUg.clonidine`. */
export function drugSignalPattern(names: readonly string[]): string {
  return `(${names.map((name) => name.replace('.', '\\.')).join('|')})\\.${DRUG_NAME}`;
}

/** A signal without the name of a drug behind it, and that name. */
export function splitSignal(signal: string): { readonly base: string; readonly drug?: string } {
  const [, base, drug] = BEHIND.exec(signal) ?? [];
  return base === undefined || drug === undefined ? { base: signal } : { base, drug };
}

/** All drugs of a run: those that the pump begins with, then those that come later, which it holds 0 ug/mL of. */
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

/** Drugs that an entry of the timeline brings into the pump or its catheter. */
export function drugsBrought({ action }: TimelineEntry): readonly Drug[] {
  return definitionOf(action).drugs?.(action) ?? [];
}

/** The signals of the first drug have no name behind them in the trace; a scenario may write it all the same. */
export function withoutFirstName(expect: Scenario['expect'], { drug }: PumpSetup): Scenario['expect'] {
  return expect.map((expectation): Expectation => {
    const { check } = expectation;
    if (!('signal' in check)) return expectation;
    const { base, drug: named } = splitSignal(check.signal);
    return named === undefined || named !== drug?.name
      ? expectation
      : { ...expectation, check: { ...check, signal: base } };
  });
}
