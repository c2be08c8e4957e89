/** Program and set-up of a pump, as plain data. The firmware checks them when it is programmed. */

import type { FillingLaw } from './filling-law.ts';
import type { FlexWeek } from './flex-week.ts';

/** Infusion modes. Single, patient, priming and bridge boluses are not modes: they interrupt a mode. */
export type Mode = 'simple continuous' | 'flex' | 'periodic bolus' | 'minimum rate' | 'stopped';

/** Functions that only some products have. Every product has mode `stopped` and a single bolus. */
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

/** Bolus that repeats. Whole nanolitres and whole seconds keep a year of boluses exact. */
export interface PeriodicBolus {
  readonly volumeMl: number;
  readonly durationUs: number;
  /** Time from the start of one bolus to the start of the next. The first starts when it is programmed. */
  readonly everyUs: number;
}

/** Bolus that the patient may request in any mode that delivers. */
export interface PatientBolus {
  readonly volumeMl: number;
  readonly durationUs: number;
  /** Lockout, counted from the start of a bolus. The pump grants no other bolus until it has passed. */
  readonly lockoutUs: number;
  /** Boluses that the pump grants in any 24 hours. */
  readonly allottedCount: number;
}

export interface Program {
  readonly mode: Mode;
  /** Rate of simple continuous, or base rate between the boluses of periodic bolus. May be 0. */
  readonly rateMlPerDay?: number;
  readonly flex?: FlexWeek;
  readonly periodicBolus?: PeriodicBolus;
  /** Stays when the mode changes. If absent, the programmed value stays. */
  readonly patientBolus?: PatientBolus | 'off';
}

/** Change of concentration while the catheter still holds the old drug. It keeps the daily dose. */
export interface BridgeBolus {
  readonly oldUgPerMl: number;
  readonly newUgPerMl: number;
  readonly doseUgPerDay: number;
  /** Volume to bridge. Absent: the stored catheter volume. */
  readonly pathMl?: number;
  /** Other drugs in the pump's memory. Their dose follows from the rates of the bridge, and the pump reports it. */
  readonly others?: readonly BridgedOther[];
}

/** A further drug during a bridge. The bridge does not keep its dose. */
export interface BridgedOther {
  readonly slot: number;
  readonly name: string;
  readonly oldUgPerMl: number;
  readonly newUgPerMl: number;
}

/** A drug in the reservoir. The pump stores it for display only, and computes with volumes. */
export interface Drug {
  readonly name: string;
  readonly concentrationUgPerMl: number;
}

/** Returns the drug as fields of a trace record. */
export function drugFields(
  place: string,
  { name, concentrationUgPerMl }: Drug,
): Readonly<Record<string, number | string>> {
  return { [place]: name, [`${place}UgPerMl`]: concentrationUgPerMl };
}

export const noDrug: Drug = { name: 'none', concentrationUgPerMl: 0 };

/** Change that a programmer sends as one unit. Absent fields keep their value. */
export interface ProgramChange extends Partial<Program>, Partial<AlarmSettings> {
  /** Volume in the reservoir after a refill. */
  readonly reservoirMl?: number;
  readonly catheterMl?: number;
  readonly drug1?: Drug;
  readonly drug2?: Drug;
  readonly drug3?: Drug;
  /** Bridges from the drug in the slot to the drug that the same change programs there. Replaces mode and rate. */
  readonly bridge?: { readonly drugSlot: number; readonly doseUgPerDay: number };
}

/** Law by which missed steps become a motor stall. No law of a real pump is published. */
export type DetectionLaw = 'volume' | 'time' | 'eitherLater';
/** Law by which confirmed steps become a motor stall recovery. No law of a real pump is published. */
export type RecoveryLaw = DetectionLaw;

export interface AlarmSettings {
  readonly lowReservoirMl: number;
  readonly criticalEveryUs: number;
  readonly nonCriticalEveryUs: number;
}

/** Condition that keeps the telemetry latch closed: the alarm's cause, or the burst of its tone. */
export type LatchNeed = 'alarm state' | 'tone burst';
export type LatchEnder = 'any' | 'clinician only';

/**
 * Effect of a stop or stall of more than 48 h, of running dry, and of overfilling. `flagged` sets only a flag. The
 * others raise the true ratio: by a drawn amount after a drawn time, or to a set ratio as soon as the rotor turns
 * again.
 */
export type OverInfusionOption =
  | { readonly kind: 'flagged' }
  | { readonly kind: 'sampled' }
  | { readonly kind: 'ratio'; readonly ratio: number };

/** Whether the pump is approved for its drugs. Published failure counts distinguish this. */
export type DrugLabel = 'approved' | 'unapproved';

/** Differences of a catheter from the product's own catheter. */
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

/** Model of how a needle moves the contents of the catheter: in plugs, or in the layers of a laminar flow. */
export type NeedleMixing = 'plug' | 'laminar';

