import type { Formula, Term } from '../formula/formula.ts';
import type { TypedTerm } from './read-term.ts';

/** Width of a range around a term: a share of the term, or a number in its own unit. */
export type Tolerance =
  | { readonly kind: 'share'; readonly share: number; readonly text: string }
  | { readonly kind: 'width'; readonly width: number; readonly term: Term };

/** Digits of a limit that is computed from two numbers, so that 0.5 mL less 5 % is 0.475 mL. */
const DIGITS = 12;

/** Returns the formula of `in TERM +- TOLERANCE`. Both ends belong to the range. */
export function nearFormula(of: TypedTerm, middle: Term, tolerance: Tolerance): Formula {
  const { term, unit } = of;
  if (middle.kind === 'number') {
    const width = tolerance.kind === 'width' ? tolerance.width : Math.abs(middle.value) * tolerance.share;
    const limit = (value: number): Term => numberTerm(Number(value.toPrecision(DIGITS)), unit);
    return { kind: 'in range', of: term, low: limit(middle.value - width), high: limit(middle.value + width), unit };
  }
  if (tolerance.kind === 'share') {
    // The share of a negative value is a width too.
    const right: Term = {
      kind: 'share',
      share: tolerance.share,
      text: tolerance.text,
      of: { kind: 'abs', of: middle },
    };
    return {
      kind: 'compare',
      left: { kind: 'abs', of: { kind: 'difference', left: term, right: middle } },
      is: '<=',
      right,
      unit,
    };
  }
  const [low, high] = (['difference', 'sum'] as const).map(
    (kind): Term => ({ kind, left: middle, right: tolerance.term }),
  );
  return { kind: 'in range', of: term, low: low as Term, high: high as Term, unit };
}

function numberTerm(value: number, unit: string): Term {
  return { kind: 'number', value, text: `${value} ${unit}`.trim() };
}
