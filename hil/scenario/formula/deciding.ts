import type { Evaluation } from './evaluation.ts';
import { type Formula, horizonUs, type Predicate, type Within } from './formula.ts';
import { pointAt } from './instant.ts';
import { firstFrom, type InstantSet, lastUpTo, runIndexAt } from './instant-set.ts';
import { instantsOf, type Truth, truthAt } from './truth.ts';

/** Predicate that decided a formula, and the instants at which it did. */
export interface Deciding {
  readonly predicate: Predicate;
  readonly first: number;
  readonly last: number;
  readonly truth: Truth;
}

/** Predicate that decided a check, with its time, for an explanation. */
export interface ShownDeciding {
  readonly predicate: Predicate;
  readonly text: string;
  readonly fromUs: number;
  readonly toUs: number;
  readonly truth: Truth;
  /** The deciding occurrence, and the number of occurrences. */
  readonly occurrence: { readonly fromUs: number; readonly toUs: number };
  readonly occurrenceCount: number;
  /** Margins of a failed range at its lower and at its upper limit, 0 for a limit that was met. */
  readonly sideMargins?: readonly [low: number, high: number];
}

/** Finds the predicate that decides a formula at an instant. If several do, it returns the first. */
export function decidingAt(formula: Formula, at: number, evaluation: Evaluation): Deciding {
  const truth = truthAt(evaluation.truthOf(formula), at);
  switch (formula.kind) {
    case 'not':
    case 'rises':
    case 'falls':
      return decidingAt(formula.of, at, evaluation);
    case 'and':
    case 'or':
    case 'implies':
      return decidingAt(decidingSide(formula, truth, at, evaluation), at, evaluation);
    case 'eventually': {
      const steps = stepsOf(formula);
      if (steps === undefined) return inWindow(formula, truth, at, evaluation);
      const last = lastPoint(at, evaluation, Math.max(...steps.map(horizonUs)));
      return inOrderChain(steps, truth, { first: at, last }, evaluation);
    }
    case 'always':
    case 'once':
    case 'historically':
      return inWindow(formula, truth, at, evaluation);
    case 'in order':
      return inOrderChain(formula.steps, truth, { first: at, last: at + pointAt(formula.withinUs) }, evaluation);
    case 'until':
    case 'weakly until':
    case 'since':
      return inChain(formula, truth, at, evaluation);
    default:
      return { predicate: formula, first: at, last: at, truth };
  }
}

type Joined = Extract<Formula, { readonly kind: 'and' | 'or' | 'implies' }>;

function decidingSide({ kind, left, right }: Joined, truth: Truth, at: number, evaluation: Evaluation): Formula {
  const leftTruth = truthAt(evaluation.truthOf(left), at);
  const rightTruth = truthAt(evaluation.truthOf(right), at);
  if (kind === 'implies') return truth === 'true' && leftTruth === 'false' ? left : right;
  if (leftTruth !== truth || rightTruth !== truth) return leftTruth === truth || rightTruth !== truth ? left : right;
  // Either side decides. The one that changed at this instant tells more than the one that has been so for long.
  const hasChanged = (side: Formula): boolean => at > 0 && truthAt(evaluation.truthOf(side), at - 1) !== truth;
  return !hasChanged(left) && hasChanged(right) ? right : left;
}

type Windowed = Extract<Formula, { readonly kind: 'always' | 'eventually' | 'once' | 'historically' }>;

function inWindow(formula: Windowed, truth: Truth, at: number, evaluation: Evaluation): Deciding {
  const isBehind = formula.kind === 'once' || formula.kind === 'historically';
  const span = spanOf(formula.within, at, isBehind, evaluation, horizonUs(formula.of));
  return within(formula.of, truth, span, isBehind, evaluation);
}

interface Span {
  readonly first: number;
  readonly last: number;
}

