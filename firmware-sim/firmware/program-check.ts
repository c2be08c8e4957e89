import { US_PER_SECOND } from '../motor-line.ts';
import type { Product } from '../products/product.ts';
import { type Answer, accepted, refused } from '../refusal.ts';
import type { AlarmSettings, Drug, Program, ProgramChange } from '../therapy.ts';
import type { Delivery } from './delivery.ts';
import { type LimitedField, limitRefusal, programmingLimits } from './programming-limits.ts';

export interface ProgramCheckTerms {
  readonly product: Product;
  readonly delivery: Delivery;
  readonly latched: boolean;
}

/** The program that a change leads to; undefined where it touches neither mode nor rate. A rate outlives its own mode only. */
export function changedProgram({ mode, rateMlPerDay }: ProgramChange, current: Program): Program | undefined {
  if (mode === undefined && rateMlPerDay === undefined) return undefined;
  const kept = mode === undefined || mode === current.mode ? current.rateMlPerDay : undefined;
  const rate = rateMlPerDay ?? kept;
  return { mode: mode ?? current.mode, ...(rate === undefined ? {} : { rateMlPerDay: rate }) };
}

export function changedSettings(change: ProgramChange, current: AlarmSettings): AlarmSettings {
  return {
    lowReservoirMl: change.lowReservoirMl ?? current.lowReservoirMl,
    criticalEveryUs: change.criticalEveryUs ?? current.criticalEveryUs,
    nonCriticalEveryUs: change.nonCriticalEveryUs ?? current.nonCriticalEveryUs,
  };
}

/** Whether the pump would take all of a change; nothing is changed. */
export function checkChange(change: ProgramChange, terms: ProgramCheckTerms): Answer {
  const { delivery, latched, product } = terms;
  if (Object.keys(change).length === 0) return refused('program', 'empty', 'at least one field', 'missing');
  if (latched)
    return refused('program', 'a change', 'nothing while telemetry mode is latched: interrogate first', 'latched');
  const program = changedProgram(change, delivery.program);
  if (delivery.bolusKind !== undefined && change.mode !== 'stopped') {
    return refused('bolus', `a ${delivery.bolusKind} under way`, 'no change meanwhile but the mode stopped', 'busy');
  }
  const answer = program === undefined ? accepted : delivery.check(program);
  return answer.ok ? (settingsRefusal(change, product) ?? drugRefusal(change) ?? accepted) : answer;
}

function settingsRefusal(change: ProgramChange, product: Product): Answer | undefined {
  const limits = programmingLimits(product);
  const values: readonly (readonly [LimitedField, number | undefined])[] = [
    ['low reservoir', change.lowReservoirMl],
    ['critical alarm interval', secondsOf(change.criticalEveryUs)],
    ['non-critical alarm interval', secondsOf(change.nonCriticalEveryUs)],
    ['reservoir volume', change.reservoirMl],
    ['catheter volume', change.catheterMl],
  ];
  for (const [field, value] of values) {
    const refusal = limitRefusal(field, value, limits[field]);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function drugRefusal({ drug1, drug2, drug3 }: ProgramChange): Answer | undefined {
  return badDrug('drug 1', drug1) ?? badDrug('drug 2', drug2) ?? badDrug('drug 3', drug3);
}

function badDrug(field: 'drug 1' | 'drug 2' | 'drug 3', drug: Drug | undefined): Answer | undefined {
  if (drug === undefined) return undefined;
  const { name, concentrationUgPerMl } = drug;
  const allowed = name === 'none' ? concentrationUgPerMl === 0 : concentrationUgPerMl > 0;
  const limit = name === 'none' ? '0 ug/mL where there is no drug' : 'above 0 ug/mL';
  return allowed ? undefined : refused(field, `${name} ${concentrationUgPerMl} ug/mL`, limit);
}

function secondsOf(us: number | undefined): number | undefined {
  return us === undefined ? undefined : us / US_PER_SECOND;
}
