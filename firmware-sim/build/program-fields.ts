import { clockText } from '../base/calendar-text.ts';
import { type FlexWeek, writtenSteps } from '../base/flex-week.ts';
import { drugFields, type PatientBolus, type PeriodicBolus, type ProgramChange } from '../base/therapy.ts';
import type { EventFields } from '../trace/record.ts';

/** Returns a change as plain values. Its record then fits one line, and the run can be repeated from it. */
export function fieldsOf({
  drug1,
  drug2,
  drug3,
  flex,
  periodicBolus,
  patientBolus,
  bridge,
  ...plain
}: ProgramChange): EventFields {
  const drugs = { drug1, drug2, drug3 };
  const named = Object.entries(drugs).flatMap(([place, drug]) => (drug === undefined ? [] : [drugFields(place, drug)]));
  return Object.assign(
    { ...plain },
    flex === undefined ? {} : { flex: flexLines(flex) },
    periodicBolus === undefined ? {} : periodicFields(periodicBolus),
    patientBolus === undefined ? {} : patientFields(patientBolus),
    bridge === undefined ? {} : { bridgeDrugSlot: bridge.drugSlot, bridgeUgPerDay: bridge.doseUgPerDay },
    ...named,
  );
}

function flexLines(week: FlexWeek): readonly string[] {
  return writtenSteps(week).map(({ day, step }) => `${day} ${clockText(step.fromMinutes)} ${step.rateMlPerDay} mL/day`);
}

function periodicFields({ volumeMl, durationUs, everyUs }: PeriodicBolus): EventFields {
  return { periodicMl: volumeMl, periodicUs: durationUs, everyUs };
}

function patientFields(setting: PatientBolus | 'off'): EventFields {
  if (setting === 'off') return { patientBolus: 'off' };
  const { volumeMl, durationUs, lockoutUs, allottedCount } = setting;
  return { patientMl: volumeMl, patientUs: durationUs, lockoutUs, allottedCount };
}