function spanOf(
  within: Within | undefined,
  at: number,
  isBehind: boolean,
  evaluation: Evaluation,
  innerUs: number,
): Span {
  const { fromUs, toUs } = within ?? { fromUs: 0, toUs: undefined };
  if (isBehind) return { first: toUs === undefined ? 0 : Math.max(0, at - 2 * toUs), last: at - 2 * fromUs };
  const first = at + 2 * fromUs;
  return { first, last: toUs === undefined ? lastPoint(first, evaluation, innerUs) : at + 2 * toUs };
}

/** Returns the last instant of a window without an end, round a formula that looks `innerUs` ahead. */
export function lastPoint(first: number, evaluation: Evaluation, innerUs: number): number {
  return Math.max(first, pointAt(evaluation.openEndUs(innerUs)));
}

/**
 * Explains a formula by one instant of a span that has the wanted truth. That is the first one, or the last one for a
 * window in the past. Without such an instant the whole span explains it.
 */
function within(of: Formula, truth: Truth, span: Span, isBehind: boolean, evaluation: Evaluation): Deciding {
  const instants = instantsOf(evaluation.truthOf(of), truth);
  const at = isBehind ? lastUpTo(instants, span.last) : firstFrom(instants, span.first);
  const isInside = at !== undefined && at >= span.first && at <= span.last;
  const other = decidingAt(of, isInside ? at : span.first, evaluation);
  const isWhole = isInside && isThroughout(instants, span) && isThroughout(ownInstants(other, evaluation), span);
  return isWhole ? { ...other, first: span.first, last: span.last } : other;
}

function isThroughout(instants: InstantSet, { first, last }: Span): boolean {
  const run = runIndexAt(instants, first);
  return (instants[run] ?? Number.POSITIVE_INFINITY) <= first && (instants[run + 1] as number) >= last;
}

/** Returns the instants at which a predicate has the truth by which it decided. */
function ownInstants({ predicate, truth }: Deciding, evaluation: Evaluation): InstantSet {
  return instantsOf(evaluation.truthOf(predicate), truth);
}

/** Returns the steps of `eventually (one and eventually (two and ...))`; undefined if a formula is not of that kind. */
function stepsOf({ of, within }: Windowed): readonly Formula[] | undefined {
  if (within !== undefined || of.kind !== 'and' || of.right.kind !== 'eventually') return undefined;
  const { right } = of;
  if (right.within !== undefined) return undefined;
  return [of.left, ...(stepsOf(right) ?? [right.of])];
}

/** Explains steps by the last one, or by the first one that does not come in time. */
function inOrderChain(
  steps: readonly Formula[],
  truth: Truth,
  { first: at, last }: Span,
  evaluation: Evaluation,
): Deciding {
  const wanted = truth === 'unknown' ? 'maybe' : 'sure';
  let first = at;
  for (const step of steps) {
    const found = firstFrom(evaluation.truthOf(step)[truth === 'false' ? 'maybe' : wanted], first);
    const isLate = found === undefined || found > last;
    if (isLate) return within(step, 'false', { first, last }, false, evaluation);
    first = found;
    if (step === steps.at(-1)) return decidingAt(step, first, evaluation);
  }
  throw new Error('formula: an order without steps');
}

type Chained = Extract<Formula, { readonly kind: 'until' | 'weakly until' | 'since' }>;

function inChain(formula: Chained, truth: Truth, at: number, evaluation: Evaluation): Deciding {
  const isBehind = formula.kind === 'since';
  const innerUs = Math.max(horizonUs(formula.left), horizonUs(formula.right));
  const span = spanOf(formula.within, at, isBehind, evaluation, innerUs);
  const ends = instantsOf(evaluation.truthOf(formula.right), truth === 'false' ? 'true' : truth);
  const end = isBehind ? lastUpTo(ends, span.last) : firstFrom(ends, span.first);
  const isInside = end !== undefined && end >= span.first && end <= span.last;
  if (truth !== 'false')
    return isInside
      ? decidingAt(formula.right, end, evaluation)
      : within(formula.left, truth, span, isBehind, evaluation);
  if (!isInside) return within(formula.right, 'false', span, isBehind, evaluation);
  const before: Span = isBehind ? { first: end, last: at } : { first: at, last: end };
  return within(formula.left, 'false', before, isBehind, evaluation);
}
