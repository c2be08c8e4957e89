/*
 * Abstract syntax of formulas. A formula is true, false or unknown at each moment of a run. Builders, condition strings
 * and patterns all produce it. Times are whole microseconds.
 */

/**
 * A closed interval of time, relative to the present, in the future or in the past. Without `toUs` it reaches to the
 * end or to the start of the run.
 */
export interface Within {
  readonly fromUs: number;
  readonly toUs?: number;
}

/** A number that changes with time. */
export type Term =
  | { readonly kind: 'signal'; readonly signal: string }
  /** `text` is the number as written, with its unit. `value` is in the unit of the trace. */
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'sum'; readonly left: Term; readonly right: Term }
  | { readonly kind: 'difference'; readonly left: Term; readonly right: Term }
  | { readonly kind: 'abs'; readonly of: Term }
  /** A share of a term. `text` is the share as written, with its unit. */
  | { readonly kind: 'share'; readonly share: number; readonly text: string; readonly of: Term }
  /** Change of the mean line per unit of time. */
  | { readonly kind: 'slope'; readonly of: Term; readonly perUs: number }
  /** Value now minus the value one window earlier. Before the run lasts that long, the window begins with the run. */
  | { readonly kind: 'change'; readonly of: Term; readonly windowUs: number };

export type Comparison = '<' | '<=' | '>' | '>=';

/** A statement about one moment. `unit` is the unit of the trace, for margins. */
export type Predicate =
  | {
      readonly kind: 'compare';
      readonly left: Term;
      readonly is: Comparison;
      readonly right: Term;
      readonly unit: string;
    }
  /** Both ends belong to the range. */
  | { readonly kind: 'in range'; readonly of: Term; readonly low: Term; readonly high: Term; readonly unit: string }
  /** True from an event of this word until the next event of the same state. */
  | { readonly kind: 'state'; readonly state: string; readonly of?: string; readonly word: string }
  /** True only at the microsecond of the event. */
  | { readonly kind: 'event'; readonly event: string; readonly text?: string }
  /** Compares the number of occurrences in the window (t - windowUs, t]. */
  | {
      readonly kind: 'count';
      readonly of: Formula;
      readonly windowUs: number;
      readonly is: Comparison;
      readonly limit: number;
    };

export type Formula =
  | Predicate
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'and' | 'or' | 'implies'; readonly left: Formula; readonly right: Formula }
  | {
      readonly kind: 'always' | 'eventually' | 'once' | 'historically';
      readonly within?: Within;
      readonly of: Formula;
    }
  | {
      readonly kind: 'until' | 'weakly until' | 'since';
      readonly within?: Within;
      readonly left: Formula;
      readonly right: Formula;
    }
  | { readonly kind: 'rises' | 'falls'; readonly of: Formula }
  /** The steps come one after the other from now on, the last one within a time. No condition can write it. */
  | { readonly kind: 'in order'; readonly withinUs: number; readonly steps: readonly Formula[] };

/** Returns the negation of a formula. */
export function not(of: Formula): Formula {
  return of.kind === 'not' ? of.of : { kind: 'not', of };
}

/** Returns the formulas that a formula joins; none for a statement about signals, states or an event. */
export function partsOf(formula: Formula): readonly Formula[] {
  switch (formula.kind) {
    case 'compare':
    case 'in range':
    case 'state':
    case 'event':
      return [];
    case 'in order':
      return formula.steps;
    default:
      return 'of' in formula ? [formula.of] : [formula.left, formula.right];
  }
}

/** Returns how far into the future the bounded parts of a formula look. */
export function horizonUs(formula: Formula): number {
  switch (formula.kind) {
    case 'compare':
    case 'in range':
    case 'state':
    case 'event':
      return 0;
    case 'not':
    case 'rises':
    case 'falls':
    case 'count':
    case 'once':
    case 'historically':
      return horizonUs(formula.of);
    case 'and':
    case 'or':
    case 'implies':
    case 'since':
      return Math.max(horizonUs(formula.left), horizonUs(formula.right));
    case 'always':
    case 'eventually':
      return reachUs(formula.within) + horizonUs(formula.of);
    case 'in order':
      return formula.withinUs + Math.max(...formula.steps.map(horizonUs));
    case 'until':
    case 'weakly until':
      return reachUs(formula.within) + Math.max(horizonUs(formula.left), horizonUs(formula.right));
  }
}

function reachUs(within: Within | undefined): number {
  return within?.toUs ?? within?.fromUs ?? 0;
}

/** Returns the latest time that a formula looks at if it is evaluated at `atUs` in a run that ends at `endUs`. */
export function lookedAtUs(formula: Formula, atUs: number, endUs: number): number {
  switch (formula.kind) {
    case 'always':
    case 'eventually':
      return lookedAtUs(formula.of, windowEndUs(formula.within, atUs, endUs), endUs);
    case 'until':
    case 'weakly until': {
      const lastUs = windowEndUs(formula.within, atUs, endUs);
      return Math.max(lookedAtUs(formula.left, lastUs, endUs), lookedAtUs(formula.right, lastUs, endUs));
    }
    case 'and':
    case 'or':
    case 'implies':
    case 'since':
      return Math.max(lookedAtUs(formula.left, atUs, endUs), lookedAtUs(formula.right, atUs, endUs));
    case 'in order':
      return Math.max(...formula.steps.map((step) => lookedAtUs(step, atUs + formula.withinUs, endUs)));
    case 'compare':
    case 'in range':
    case 'state':
    case 'event':
      return atUs;
    default:
      return lookedAtUs(formula.of, atUs, endUs);
  }
}

function windowEndUs(within: Within | undefined, atUs: number, endUs: number): number {
  return within?.toUs === undefined ? Math.max(endUs, atUs + (within?.fromUs ?? 0)) : atUs + within.toUs;
}
