import { outletUl } from '../../../firmware-sim/plant/roller-head.ts';
import type { Pulse } from '../../../firmware-sim/trace/signal.ts';
import { exactly, isExact, type ReadingRange, sumOf, widened } from './reading.ts';
import type { RunSignals } from './run-signals.ts';
import { type Bounded, isStanding, type Piece } from './signal-pieces.ts';
import { atMoment, type TrueCourse } from './true-course.ts';

const METERED = 'true.deliveredMl';
const COMMANDED = 'pump.programmedMl';

/**
 * Ranges of pieces in which the commanded and the metered volume grow alike. Such a signal differs from a constant only
 * by the pulse of the roller head. Its range depends on the rotor's angle at the record, so pieces share it.
 */
export class LevelPulses {
  readonly #signals: RunSignals;
  readonly #course: TrueCourse;
  readonly #signs: { readonly metered: number; readonly commanded: number } | undefined;
  readonly #error: number;
  /** Ranges of one pulse, by the scale of the head and the angle at which it begins. */
  readonly #known = new Map<number, Map<number, Bounded>>();

  constructor(signals: RunSignals, course: TrueCourse, signal: string) {
    const { errorSources = {}, errorSplitWith, computedErrorMax = 0 } = signals.declared(signal) ?? {};
    const { [METERED]: metered, [COMMANDED]: commanded } = errorSources;
    const areBoth = metered !== undefined && commanded !== undefined && Object.keys(errorSources).length === 2;
    this.#signals = signals;
    this.#course = course;
    this.#signs = areBoth && errorSplitWith === undefined ? { metered, commanded } : undefined;
    this.#error = computedErrorMax;
  }

  /** Returns the range of a level piece that has a whole pulse between two times. Undefined for any other piece. */
  rangeOf(signal: string, piece: Piece, fromUs: number, toUs: number): ReadingRange | undefined {
    const { steps, rotorStepDeg } = this.#signals;
    const pulse = this.#signals.declared(METERED)?.pulse;
    if (this.#signs === undefined || pulse?.by !== 'rollers' || steps === undefined) return undefined;
    if (this.#course.rippleOf(signal, piece)?.isLevel !== true) return undefined;
    const rotor = this.#signals.rotor.at(piece.t);
    const mlPerDeg = this.#course.mlPerDegAt(piece.t);
    if (rotor === undefined || rotor.r === 0 || mlPerDeg === undefined || rotorStepDeg === undefined) return undefined;
    const stepCount = this.#course.stepsPerPulse;
    const timesUs = steps.timesUs(fromUs, toUs, stepCount, 'first');
    const from = this.#course.along('true.rotorDeg', rotor, atMoment(piece.t));
    if (timesUs.length < stepCount || !isExact(from)) return undefined;
    if (!isExact(this.#course.along(signal, piece, atMoment(timesUs.at(-1) as number)))) return undefined;
    const stepDeg = Math.sign(rotor.r) * rotorStepDeg;
    const { low, high } = this.#pulseFrom(pulse, from.value, { mlPerDeg, stepDeg, stepCount });
    const at = widened(exactly(piece.v), isStanding(piece) ? 0 : this.#error);
    return { min: sumOf(at, exactly(low)), max: sumOf(at, exactly(high)) };
  }

  #pulseFrom(head: Head, rotorDeg: number, steps: Steps): Bounded {
    const scale = (Math.sign(steps.stepDeg) * steps.mlPerDeg * 360) / head.revolutionUl;
    const turn = 360 / head.rollerCount;
    const phaseDeg = rotorDeg - turn * Math.floor(rotorDeg / turn);
    const known = this.#known.get(scale) ?? new Map<number, Bounded>();
    this.#known.set(scale, known);
    const found = known.get(phaseDeg) ?? this.#pulse(head, phaseDeg, steps);
    known.set(phaseDeg, found);
    return found;
  }

  /** Returns the range of one pulse relative to its start. The commanded steps subtract the mean volume of the head. */
  #pulse(head: Head, phaseDeg: number, { mlPerDeg, stepDeg, stepCount }: Steps): Bounded {
    const { metered, commanded } = this.#signs as { readonly metered: number; readonly commanded: number };
    const mlPerUl = (mlPerDeg * 360) / head.revolutionUl;
    const stepMl = this.#signals.declared(COMMANDED)?.quantum ?? 0;
    const beginUl = outletUl(head, phaseDeg);
    let [low, high] = [0, 0];
    for (let step = 1; step <= stepCount; step += 1) {
      const through = (outletUl(head, phaseDeg + step * stepDeg) - beginUl) * mlPerUl;
      const away = metered * through + commanded * step * stepMl;
      low = Math.min(low, away);
      high = Math.max(high, away);
    }
    return { low, high };
  }
}

type Head = Extract<Pulse, { readonly by: 'rollers' }>;

/** Steps of one pulse: the angle of each, and their number. */
interface Steps {
  readonly mlPerDeg: number;
  readonly stepDeg: number;
  readonly stepCount: number;
}
