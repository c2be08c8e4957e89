/** What somebody does to the pump, or to what surrounds it. */
export type Action =
  | {
      readonly kind: 'field';
      readonly fieldMt: number;
      readonly angleToNormalDeg?: number;
      readonly azimuthDeg?: number;
    }
  | { readonly kind: 'field off' }
  | { readonly kind: 'bolus'; readonly volumeMl: number; readonly rateMlPerDay: number }
  | { readonly kind: 'roller study' };

export interface TimelineEntry {
  readonly name: string;
  readonly atUs: number;
  readonly action: Action;
}

export type StudyOutcome = 'pass' | 'fail' | 'partial';

/** What must be found in the trace. Bounds are part of it: what lies beyond is not looked at. */
export type Expectation =
  | { readonly kind: 'outcome'; readonly name: string; readonly study: string; readonly is: StudyOutcome }
  | {
      readonly kind: 'change';
      readonly name: string;
      readonly signal: string;
      readonly unit: string;
      readonly fromUs: number;
      readonly toUs: number;
      readonly atLeast?: number;
      readonly atMost?: number;
    }
  | {
      readonly kind: 'log entry';
      readonly name: string;
      readonly entry: string;
      readonly afterUs: number;
      readonly withinUs: number;
    };

/** A life of a pump and what must come of it; the same on every rig. */
export interface Scenario {
  readonly name: string;
  readonly says: string;
  readonly pump: {
    readonly product: string;
    readonly mode: 'simple continuous' | 'stopped';
    readonly rateMlPerDay: number;
  };
  readonly timeline: readonly TimelineEntry[];
  readonly expect: readonly Expectation[];
}