/** State of a pump when a run begins: contents, age, and the answers to open questions. */
export interface PumpState {
  /** Volume in the reservoir at the start. The true level and the calculated level both begin there. */
  readonly reservoirMl: number;
  /** True over programmed volume. `sampled` draws it. */
  readonly accuracy: number | 'sampled';
  readonly law: DetectionLaw;
  /** Default: by volume. */
  readonly recoveryLaw?: RecoveryLaw;
  /** Longest delay of the true restart after a field, drawn uniformly. 0: restart at the next commanded step. */
  readonly restartDelayUsMax: number;
  /** Shortest delay of the restart. Default: 0. */
  readonly restartDelayUsMin?: number;
  readonly residualInsideCapacity: boolean;
  /** Fall of the flow as the reservoir runs low. Absent: the product's law. */
  readonly filling?: FillingLaw;
  readonly alarms: AlarmSettings;
  /** Time since implantation. Limits of service life count from the implantation. */
  readonly ageUs: number;
  /** Catheter on the pump. Absent: the run ends at the pump's outlet. */
  readonly catheter?: CatheterSetup;
  /** Volume from the pump to the tip as the pump stores it. Absent: the volume of the catheter in place. */
  readonly storedCatheterMl?: number;
  /** True drug in reservoir and catheter. Requires a catheter, because no other part reads it. */
  readonly drug?: Drug;
  /** Further drugs of the run, at most two. 0 ug/mL for a drug that a later refill brings. */
  readonly otherDrugs?: readonly Drug[];
  /** Default: plug. */
  readonly needleMixing?: NeedleMixing;
  /**
   * Age at which the elective replacement indicator comes. Absent: the age at which the end of service meets the limit
   * of service life.
   */
  readonly eriAtAgeUs?: number;
  /** Reading of the pump's clock when the run begins: minutes since Monday 00:00. */
  readonly startWeekMinutes: number;
  /** Excess speed of the pump's clock over elapsed time, in whole parts per billion. Negative: slower. Absent: 0. */
  readonly clockDriftPpb?: number;
  /** Set to record how far the pump's clock is ahead of the patient's local time. */
  readonly followsLocalTime?: boolean;
  /** Single bolus of an older programmer, after which the pump is stopped. */
  readonly singleBolusEndsStopped: boolean;
  /**
   * Remaining charge over capacity, for a battery whose charge is computed from use. Absent: only age ends the pump.
   */
  readonly batteryShare?: number;
  /** Default: the alarm state. */
  readonly latchNeeds?: LatchNeed;
  /** Default: `any`, the programmer or the patient's own device. */
  readonly latchEndedBy?: LatchEnder;
  /** Absent: risks of over-infusion are neither flagged nor drawn. */
  readonly overInfusion?: OverInfusionOption;
  /** Draws a defect from the run's seed by published failure rates. Absent: no defect. */
  readonly hazards?: DrugLabel;
  /** True if the pump lies back to front. Films then show it mirrored. */
  readonly flipped?: boolean;
}

/** Number of drugs in a run: the number of slots for drug names in the pump. */
export const DRUGS_MAX = 3;

/**
 * Returns all drugs of a run. The first has signals without a name. Throws a RangeError for too many drugs or for
 * duplicates.
 */
export function drugsOf({ drug, otherDrugs = [] }: Pick<PumpState, 'drug' | 'otherDrugs'>): readonly Drug[] {
  const drugs = drug === undefined ? otherDrugs : [drug, ...otherDrugs];
  const isOnce = new Set(drugs.map(({ name }) => name)).size === drugs.length;
  if (drugs.length > DRUGS_MAX || !isOnce) {
    throw new RangeError(
      `pump: drugs are ${drugs.map(({ name }) => name).join(', ')}; allowed: at most ${DRUGS_MAX}, each once`,
    );
  }
  return drugs;
}

/**
 * State of the gears after the field: free, bound for a given time, or bound for a time drawn from the published band.
 */
export type RestartBranch =
  | { readonly kind: 'free' }
  | { readonly kind: 'bound'; readonly forUs: number }
  | { readonly kind: 'sampled' };

/**
 * Change in the pump's memory by a scan. It affects one programmed value (in flex the current step, in periodic bolus
 * the base rate), or it is a memory error of a class.
 */
export type Alteration =
  | { readonly kind: 'rate'; readonly rateMlPerDay: number }
  | { readonly kind: 'memory error'; readonly class: 'critical' | 'non-critical' };

/** Effects of an exposure besides turning the rotor. All are rare. None occurs unless the scenario asks for it. */
export interface ExposureEffects {
  readonly restart: RestartBranch;
  /** Interference puts the pump into telemetry mode for the duration of the exposure. */
  readonly emiTelemetry: boolean;
  /** The log shows the recovery only from the second interrogation on. */
  readonly secondInterrogationQuirk: boolean;
  readonly altered?: Alteration | undefined;
}

export const noEffects: ExposureEffects = {
  restart: { kind: 'free' },
  emiTelemetry: false,
  secondInterrogationQuirk: false,
};
