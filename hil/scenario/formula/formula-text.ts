import { timeText } from '../../yaml/units.ts';
import type { Formula, Predicate, Term, Within } from './formula.ts';

/** Returns a formula in the notation of conditions. Reading the text gives the same formula. */
export function formulaText(formula: Formula): string {
  switch (formula.kind) {
    case 'not':
    case 'rises':
    case 'falls':
      return `${formula.kind} ${grouped(formula.of)}`;
    case 'always':
    case 'eventually':
    case 'once':
    case 'historically':
      return `${formula.kind}${withinText(formula.within)} ${grouped(formula.of)}`;
    case 'and':
    case 'or':
      return `${grouped(formula.left)} ${formula.kind} ${grouped(formula.right)}`;
    case 'in order':
      return `in order[0 s, ${timeText(formula.withinUs)}] (${formula.steps.map(formulaText).join(', ')})`;
    case 'implies':
      return `${grouped(formula.left)} -> ${grouped(formula.right)}`;
    case 'until':
    case 'weakly until':
    case 'since':
      return `${grouped(formula.left)} ${formula.kind}${withinText(formula.within)} ${grouped(formula.right)}`;
    default:
      return predicateText(formula);
  }
}

function grouped(formula: Formula): string {
  const text = formulaText(formula);
  const isAlone = formula.kind === 'event' || formula.kind === 'state';
  return isAlone ? text : `(${text})`;
}

/** Returns a predicate in the notation of conditions. */
export function predicateText(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'compare':
      return `${termText(predicate.left)} ${predicate.is} ${termText(predicate.right)}`;
    case 'in range':
      return `${termText(predicate.of)} in [${termText(predicate.low)}, ${termText(predicate.high)}]`;
    case 'event':
      return named(predicate.event, predicate.text);
    case 'state':
      return `${named(predicate.state, predicate.of)} is ${predicate.word}`;
    case 'count':
      return `count(${formulaText(predicate.of)}, ${timeText(predicate.windowUs)}) ${predicate.is} ${predicate.limit}`;
  }
}

function named(event: string, text: string | undefined): string {
  return text === undefined ? event : `${event} "${text}"`;
}

export function termText(term: Term): string {
  switch (term.kind) {
    case 'signal':
      return term.signal;
    case 'number':
      return term.text;
    case 'sum':
      return `${termText(term.left)} + ${inSum(term.right)}`;
    case 'difference':
      return `${termText(term.left)} - ${inSum(term.right)}`;
    case 'share':
      return `${term.text} of ${inSum(term.of)}`;
    case 'abs':
    case 'slope':
      return `${term.kind}(${termText(term.of)})`;
    case 'change':
      return `change(${termText(term.of)}, ${timeText(term.windowUs)})`;
  }
}

function inSum(term: Term): string {
  const text = termText(term);
  return term.kind === 'sum' || term.kind === 'difference' ? `(${text})` : text;
}

function withinText(within: Within | undefined): string {
  if (within === undefined) return '';
  return `[${timeText(within.fromUs)}, ${within.toUs === undefined ? 'end' : timeText(within.toUs)}]`;
}
