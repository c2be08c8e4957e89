import { type EventRecord, isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';

/** A value and its slope, valid from a time on. */
export interface ShownLine {
  readonly atUs: number;
  readonly value: number;
  readonly perSecond: number;
}

/** State of a run after the records so far. The screen shows only this state. */
export interface RunState {
  readonly fieldMt: number;
  /** State as in `true.rotor`: turning, held, losing, seized. */
  readonly rotor: string;
  readonly rateMlPerDay: number;
  readonly hasStudy: boolean;
  /** State as in `true.valves`: metering, open, shut. */
  readonly valves: string;
  /** Alarms that the pump raises now, as `critical: motor stall`. */
  readonly alarms: readonly string[];
  /** Last line of the event log. */
  readonly logged: string | undefined;
  readonly rotorDeg: ShownLine;
  readonly deliveredMl: ShownLine;
  readonly programmedMl: ShownLine;
  /** Volume in the reservoir: the true one, and the one that the firmware calculates. */
  readonly reservoirMl: ShownLine;
  readonly calculatedMl: ShownLine;
  /** Shaft angle of the rig by its encoder: the last reading, and one for each film. */
  readonly shaftDeg: number | undefined;
  readonly filmShaftDegs: readonly (number | undefined)[];
}

const zero: ShownLine = { atUs: 0, value: 0, perSecond: 0 };

/** State before the first record. */
export const stateAtStart: RunState = {
  fieldMt: 0,
  rotor: 'turning',
  rateMlPerDay: 0,
  hasStudy: false,
  valves: 'metering',
  alarms: [],
  logged: undefined,
  rotorDeg: zero,
  deliveredMl: zero,
  programmedMl: zero,
  reservoirMl: zero,
  calculatedMl: zero,
  shaftDeg: undefined,
  filmShaftDegs: [],
};

const pieces = {
  'true.rotorDeg': 'rotorDeg',
  'true.deliveredMl': 'deliveredMl',
  'pump.programmedMl': 'programmedMl',
  'true.reservoirMl': 'reservoirMl',
  'pump.reservoirMl': 'calculatedMl',
} as const;

/** Returns the state after one more record. */
export function heard(run: RunState, record: TraceRecord): RunState {
  if (isEvent(record)) return { ...run, ...afterEvent(run, record) };
  if ('r' in record) {
    const piece = pieces[record.s as keyof typeof pieces] as (typeof pieces)[keyof typeof pieces] | undefined;
    return piece === undefined ? run : { ...run, [piece]: { atUs: record.t, value: record.v, perSecond: record.r } };
  }
  if (record.s === 'pump.rateMlPerDay') return { ...run, rateMlPerDay: record.v as number };
  return record.s === 'rig.shaftDeg' ? { ...run, shaftDeg: record.v as number } : run;
}

function alarmsAfter(alarms: readonly string[], { class: urgency, cause, phase }: EventRecord): readonly string[] {
  const alarm = `${urgency}: ${cause}`;
  const others = alarms.filter((other) => other !== alarm);
  return phase === 'raised' ? [...others, alarm] : others;
}

function afterEvent(run: RunState, record: EventRecord): Partial<RunState> {
  switch (record.e) {
    case 'in.field':
      return { fieldMt: record.fieldMt as number };
    case 'true.rotor':
      return { rotor: record.state as string };
    case 'pump.bolus':
      return { hasStudy: record.kind === 'roller study' && record.phase === 'start' };
    case 'true.valves':
      return { valves: record.state as string };
    case 'pump.alarm':
      return { alarms: alarmsAfter(run.alarms, record) };
    case 'pump.log':
      return { logged: record.entry as string };
    case 'true.film':
      return { filmShaftDegs: [...run.filmShaftDegs, run.shaftDeg] };
    default:
      return {};
  }
}

/** Returns the value of a piece at a time. */
export function valueAt({ atUs, value, perSecond }: ShownLine, timeUs: number): number {
  return value + (perSecond * (timeUs - atUs)) / 1e6;
}
