import { MOTOR_STEP_DEG } from '../../../firmware-sim/plant/two-pole-motor.ts';
import { type EventRecord, isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { matches } from '../checks/event-pattern.ts';
import type { ErrorPart, Piece, SignalTraits } from '../formula/piece.ts';
import type { FormulaFacts } from '../formula/run-facts.ts';
import { ledgers } from './ledgers.ts';
import { PastSignals, SHAFT_ERRORS } from './past-signals.ts';
import { states } from './state-words.ts';

/** Declarations of a run, and the names in its patterns. */
export interface RunOfPatterns {
  readonly signals: readonly SignalDeclaration[];
  /** Signals that the patterns name. */
  readonly named: readonly string[];
  /** Volume per degree of the rig's shaft. 0 for a pump without rollers. */
  readonly mlPerDeg: number;
}

/**
 * Facts of a run by the declarations of its signals. A record is exact at its own time, and a value that stands keeps that. A
 * line has its declared error. One that moves in steps is exact: the firmware begins each line with a whole step. A schedule
 * alone carries the step under way over its boundaries, so that there the steps are at most one away from their mean line.
 * Where a line with this error leaves a comparison open, the readings decide, as they do for numeric checks. The error of the
 * rig is theirs at all times.
 */
export function runFactsOf({ signals, named, mlPerDeg }: RunOfPatterns): FormulaFacts {
  const declared = new Map(signals.map((signal) => [signal.name as string, signal]));
  const past = new PastSignals(signals, named, mlPerDeg);
  const known = new Map(signals.map((signal) => [signal.name as string, factsOf(signal, declared, past)]));
  const times = new StateTimes();
  return {
    hear: (record) => {
      past.hear(record);
      if (isEvent(record)) times.hear(record);
      else if (record.s === PROGRAMMED) times.beginLine(record.t);
    },
    settle: () => past.settle(),
    changesShaft: (record) => !isEvent(record) && SHAFT_ERRORS.has(record.s),
    traitsOf: (signal) => known.get(signal)?.traits ?? {},
    pieceOf: (record) => pieceOf(record, known.get(record.s) ?? EXACT, times),
    matches: (record, event, text) => matches(record, text === undefined ? { event } : { event, text }),
    states,
    ledgers,
  };
}

interface SignalFacts {
  readonly traits: SignalTraits;
  readonly quantum?: number;
  readonly errorOnLine: number;
  readonly errorAtRest: number;
}

const PROGRAMMED = 'pump.programmedMl';
const ROTOR = 'true.rotorDeg';
const EXACT: SignalFacts = { traits: {}, errorOnLine: 0, errorAtRest: 0 };

function factsOf(
  signal: SignalDeclaration,
  declared: ReadonlyMap<string, SignalDeclaration>,
  past: PastSignals,
): SignalFacts {
  const { min, quantum, restErrorMax = 0 } = signal;
  const errorParts = partsOf(signal, declared);
  const traits: SignalTraits = {
    ...(min === undefined ? {} : { min }),
    ...(errorParts === undefined ? {} : { errorParts }),
    ...past.traitsOf(signal),
  };
  // Even if the mean line of a volume stands, the volume moves: by pulses of sources that cancel, or by a held rotor
  // that rocks.
  const moves = signal.pulse !== undefined || signal.errorSources !== undefined;
  const errors = { errorOnLine: lineError(signal), errorAtRest: moves ? lineError(signal) : restErrorMax };
  return { traits, ...errors, ...(quantum === undefined ? {} : { quantum }) };
}

/** The steps may have any phase on their mean line, so a value is at most one step away from it. */
function lineError({ quantum, errorMax = 0 }: SignalDeclaration): number {
  return Math.max(quantum ?? 0, errorMax);
}

/** Returns the parts of an error by source. An error without sources has the signal itself as its source. */
function partsOf(
  signal: SignalDeclaration,
  declared: ReadonlyMap<string, SignalDeclaration>,
): readonly ErrorPart[] | undefined {
  const { name, errorSources, errorSplitWith, computedErrorMax = 0 } = signal;
  if (errorSplitWith !== undefined) return undefined;
  if (errorSources === undefined) return [{ source: name, sign: 1, size: lineError(signal) }];
  const parts: ErrorPart[] = [{ source: `${name} itself`, sign: 1, size: computedErrorMax }];
  for (const [source, sign] of Object.entries(errorSources)) {
    const from = declared.get(source);
    if (from === undefined || sign === undefined) return undefined;
    parts.push({ source, sign, size: lineError(from) });
  }
  return parts;
}

function pieceOf(
  record: Exclude<TraceRecord, EventRecord>,
  { quantum, errorOnLine, errorAtRest }: SignalFacts,
  times: StateTimes,
): Piece | undefined {
  const { t: atUs, v: value } = record;
  if (typeof value !== 'number') return undefined;
  const errorAtStart = 0;
  if ('to' in record) {
    const { to, tauUs } = record;
    return { atUs, value, perSecond: 0, to, tauUs, errorAtStart, error: errorOnLine };
  }
  const perSecond = 'r' in record ? record.r : 0;
  // If a rotor turns again in the middle of a line of steps, its line does not begin with a whole step.
  const isWhole = record.s !== ROTOR || times.programmedUs === atUs;
  if (quantum !== undefined && perSecond !== 0 && isWhole && !times.isScheduledAt(atUs)) {
    return { atUs, value, perSecond, quantum, errorAtStart, error: 0 };
  }
  // A held rotor rocks from one rest angle to the other at each commanded step.
  const isRotor = record.s === ROTOR && quantum !== undefined;
  const rest = errorAtRest + (isRotor ? (2 * times.rockingDegAt(atUs) * quantum) / MOTOR_STEP_DEG : 0);
  return { atUs, value, perSecond, errorAtStart, error: perSecond === 0 ? rest : errorOnLine };
}

/** Modes with a schedule. A schedule carries an unfinished step over its boundaries. */
const SCHEDULED: readonly unknown[] = ['flex', 'periodic bolus'];

/** Remembers whether the pump followed a schedule, and whether a field held the rotor. */
class StateTimes {
  #programmedUs: number | undefined;
  readonly #schedules: { readonly atUs: number; readonly isScheduled: boolean }[] = [];
  readonly #rocking: { readonly atUs: number; readonly rockingDeg: number }[] = [];

  hear(record: EventRecord): void {
    if (record.e === 'true.rotor') {
      const rockingDeg = record.state === 'held' ? Number(record.rockingDeg ?? 0) : 0;
      this.#rocking.push({ atUs: record.t, rockingDeg });
    } else if (record.e === 'pump.mode') {
      const isScheduled = SCHEDULED.includes(record.mode);
      if (this.#schedules.at(-1)?.isScheduled !== isScheduled) this.#schedules.push({ atUs: record.t, isScheduled });
    }
  }

  /** Time of the last line of programmed volume. */
  get programmedUs(): number | undefined {
    return this.#programmedUs;
  }

  beginLine(timeUs: number): void {
    this.#programmedUs = timeUs;
  }

  isScheduledAt(timeUs: number): boolean {
    return this.#schedules.findLast(({ atUs }) => atUs <= timeUs)?.isScheduled ?? false;
  }

  /** Amplitude at the motor with which the rotor rocks. 0 unless a field holds it. */
  rockingDegAt(timeUs: number): number {
    return this.#rocking.findLast(({ atUs }) => atUs <= timeUs)?.rockingDeg ?? 0;
  }
}
