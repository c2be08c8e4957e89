import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { outletUl } from '../../../firmware-sim/plant/roller-head.ts';
import type { Pulse, SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { rockedDeg, rockingWidthDeg } from './held-rotor.ts';
import { about, atLeast, differenceOf, exactly, isExact, type Reading, scaled, sumOf, widened } from './reading.ts';
import type { RunSignals } from './run-signals.ts';
import { isStanding, meanAt, type Piece } from './signal-pieces.ts';
import type { StepRange } from './step-count.ts';

const DEG_PER_TURN = 360;

/** A time, and the changes of its microsecond that count. */
export interface Moment {
  readonly timeUs: number;
  /** False if no record of that microsecond counts. */
  readonly isBefore: boolean;
  /** Time up to which motor steps count. */
  readonly stepsUs: number;
}

/** How a signal moves back and forth along a piece. */
export interface Ripple {
  /** True if it also moves between two motor steps. */
  readonly isDrifting: boolean;
  /** True if it returns to the same value after each pulse. */
  readonly isLevel: boolean;
}

/** Rounding of a slope, relative to the slopes of the signal and its sources. */
const DRIFT_SHARE = 1e-9;
const SLOPE_SHARE = 8 * Number.EPSILON;

/** Returns the moment after all changes of a microsecond. */
export function atMoment(timeUs: number): Moment {
  return { timeUs, isBefore: false, stepsUs: timeUs };
}

/**
 * Value of a signal along one of its pieces. A value that follows from the count of motor steps is exact: of a signal
 * that moves in steps, or of a volume through a roller head or valves. Any other value has the declared error.
 */
export class TrueCourse {
  readonly #signals: RunSignals;
  /** Last reading of each signal at the start of another piece. All moments along that piece need it. */
  readonly #begun = new Map<string, { readonly atUs: number; readonly ownUs: number; readonly read: Reading }>();

  constructor(signals: RunSignals) {
    this.#signals = signals;
  }

  /** Returns the value of a piece at a moment. The moment is not before the time of the piece. */
  along(signal: string, piece: Piece, moment: Moment): Reading {
    const declared = this.#signals.declared(signal);
    const { timeUs, isBefore } = moment;
    if (timeUs === piece.t && !isBefore) return exactly(piece.v);
    const read = this.#computed(signal, declared, piece, moment) ?? declaredAlong(declared, piece, timeUs);
    return declared?.min === undefined ? read : atLeast(read, declared.min);
  }

  /**
   * Returns how a signal may turn back along a piece, so that its extremes lie between the ends. Undefined if it does
   * not turn back.
   */
  rippleOf(signal: string, piece: Piece): Ripple | undefined {
    const { errorSources = {}, errorSplitWith } = this.#signals.declared(signal) ?? {};
    const sources = Object.entries(errorSources);
    if (sources.length === 0 || piece.to !== undefined) return undefined;
    const share = errorSplitWith === undefined ? 1 : this.#shareOf(piece, errorSplitWith);
    let pulsing = 0;
    let steepest = 0;
    for (const [source, sign] of sources) {
      const slope = (sign as number) * share * (this.#signals.pieces(source).at(piece.t)?.r ?? 0);
      pulsing += slope;
      steepest = Math.max(steepest, Math.abs(slope));
    }
    const drift = piece.r - pulsing;
    const rounding = SLOPE_SHARE * steepest;
    const isDrifting = Math.abs(drift) > Math.max(rounding, DRIFT_SHARE * Math.abs(piece.r));
    // A single source moves in one direction, and a drift in the same direction keeps that.
    if (sources.length === 1 && (!isDrifting || Math.sign(drift) === Math.sign(pulsing))) return undefined;
    return { isDrifting, isLevel: !isDrifting && Math.abs(piece.r) <= rounding };
  }

  /** Returns whether all sources of a signal move in steps along a piece, or stand. */
  isStepped(signal: string, { t }: Piece): boolean {
    const { errorSources = {} } = this.#signals.declared(signal) ?? {};
    return Object.keys(errorSources).every((source) => {
      const { quantum, pulse } = this.#signals.declared(source) ?? {};
      const slope = this.#signals.pieces(source).at(t)?.r ?? 0;
      return quantum !== undefined || slope === 0 || pulse?.by === 'rollers' || this.#meters(pulse, t);
    });
  }

  #meters(pulse: Pulse | undefined, timeUs: number): boolean {
    return pulse !== undefined && this.#signals.valvesAt(timeUs) === 'metering';
  }

  /**
   * Returns the moments about the first and the last step of a source without motor steps. Between its equal steps the others
   * move evenly, so that an extreme lies there.
   */
  ownStepMoments(signal: string, { t }: Piece, fromUs: number, toUs: number): readonly Moment[] {
    const { errorSources = {} } = this.#signals.declared(signal) ?? {};
    return Object.keys(errorSources).flatMap((source) => {
      const quantum = this.#signals.declared(source)?.quantum;
      const own = this.#signals.pieces(source).at(t);
      if (quantum === undefined || own === undefined || own.r === 0) return [];
      const firstStep = ownSteps(own, quantum, fromUs).low + 1;
      const lastStep = ownSteps(own, quantum, toUs).low;
      const usPerStep = (quantum * US_PER_SECOND) / Math.abs(own.r);
      return [firstStep, lastStep]
        .map((step) => Math.round(own.t + step * usPerStep))
        .flatMap((stepUs) => [stepUs - 1, stepUs, stepUs + 1])
        .filter((timeUs) => timeUs > fromUs && timeUs < toUs)
        .map(atMoment);
    });
  }

  /**
   * Returns the number of motor steps after which the pulse of the metered volume repeats: the spacing of the rollers,
   * or a turn.
   */
  get stepsPerPulse(): number {
    const pulse = this.#signals.declared('true.deliveredMl')?.pulse;
    const stepDeg = this.#signals.rotorStepDeg;
    if (pulse?.by !== 'rollers' || stepDeg === undefined) return 1;
    const perRoller = DEG_PER_TURN / pulse.rollerCount / stepDeg;
    return Number.isInteger(perRoller) ? perRoller : Math.ceil(DEG_PER_TURN / stepDeg);
  }

  /** Returns the value if it follows from the records. Undefined if only the declared error is known. */
  #computed(
    signal: string,
    declared: SignalDeclaration | undefined,
    piece: Piece,
    moment: Moment,
  ): Reading | undefined {
    if (declared?.quantum !== undefined) return this.#stepped(signal, declared.quantum, piece, moment);
    if (declared?.pulse !== undefined) return this.#metered(declared.pulse, piece, moment);
    if (declared?.errorSources !== undefined) return this.#composed(declared, piece, moment);
    return undefined;
  }

  /** Returns the value of a signal that moves by a quantum with each motor step. */
  #stepped(signal: string, quantum: number, piece: Piece, moment: Moment): Reading {
    if (piece.r === 0) return signal === 'true.rotorDeg' ? this.#rocking(quantum, piece, moment) : exactly(piece.v);
    const made = this.#stepsSince(piece, moment) ?? ownSteps(piece, quantum, moment.timeUs);
    return sumOf(exactly(piece.v), scaled(stepsRead(made), Math.sign(piece.r) * quantum));
  }

  /** A standing rotor keeps its angle, unless a field holds it while the drive steps; then it rocks. */
  #rocking(stepDeg: number, piece: Piece, { stepsUs }: Moment): Reading {
    const held = this.#signals.heldAt(piece.t);
    const before = this.#signals.steps?.at(piece.t);
    const now = this.#signals.steps?.at(Math.max(piece.t, stepsUs));
    if (held === undefined) return exactly(piece.v);
    if (before === undefined || now === undefined) return about(piece.v, rockingWidthDeg(stepDeg, held));
    return rockedDeg(piece.v, stepDeg, held, before, now);
  }

  /** Returns the volume through a roller head or valves. */
  #metered(pulse: Pulse, piece: Piece, moment: Moment): Reading | undefined {
    return pulse.by === 'rollers' ? this.#throughHead(pulse, piece, moment) : this.#throughValves(piece, moment);
  }

  #throughHead(head: Extract<Pulse, { by: 'rollers' }>, piece: Piece, moment: Moment): Reading | undefined {
    const rotor = this.#signals.rotor.at(piece.t);
    if (rotor === undefined) return undefined;
    if (piece.r === 0 && rotor.r !== 0) return exactly(piece.v);
    const from = this.#atStart('true.rotorDeg', rotor, piece.t);
    const to = this.along('true.rotorDeg', rotor, moment);
    if (isExact(from) && isExact(to) && from.value === to.value) return exactly(piece.v);
    const mlPerDeg = this.mlPerDegAt(piece.t);
    if (mlPerDeg === undefined) return undefined;
    const through = differenceOf(volumeUl(head, to), volumeUl(head, from));
    return sumOf(exactly(piece.v), scaled(through, (mlPerDeg * DEG_PER_TURN) / head.revolutionUl));
  }

  /**
   * Returns the mean volume per degree of the rotor, from the slopes at the last time it turned. Undefined before that.
   */
  mlPerDegAt(timeUs: number): number | undefined {
    const delivered = this.#signals.pieces('true.deliveredMl');
    for (let i = delivered.indexAt(timeUs); i >= 0; i -= 1) {
      const { t, r } = delivered.piece(i) as Piece;
      const rotor = this.#signals.rotor.at(t);
      if (rotor !== undefined && rotor.r !== 0 && r !== 0) return r / rotor.r;
    }
    return undefined;
  }

  #throughValves(piece: Piece, moment: Moment): Reading | undefined {
    if (piece.r === 0 || this.#signals.valvesAt(piece.t) !== 'metering') return exactly(meanAt(piece, moment.timeUs));
    const made = this.#stepsSince(piece, moment);
    const perSecond = this.#signals.steps?.perSecondAt(piece.t) ?? 0;
    if (made === undefined || perSecond === 0) return undefined;
    return sumOf(exactly(piece.v), scaled(stepsRead(made), piece.r / perSecond));
  }

  /** Adds to the mean line the deviations of the sources from their lines. */
  #composed(declared: SignalDeclaration, piece: Piece, moment: Moment): Reading | undefined {
    const { errorSources = {}, errorSplitWith, computedErrorMax = 0, restErrorMax = 0 } = declared;
    const share = errorSplitWith === undefined ? 1 : this.#shareOf(piece, errorSplitWith);
    if (share === 0) return declaredAlong(declared, piece, moment.timeUs);
    const elapsedS = (moment.timeUs - piece.t) / US_PER_SECOND;
    let read = exactly(meanAt(piece, moment.timeUs));
    for (const [source, sign] of Object.entries(errorSources)) {
      const own = this.#signals.pieces(source).at(piece.t);
      if (own === undefined) return undefined;
      const from = this.#atStart(source, own, piece.t);
      const to = this.along(source, own, moment);
      const beyond = differenceOf(differenceOf(to, from), exactly(own.r * elapsedS));
      read = sumOf(read, scaled(beyond, (sign as number) * share));
    }
    return widened(read, isStanding(piece) ? restErrorMax : computedErrorMax);
  }

  /** Returns the value of a signal's own piece at the time at which another piece starts. */
  #atStart(signal: string, own: Piece, atUs: number): Reading {
    const known = this.#begun.get(signal);
    if (known !== undefined && known.atUs === atUs && known.ownUs === own.t) return known.read;
    const read = this.along(signal, own, atMoment(atUs));
    this.#begun.set(signal, { atUs, ownUs: own.t, read });
    return read;
  }

  /** Returns the share that a piece's slope has in the slopes of the signals that split an error. */
  #shareOf({ t, r }: Piece, signals: readonly string[]): number {
    let sum = 0;
    for (const signal of signals) sum += this.#signals.pieces(signal).at(t)?.r ?? 0;
    return r === 0 ? 0 : r / sum;
  }

  /** Returns the motor steps between the time of a piece and a moment. */
  #stepsSince(piece: Piece, { stepsUs }: Moment): StepRange | undefined {
    const { steps } = this.#signals;
    const from = steps?.at(piece.t);
    const to = steps?.at(Math.max(piece.t, stepsUs));
    if (from === undefined || to === undefined) return undefined;
    return { low: Math.max(0, to.low - from.high), high: to.high - from.low };
  }
}

/** Returns the steps of a signal that has no line of motor steps. Its unfinished step at the record is unknown. */
function ownSteps(piece: Piece, quantum: number, timeUs: number): StepRange {
  const steps = Math.abs(meanAt(piece, timeUs) - piece.v) / quantum;
  const slack = 8 * Number.EPSILON * steps;
  return { low: Math.floor(steps + slack), high: Math.ceil(steps - slack) };
}

function stepsRead({ low, high }: StepRange): Reading {
  return { value: low, low, high };
}

function volumeUl(head: Extract<Pulse, { by: 'rollers' }>, angle: Reading): Reading {
  const { value, low, high } = angle;
  if (isExact(angle)) return exactly(outletUl(head, value));
  const [atValue, atLow, atHigh] = [value, low, high].map((deg) => outletUl(head, deg)) as [number, number, number];
  return { value: atValue, low: Math.min(atLow, atValue), high: Math.max(atHigh, atValue) };
}

/** Returns the value of a line with the declared error. */
function declaredAlong(declared: SignalDeclaration | undefined, piece: Piece, timeUs: number): Reading {
  const error = isStanding(piece) ? declared?.restErrorMax : declared?.errorMax;
  return about(meanAt(piece, timeUs), error ?? 0);
}
