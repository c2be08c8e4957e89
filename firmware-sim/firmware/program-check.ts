import { type Acceptance, accepted, type Refusal, type Refused, refused } from '../base/refusal.ts';
import type { AlarmSettings, BridgeBolus, BridgedOther, Drug, Program, ProgramChange } from '../base/therapy.ts';
import { US_PER_SECOND } from '../base/time-units.ts';
import type { Product } from '../products/product.ts';
import { type Bridge, bridgeOf, bridgeRefusal } from './bridge.ts';
import type { Delivery } from './delivery.ts';
import { otherOf, type PumpMemory } from './pump-memory.ts';
import { type LimitedField, limitRefusal, programmingLimits } from './schedule/programming-limits.ts';

export interface ProgramCheckTerms {
  readonly product: Product;
  readonly delivery: Delivery;
  readonly latched: boolean;
  readonly memory: PumpMemory;
  readonly calculatedMl: number;
}

/** Fields of a change that concern the therapy. */
const therapyKeys = ['mode', 'rateMlPerDay', 'flex', 'periodicBolus', 'patientBolus'] as const;

/**
 * Returns the program after a change. Undefined if the change does not affect the therapy. Settings of a mode end with
 * that mode.
 */
export function changedProgram(change: ProgramChange, current: Program): Program | undefined {
  if (therapyKeys.every((key) => change[key] === undefined)) return undefined;
  const mode = change.mode ?? current.mode;
  const kept = mode === current.mode ? current : undefined;
  const rateMlPerDay = change.rateMlPerDay ?? kept?.rateMlPerDay;
  const flex = change.flex ?? kept?.flex;
  const periodicBolus = change.periodicBolus ?? kept?.periodicBolus;
  const { patientBolus } = change;
  return {
    mode,
    ...(rateMlPerDay === undefined ? {} : { rateMlPerDay }),
    ...(flex === undefined ? {} : { flex }),
    ...(periodicBolus === undefined ? {} : { periodicBolus }),
    ...(patientBolus === undefined ? {} : { patientBolus }),
  };
}

/** Returns whether a change restarts the line of motor steps. A setting of the patient bolus alone does not. */
export function touchesMode(change: ProgramChange): boolean {
  return therapyKeys.some((key) => key !== 'patientBolus' && change[key] !== undefined);
}

export function changedSettings(change: ProgramChange, current: AlarmSettings): AlarmSettings {
  return {
    lowReservoirMl: change.lowReservoirMl ?? current.lowReservoirMl,
    criticalEveryUs: change.criticalEveryUs ?? current.criticalEveryUs,
    nonCriticalEveryUs: change.nonCriticalEveryUs ?? current.nonCriticalEveryUs,
  };
}

/** Checks a change as a whole without applying it. */
export function checkChange(change: ProgramChange, terms: ProgramCheckTerms): Acceptance {
  const { delivery, latched, product } = terms;
  if (Object.keys(change).length === 0) return refused('program', 'empty', 'at least one field', 'missing');
  if (latched)
    return refused('program', 'a change', 'no change while telemetry mode is latched: interrogate first', 'latched');
  const program = changedProgram(change, delivery.program);
  if (delivery.bolusKind !== undefined && change.mode !== 'stopped') {
    return refused('bolus', `a ${delivery.bolusKind} under way`, 'no change during it except mode `stopped`', 'busy');
  }
  const answer = program === undefined ? accepted : delivery.check(program);
  if (!answer.ok) return answer;
  return settingsRefusal(change, product) ?? drugRefusal(change) ?? bridgeChangeRefusal(change, terms) ?? accepted;
}

type DraftedBridge = BridgeBolus & Required<Pick<BridgeBolus, 'pathMl' | 'others'>>;

/** Returns the bridge bolus that a change contains; undefined without one. */
export function draftedBridge(change: ProgramChange, memory: PumpMemory): DraftedBridge | undefined {
  if (change.bridge === undefined) return undefined;
  const { drugSlot, doseUgPerDay } = change.bridge;
  const drug = [change.drug1, change.drug2, change.drug3][drugSlot - 1];
  const oldUgPerMl = memory.drugs[drugSlot - 1]?.concentrationUgPerMl ?? 0;
  const pathMl = change.catheterMl ?? memory.catheterMl;
  const others = othersBeside(drugSlot, change, memory);
  return { oldUgPerMl, newUgPerMl: drug?.concentrationUgPerMl ?? 0, doseUgPerDay, pathMl, others };
}

/** Returns the drugs in the other slots, before and after the change. */
function othersBeside(drugSlot: number, change: ProgramChange, memory: PumpMemory): readonly BridgedOther[] {
  const fresh = [change.drug1, change.drug2, change.drug3];
  return memory.drugs.flatMap((old, index) => otherOf(old, fresh[index] ?? old, index + 1, drugSlot));
}

/** Returns the bridge of a change, or why it may not begin. Undefined if the change has no bridge. */
export function bridgeAfter(change: ProgramChange, terms: ProgramCheckTerms): Bridge | Refusal | undefined {
  const bolus = draftedBridge(change, terms.memory);
  if (bolus === undefined) return undefined;
  const answer = bridgeChangeRefusal(change, terms);
  return answer === undefined || answer.ok ? bridgeOf(bolus, bolus.pathMl) : answer.refusal;
}

/** Returns why a bridge is refused. A bridge sets its own rates, and needs a pump that may begin it. */
function bridgeChangeRefusal(change: ProgramChange, terms: ProgramCheckTerms): Refused | undefined {
  const { memory, delivery, calculatedMl } = terms;
  const bolus = draftedBridge(change, memory);
  if (bolus === undefined) return undefined;
  const leftMl = change.reservoirMl ?? calculatedMl;
  if (touchesMode(change))
    return refused('bridge bolus', 'a mode or a rate beside it', 'a bridge alone, which sets its own rate', 'mode');
  return delivery.bolusRefusal() ?? bridgeRefusal(bolus, bridgeOf(bolus, bolus.pathMl), delivery.limits, leftMl);
}

function settingsRefusal(change: ProgramChange, product: Product): Refused | undefined {
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

function drugRefusal({ drug1, drug2, drug3 }: ProgramChange): Refused | undefined {
  return badDrug('drug 1', drug1) ?? badDrug('drug 2', drug2) ?? badDrug('drug 3', drug3);
}

function badDrug(field: 'drug 1' | 'drug 2' | 'drug 3', drug: Drug | undefined): Refused | undefined {
  if (drug === undefined) return undefined;
  const { name, concentrationUgPerMl } = drug;
  const allowed = name === 'none' ? concentrationUgPerMl === 0 : concentrationUgPerMl > 0;
  const limit = name === 'none' ? '0 ug/mL for an empty slot' : 'above 0 ug/mL';
  return allowed ? undefined : refused(field, `${name} ${concentrationUgPerMl} ug/mL`, limit);
}

function secondsOf(us: number | undefined): number | undefined {
  return us === undefined ? undefined : us / US_PER_SECOND;
}
