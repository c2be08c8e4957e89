/** What is programmed into a pump, and how it is set up; plain data, checked by the firmware when it is programmed. */

import type { FillingLaw } from './filling-law.ts';
import type { FlexWeek } from './flex-week.ts';

/** Single, patient, priming and bridge boluses are not modes: they interrupt one. */
export type Mode = 'simple continuous' | 'flex' | 'periodic bolus' | 'minimum rate' | 'stopped';

/** What a product can be asked for besides what every product can: `stopped`, and a single bolus. */
export const abilities = [
  'simple continuous',
  'flex',
  'periodic bolus',
  'minimum rate',
  'patient bolus',
  'priming bolus',
  'bridge bolus',
] as const;
export type Ability = (typeof abilities)[number];

/** Whole nanolitres and whole seconds, so that a year of boluses is exact. */
export interface PeriodicBolus {
  readonly volumeMl: number;
  readonly durationUs: number;
  /** From the beginning of one bolus to that of the next; the first begins when it is programmed. */
  readonly everyUs: number;
}

/** What a patient may ask for, whatever the mode, as long as it delivers. */
export interface PatientBolus {
  readonly volumeMl: number;
  readonly durationUs: number;
  /** From the beginning of a bolus; none is granted before it has gone by. */
  readonly lockoutUs: number;
  /** In any 24 hours. */
  readonly allottedCount: number;
}

export interface Program {
  readonly mode: Mode;
  /** Of simple continuous; between the boluses of periodic bolus, 0 included. */
  readonly rateMlPerDay?: number;
  readonly flex?: FlexWeek;
  readonly periodicBolus?: PeriodicBolus;
  /** It outlives a change of mode: what is left out stays as it is. */
  readonly patientBolus?: PatientBolus | 'off';
}

/** A change of concentration, of which the catheter still holds the old one; the daily dose is to stay what it is. */
export interface BridgeBolus {
  readonly oldUgPerMl: number;
  readonly newUgPerMl: number;
  readonly doseUgPerDay: number;
  /** What is to be bridged; the stored catheter volume where it is left out. */
  readonly pathMl?: number;
  /** Other drugs in the pump's memory: their dose follows from the rates of the bridge, and is reported. */
  readonly others?: readonly BridgedOther[];
}

/** A drug beside the one that a bridge keeps the dose of. */
export interface BridgedOther {
  readonly slot: number;
  readonly name: string;
  readonly oldUgPerMl: number;
  readonly newUgPerMl: number;
}

/** A drug in the reservoir. The pump remembers it for people, and reckons with the volume alone. */
export interface Drug {
  readonly name: string;
  readonly concentrationUgPerMl: number;
}

/** As plain values of a record. */
export function drugFields(
  place: string,
  { name, concentrationUgPerMl }: Drug,
): Readonly<Record<string, number | string>> {
  return { [place]: name, [`${place}UgPerMl`]: concentrationUgPerMl };
}

export const noDrug: Drug = { name: 'none', concentrationUgPerMl: 0 };

/** What a programmer changes in one piece; what is left out stays as it is. */
export interface ProgramChange extends Partial<Program>, Partial<AlarmSettings> {
  /** What is in the reservoir after a refill. */
  readonly reservoirMl?: number;
  readonly catheterMl?: number;
  readonly drug1?: Drug;
  readonly drug2?: Drug;
  readonly drug3?: Drug;
  /** From the drug that the slot holds to the one that it is given in the same change; takes the place of mode and rate. */
  readonly bridge?: { readonly drugSlot: number; readonly doseUgPerDay: number };
}

/** Law by which missed steps become a motor stall. No law of a real pump is published. */
export type DetectionLaw = 'volume' | 'time' | 'eitherLater';
/** Law by which confirmed steps become its recovery. No law of a real pump is published. */
export type RecoveryLaw = DetectionLaw;

export interface AlarmSettings {
  readonly lowReservoirMl: number;
  readonly criticalEveryUs: number;
  readonly nonCriticalEveryUs: number;
}

/** What an alarm that "sounds" means to the telemetry latch: that its cause stands, or the burst of its tone. */
export type LatchNeed = 'alarm state' | 'tone burst';
export type LatchEnder = 'any' | 'clinician only';

/**
 * What comes of a stop or stall of more than 48 h, of running dry, of overfilling: a flag alone, a drawn rise of the true ratio
 * after a drawn time, or a rise to a certain ratio as soon as the rotor turns again.
 */
export type OverInfusionOption =
  | { readonly kind: 'flagged' }
  | { readonly kind: 'sampled' }
  | { readonly kind: 'ratio'; readonly ratio: number };

/** Whether the drugs in the pump are ones that it is approved for; failures of the others were counted apart. */
export type DrugLabel = 'approved' | 'unapproved';

/** How a catheter differs from the one that the product comes with. */
export interface CatheterSetup {
  readonly lengthCm?: number;
  readonly trimmedByCm?: number;
  readonly ulPerCm?: number;
  readonly outerMm?: number;
  readonly youngMpa?: number;
  readonly viscosityMpas?: number;
  readonly csfKpa?: number;
  readonly outletKpaMax?: number;
}

