import type { BridgeBolus, ExposureEffects, Program, PumpState } from '../../firmware-sim/base/therapy.ts';
import type { NeedleUse } from '../../firmware-sim/outside/catheter-access.ts';
import type { ClockTarget } from '../../firmware-sim/outside/clocks.ts';
import type { Defect } from '../../firmware-sim/outside/defects.ts';
import type { ExaminationKind, ExaminationReading } from '../../firmware-sim/outside/examination.ts';
import type { FieldExposure } from '../../firmware-sim/outside/field-exposure.ts';
import type { InjectedFluid } from '../../firmware-sim/outside/injected-fluid.ts';
import type { Refill, RefillStep } from '../../firmware-sim/outside/reservoir-port.ts';
import type { FaultMix } from '../../firmware-sim/plant/catheter/catheter-fault-mix.ts';
import type { CatheterFault, PatientPosition } from '../../firmware-sim/plant/catheter/catheter-path.ts';
import type { Surroundings } from '../../firmware-sim/plant/gas-drive.ts';
import type { MrLabelChoice } from '../../firmware-sim/products/mr-label.ts';
import type { Interrogation } from '../../firmware-sim/pump.ts';
import type { LineFaultRates } from '../faults/line-faults.ts';
import type { Place } from '../yaml/place.ts';
import type { Filmed, StudyOutcome, StudyReading } from './checks/study-reading.ts';

/** Without an azimuth, one is drawn from the seed and recorded. */
export type FieldAction = { readonly kind: 'field' } & FieldExposure & ExposureEffects;

export interface RefillAction extends Refill {
  readonly kind: 'refill';
  readonly omit: readonly RefillStep[];
}

/** What befalls a catheter, or sets it right. */
export type CatheterDeed =
  | CatheterFault
  | { readonly kind: 'repair' }
  | { readonly kind: 'sampled'; readonly mix: FaultMix };

/** What somebody does to the pump, or to what surrounds it. */
export type Action =
  | FieldAction
  | { readonly kind: 'field off' }
  | { readonly kind: 'program'; readonly program: Program }
  | { readonly kind: 'bolus'; readonly volumeMl: number; readonly durationUs?: number }
  | { readonly kind: 'priming bolus'; readonly volumeMl: number }
  /** A patient presses the button; what the pump answers is recorded and ends no run. */
  | { readonly kind: 'patient bolus' }
  | { readonly kind: 'bridge bolus'; readonly bolus: BridgeBolus }
  | { readonly kind: 'roller study'; readonly filmed: Filmed }
  | ({ readonly kind: 'interrogate'; readonly times: number } & Interrogation)
  | { readonly kind: 'scan check' }
  | { readonly kind: 'defect'; readonly defect: Defect }
  | RefillAction
  | { readonly kind: 'catheter'; readonly deed: CatheterDeed }
  | { readonly kind: 'position'; readonly position: PatientPosition }
  /** An injection where there is a fluid, an aspiration where there is none. */
  | ({ readonly kind: 'catheter access'; readonly fluid?: InjectedFluid } & NeedleUse)
  | { readonly kind: 'examination'; readonly of: ExaminationKind; readonly reading: ExaminationReading }
  | { readonly kind: 'stop' }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'alarm'; readonly ask: 'silence' | 'test' }
  | { readonly kind: 'valve reset' }
  | ({ readonly kind: 'surroundings' } & Partial<Surroundings>)
  /** A programmer sets the pump's clock, to the patient's local time or to a moment of the week. */
  | { readonly kind: 'set clock'; readonly to: ClockTarget }
  /** Daylight saving or travel: the patient's clock moves, the pump's does not. */
  | { readonly kind: 'local time'; readonly byUs: number }
  | { readonly kind: 'wait' }
  | { readonly kind: 'faults'; readonly rates: LineFaultRates };

export interface TimelineEntry {
  /** Given, or made from the action and its place; unique. */
  readonly name: string;
  readonly atUs: number;
  readonly action: Action;
  readonly place: Place;
}

/** An event as a scenario names it: `pump.log "motor stall"`, `pump.alarm critical`. */
export interface EventPattern {
  readonly event: string;
  /** Compared with the event's main field (see `event-pattern.ts`); absent: any. */
  readonly text?: string;
}

export type Anchor =
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'time'; readonly atUs: number }
  | { readonly kind: 'entry'; readonly entry: string }
  /** The first time it is seen; with `next`, the first time that one is seen from there on. */
  | { readonly kind: 'event'; readonly pattern: EventPattern; readonly next?: EventPattern };

/** The part of the run that an expectation looks at. */
export type Scope =
  | { readonly kind: 'throughout' }
  /** From an entry to the next with the same action key, that one excluded. */
  | { readonly kind: 'during'; readonly entry: string }
  | {
      readonly kind: 'after';
      readonly anchor: Anchor;
      readonly withinUs?: number;
      /** Where it comes before the time is over, nothing is decided. */
      readonly unless?: EventPattern;
    }
  | { readonly kind: 'at'; readonly anchor: Anchor };

export interface Bounds {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Of a study: what became of the rotor in truth, what the films are read as, and one of the angles that fit them. */
export type StudyChecks =
  | { readonly kind: 'outcome'; readonly study: string; readonly is: StudyOutcome }
  | { readonly kind: 'reading'; readonly study: string; readonly is: StudyReading }
  | { readonly kind: 'films fit'; readonly study: string; readonly angleDeg: number };

export type Check =
  | { readonly kind: 'see'; readonly pattern: EventPattern }
  | { readonly kind: 'never see'; readonly pattern: EventPattern }
  /** Largest minus smallest value. */
  | { readonly kind: 'changes'; readonly signal: string; readonly bounds: Bounds; readonly unit: string }
  /** Last minus first value. */
  | { readonly kind: 'advances'; readonly signal: string; readonly bounds: Bounds; readonly unit: string }
  /** The value at one moment. */
  | { readonly kind: 'value'; readonly signal: string; readonly bounds: Bounds; readonly unit: string }
  /** The value at every moment. */
  | { readonly kind: 'always'; readonly signal: string; readonly bounds: Bounds; readonly unit: string }
  | StudyChecks;

export function isOfStudy(check: Check): check is StudyChecks {
  return check.kind === 'outcome' || check.kind === 'reading' || check.kind === 'films fit';
}

export interface Expectation {
  readonly name: string;
  readonly scope: Scope;
  readonly check: Check;
  readonly place: Place;
}

export interface PumpSetup extends PumpState {
  readonly product: string;
  readonly program: Program;
  /** Absent: the newest of the product's main region. */
  readonly mrLabel?: MrLabelChoice;
  readonly place: Place;
}

/** A life of a pump and what must come of it; the same on every rig. */
export interface Scenario {
  readonly name: string;
  readonly says: string;
  /** File it was read from, for messages. */
  readonly file: string;
  readonly pump: PumpSetup;
  /** The field is none of the timeline's: it comes from the rig's own sensor. */
  readonly fieldFrom?: { readonly what: 'sensor'; readonly place: Place };
  /** What the rig's shaft misses is an input of this scenario, and no failure of the rig. */
  readonly rigSlip?: { readonly what: 'allowed'; readonly place: Place };
  readonly timeline: readonly TimelineEntry[];
  readonly expect: readonly Expectation[];
  /** Default 30 days. */
  readonly runAtMostUs: number;
}
