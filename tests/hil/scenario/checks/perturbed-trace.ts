import type { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import type { Bounds } from '../../../../hil/scenario/scenario.ts';

export const S = 1_000_000;
/** Seconds between two records. Between them an error is free at each second. */
const PIECE_S = 4;
const PIECES = 5;
export const END_S = PIECE_S * PIECES;

/** A drawn trace of one signal with its errors, and a check of it. */
export interface Case {
  /** Value and slope of each piece. */
  readonly pieces: readonly { readonly v: number; readonly r: number }[];
  readonly errorMax: number;
  readonly restErrorMax: number;
  /** Step size of a signal whose current step is unknown at each record; 0 for a signal without steps. */
  readonly quantum: number;
  /** Largest difference that the rig cannot resolve. */
  readonly resolution: number;
  readonly kind: 'value' | 'advances' | 'changes' | 'always';
  readonly fromS: number;
  readonly toS: number;
  readonly bounds: Bounds;
}

/** A moment of a trace: just before the changes of a second, or after them. */
interface Sample {
  readonly second: number;
  readonly piece: number;
  readonly isBefore: boolean;
}

/** One way in which the true values may lie inside the errors. Shares are between -1 and 1. */
export interface Perturbation {
  /** Share of the declared error at a sample, or the elapsed part of the step at the start of its piece. */
  readonly share: (sample: number, mean: number) => number;
  readonly phase: (piece: number) => number;
  /** Share of the rig's resolution: all between 0 and 1, or all between -1 and 0. */
  readonly rig: (sample: number, mean: number) => number;
}

function oneOf<T>(stream: RandomStream, values: readonly T[]): T {
  return values[Math.floor(stream.uniform() * values.length)] as T;
}

/** Draws a case from halves and whole numbers, so that values on a limit are frequent. */
export function drawnCase(stream: RandomStream): Case {
  const moves = stream.uniform() < 0.25;
  const pieces = Array.from({ length: PIECES }, () => ({
    v: oneOf(stream, [0, 1, 2, 3, 5, 8]),
    r: oneOf(stream, [0, 0, 0.5, 1, -1, -0.5]),
  }));
  const fromS = Math.floor(stream.uniform() * (END_S - 1));
  const low = oneOf(stream, [-2, 0, 0.5, 1, 2, 3, 4, 6]);
  const bounds = oneOf<Bounds>(stream, [{ atLeast: low }, { atMost: low }, { atLeast: low, atMost: low + 3 }]);
  return {
    pieces,
    errorMax: moves ? 0 : oneOf(stream, [0, 0.5, 1]),
    restErrorMax: moves ? 0 : oneOf(stream, [0, 0, 0.25]),
    quantum: moves ? oneOf(stream, [0.5, 1]) : 0,
    resolution: oneOf(stream, [0, 0, 0.5, 1]),
    kind: oneOf(stream, ['value', 'advances', 'changes', 'always']),
    fromS,
    toS: fromS + 1 + Math.floor(stream.uniform() * (END_S - fromS - 1)),
    bounds,
  };
}

export function recordsOf({ pieces, resolution }: Case, signal: string): readonly TraceRecord[] {
  return [
    { t: 0, b: 0, s: 'bench.resolutionDeg', v: resolution },
    ...pieces.map(({ v, r }, i) => ({ t: i * PIECE_S * S, s: signal, v, r })),
  ];
}

/** Samples that a check looks at: both sides of each record, and the seconds between. */
function samplesOf({ kind, fromS, toS }: Case): readonly Sample[] {
  const all: Sample[] = [];
  const from: Sample = before(fromS);
  if (kind === 'value') return [at(toS)];
  if (kind === 'advances') return [from, at(toS)];
  if (kind === 'changes') all.push(from);
  for (let second = fromS; second <= toS; second += 1) {
    if (second > fromS && second % PIECE_S === 0) all.push(before(second));
    all.push(at(second));
  }
  return all;
}

function at(second: number): Sample {
  return { second, piece: Math.min(PIECES - 1, Math.floor(second / PIECE_S)), isBefore: false };
}

/** Before the first record, its own value holds. */
function before(second: number): Sample {
  return second === 0 ? at(0) : { second, piece: Math.ceil(second / PIECE_S) - 1, isBefore: true };
}

/** Returns the mean values of the samples. */
function meansOf(one: Case): readonly number[] {
  return samplesOf(one).map(({ second, piece }) => {
    const { v, r } = one.pieces[piece] as Case['pieces'][number];
    return v + r * (second - piece * PIECE_S);
  });
}

/** Returns whether perturbed values meet the check. */
export function meets(one: Case, perturbation: Perturbation): boolean {
  const means = meansOf(one);
  const truths = samplesOf(one).map((sample, i) => {
    const mean = means[i] as number;
    return truthAt(one, sample, i, mean, perturbation) + one.resolution * perturbation.rig(i, mean);
  });
  return meetsBounds(one, truths);
}

function truthAt(one: Case, sample: Sample, index: number, mean: number, { share, phase }: Perturbation): number {
  const { v, r } = one.pieces[sample.piece] as Case['pieces'][number];
  const elapsedS = sample.second - sample.piece * PIECE_S;
  if (elapsedS === 0 && !sample.isBefore) return v;
  if (one.quantum > 0) {
    const steps = Math.floor((Math.abs(r) * elapsedS) / one.quantum + phase(sample.piece) + 1e-9);
    return v + Math.sign(r) * steps * one.quantum;
  }
  return mean + (r === 0 ? one.restErrorMax : one.errorMax) * share(index, mean);
}

function meetsBounds({ kind, bounds }: Case, truths: readonly number[]): boolean {
  const [first, last] = [truths[0] as number, truths.at(-1) as number];
  const isWithin = (value: number): boolean =>
    value >= (bounds.atLeast ?? Number.NEGATIVE_INFINITY) && value <= (bounds.atMost ?? Number.POSITIVE_INFINITY);
  if (kind === 'value') return isWithin(last);
  if (kind === 'advances') return isWithin(last - first);
  if (kind === 'changes') return isWithin(Math.max(...truths) - Math.min(...truths));
  return truths.every(isWithin);
}

/** Draws perturbations: to one side, towards the middle, apart from each other, and free at each moment. */
export function perturbations(one: Case, stream: RandomStream): readonly Perturbation[] {
  const means = meansOf(one);
  const middle = (Math.min(...means) + Math.max(...means)) / 2;
  const largest = means.indexOf(Math.max(...means));
  const smallest = means.indexOf(Math.min(...means));
  const last = means.length - 1;
  const { errorMax, resolution } = one;
  const clamp = (value: number, size: number): number => (size === 0 ? 0 : Math.min(1, Math.max(-1, value / size)));
  const rigs: readonly Perturbation['rig'][] = [
    () => 0,
    () => 1,
    () => -1,
    (i) => (i === last ? 1 : 0),
    (i) => (i === last ? -1 : 0),
    (i) => (i === largest ? 1 : 0),
    (i) => (i === smallest ? -1 : 0),
    (_i, mean) => Math.max(0, clamp(middle - mean, resolution)),
    (_i, mean) => Math.min(0, clamp(middle - mean, resolution)),
    () => stream.uniform(),
  ];
  const shares: readonly Perturbation['share'][] = [
    () => 0,
    () => 1,
    () => -1,
    (i) => (i === last ? 1 : -1),
    (i) => (i === last ? -1 : 1),
    (i) => (i === largest ? 1 : i === smallest ? -1 : 0),
    (_i, mean) => (mean >= middle ? 1 : -1),
    (_i, mean) => clamp(middle - mean, errorMax),
    () => 2 * stream.uniform() - 1,
  ];
  const phases: readonly Perturbation['phase'][] = [
    () => 0,
    () => 0.999,
    () => stream.uniform(),
    (piece) => (piece % 2) * 0.999,
    (piece) => ((piece + 1) % 2) * 0.999,
  ];
  const moved =
    one.quantum > 0
      ? phases.map((phase) => ({ phase, share: () => 0 }))
      : shares.map((share) => ({ share, phase: () => 0 }));
  return moved.flatMap((one_) => rigs.slice(0, resolution === 0 ? 1 : rigs.length).map((rig) => ({ ...one_, rig })));
}