/** How a needle moves what is in the catheter: in plugs, or by the layers of a laminar flow. */
export type NeedleMixing = 'plug' | 'laminar';

/** A pump as it is when a run begins: what is in it, how old it is, and which of the open questions are answered how. */
export interface PumpState {
  /** Drug in the reservoir, in truth and by the pump's reckoning. */
  readonly reservoirMl: number;
  /** True over programmed volume; `sampled` draws it. */
  readonly accuracy: number | 'sampled';
  readonly law: DetectionLaw;
  /** Default: by volume. */
  readonly recoveryLaw?: RecoveryLaw;
  /** Uniform delay of the true restart after a field, at most this; 0: restart at the next commanded step. */
  readonly restartDelayUsMax: number;
  /** And at least this. Default: 0. */
  readonly restartDelayUsMin?: number;
  readonly residualInsideCapacity: boolean;
  /** How the flow falls as the reservoir runs low; absent: as the product says. */
  readonly filling?: FillingLaw;
  readonly alarms: AlarmSettings;
  /** Time since implantation; the life limits count from there. */
  readonly ageUs: number;
  /** The catheter on it; absent: what leaves the pump is all that is looked at. */
  readonly catheter?: CatheterSetup;
  /** Volume from the pump to the tip as the pump stores it; absent: that of the catheter in place. */
  readonly storedCatheterMl?: number;
  /** In reservoir and catheter, in truth; only with a catheter, for nothing else looks at it. */
  readonly drug?: Drug;
  /** Further drugs of the run, at most two; at 0 ug/mL those that come only later. */
  readonly otherDrugs?: readonly Drug[];
  /** Default: plug. */
  readonly needleMixing?: NeedleMixing;
  /** Age at which the elective replacement indicator comes; absent: so that the end of service falls on the life limit. */
  readonly eriAtAgeUs?: number;
  /** What the pump's clock shows when the run begins: minutes since Monday 00:00. */
  readonly startWeekMinutes: number;
  /** How much faster than elapsed time the pump's clock runs, whole parts per billion; negative: slower; absent: 0. */
  readonly clockDriftPpb?: number;
  /** The patient's local time is followed: how far the pump's clock is ahead of it is recorded. */
  readonly followsLocalTime?: boolean;
  /** An older programmer's single bolus: the pump is stopped after it. */
  readonly singleBolusEndsStopped: boolean;
  /** Charge left, over capacity, of a battery that is reckoned by use; absent: by age alone. */
  readonly batteryShare?: number;
  /** Default: the alarm state. */
  readonly latchNeeds?: LatchNeed;
  /** Default: anybody. */
  readonly latchEndedBy?: LatchEnder;
  /** Absent: neither flagged nor drawn. */
  readonly overInfusion?: OverInfusionOption;
  /** A defect that comes when the run's seed says; absent: none. */
  readonly hazards?: DrugLabel;
  /** It lies with its back to the front: films show it mirrored. */
  readonly flipped?: boolean;
}

/** At most so many, as a pump has slots for names. */
export const DRUGS_MAX = 3;

/** All drugs of a run, the first one's signals without a name behind them. Throws a RangeError for too many or for twins. */
export function drugsOf({ drug, otherDrugs = [] }: Pick<PumpState, 'drug' | 'otherDrugs'>): readonly Drug[] {
  const drugs = drug === undefined ? otherDrugs : [drug, ...otherDrugs];
  const isOnce = new Set(drugs.map(({ name }) => name)).size === drugs.length;
  if (drugs.length > DRUGS_MAX || !isOnce) {
    throw new RangeError(`pump: drugs ${drugs.map(({ name }) => name).join(', ')}; at most ${DRUGS_MAX}, each once`);
  }
  return drugs;
}

/** What becomes of the gears after the field: free, bound for a time, or drawn from the published band. */
export type RestartBranch =
  | { readonly kind: 'free' }
  | { readonly kind: 'bound'; readonly forUs: number }
  | { readonly kind: 'sampled' };

/** What a scan changed in the pump's memory: one programmed value (in flex the step under way, in periodic bolus the base), or a memory error of a class. */
export type Alteration =
  | { readonly kind: 'rate'; readonly rateMlPerDay: number }
  | { readonly kind: 'memory error'; readonly class: 'critical' | 'non-critical' };

/** What an exposure does besides turning the rotor; all of it rare, and none of it unless asked for. */
export interface ExposureEffects {
  readonly restart: RestartBranch;
  /** Interference throws the pump into telemetry mode for the length of the exposure. */
  readonly emiTelemetry: boolean;
  /** The recovery shows in the log only from the second interrogation on. */
  readonly secondInterrogationQuirk: boolean;
  readonly altered?: Alteration;
}

export const noEffects: ExposureEffects = {
  restart: { kind: 'free' },
  emiTelemetry: false,
  secondInterrogationQuirk: false,
};
