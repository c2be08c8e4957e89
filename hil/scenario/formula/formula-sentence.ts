import { timeText } from '../../yaml/units.ts';
import type { Comparison, Formula, Within } from './formula.ts';
import { formulaText, predicateText, termText } from './formula-text.ts';

const COMPARED: Readonly<Record<Comparison, string>> = {
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
};

/** Returns a formula as a plain clause that follows "It is required that". */
export function formulaClause(formula: Formula): string {
  return idiomOf(formula) ?? plainClause(formula);
}

function plainClause(formula: Formula): string {
  switch (formula.kind) {
    case 'compare':
      return `${termText(formula.left)} ${COMPARED[formula.is]} ${termText(formula.right)}`;
    case 'in range':
      return `${termText(formula.of)} is from ${termText(formula.low)} to ${termText(formula.high)}`;
    case 'event':
      return `${predicateText(formula)} occurs`;
    case 'state':
      return predicateText(formula);
    case 'count':
      return countClause(formula);
    case 'not':
      return opposite(formula.of);
    case 'or':
      // Without the word the reader cannot tell what belongs together.
      if (formula.left.kind === 'and')
        return `either ${formulaClause(formula.left)}, or ${formulaClause(formula.right)}`;
      return `${formulaClause(formula.left)} or ${formulaClause(formula.right)}`;
    case 'and':
      return `${formulaClause(formula.left)} and ${formulaClause(formula.right)}`;
    case 'implies':
      return `if ${formulaClause(formula.left)}, then ${formulaClause(formula.right)}`;
    case 'always':
    case 'eventually':
    case 'once':
    case 'historically':
      return windowClause(formula);
    case 'until':
    case 'weakly until':
    case 'since':
      return chainClause(formula);
    case 'in order':
      return `${formula.steps.map(formulaClause).join(', then ')}, all within ${timeText(formula.withinUs)}`;
    case 'rises':
      return `it becomes true that ${formulaClause(formula.of)}`;
    case 'falls':
      return `it becomes false that ${formulaClause(formula.of)}`;
  }
}

const OPPOSITE: Readonly<Record<Comparison, Comparison>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

function opposite(formula: Formula): string {
  switch (formula.kind) {
    case 'compare':
      return formulaClause({ ...formula, is: OPPOSITE[formula.is] });
    case 'event':
      return `${predicateText(formula)} does not occur`;
    case 'state':
      return predicateText(formula).replace(/ is (?=[^"]*$)/, ' is not ');
    default:
      return `it is not the case that ${formulaClause(formula)}`;
  }
}

/** Window of the strict past: all time before the present microsecond. */
const BEFORE_US = 1;

/** Events of the run itself, which no record carries. */
const EVENT_CLAUSES: Readonly<Record<string, (text: string) => string>> = {
  start: () => 'the run starts',
  end: () => 'the run ends',
  'bench.entry': (name) => `the entry "${name}" is carried out`,
};

/** Returns a clause for a formula that patterns build often, so that its sentence stays short. */
function idiomOf(formula: Formula): string | undefined {
  if (formula.kind === 'event') return EVENT_CLAUSES[formula.event]?.(formula.text ?? '');
  if (formula.kind === 'or') return idiomOfOr(formula.left, formula.right);
  if (formula.kind === 'and' && isFirst(formula.left, formula.right))
    return `${formulaClause(begunBy(formula.left))} for the first time`;
  if (formula.kind === 'since' && formula.left.kind === 'not' && formula.within === undefined) {
    return `it is between ${moment(formula.right)} and ${moment(formula.left.of)}`;
  }
  if (formula.kind !== 'once') return formula.kind === 'not' ? idiomOfNot(formula.of) : undefined;
  const { within, of } = formula;
  if (within === undefined) return `it is after ${moment(of)}`;
  if (within.fromUs === within.toUs && moment(of) === 'the start')
    return `the run has lasted ${timeText(within.fromUs)}`;
  return undefined;
}

function idiomOfOr(left: Formula, right: Formula): string | undefined {
  if (isBegin(left, right))
    return `it becomes true, or is true at the start, that ${formulaClause((left as Risen).of)}`;
  return isUpTo(left, right) ? idiomOf(left)?.replace('not ', 'not yet ') : undefined;
}

type Risen = Extract<Formula, { readonly kind: 'rises' | 'falls' }>;

/** Returns whether two formulas say that one becomes true, and that it is true at the start. */
function isBegin(rises: Formula, starts: Formula): boolean {
  if (rises.kind !== 'rises' || starts.kind !== 'and') return false;
  const { left, right } = starts;
  return right.kind === 'event' && right.event === 'start' && formulaText(rises.of) === formulaText(left);
}

/** Returns the condition that begins; an event is one itself. */
function begunBy(formula: Formula): Formula {
  return formula.kind === 'or' && isBegin(formula.left, formula.right) ? (formula.left as Risen).of : formula;
}

/** Returns whether `past` says that an event or a condition has not been true before. */
function isFirst(event: Formula, past: Formula): boolean {
  const before = past.kind === 'not' ? strictPast(past.of) : undefined;
  return before !== undefined && formulaText(before) === formulaText(begunBy(event));
}

/** Returns whether two formulas say that a moment has not come, and that it comes for the first time. */
function isUpTo(none: Formula, first: Formula): boolean {
  if (none.kind !== 'not' || none.of.kind !== 'once' || none.of.within !== undefined) return false;
  const begin = first.kind === 'and' && isFirst(first.left, first.right) ? first.left : first;
  return formulaText(begunBy(begin)) === formulaText(none.of.of);
}

/** Returns the event if a formula means that it occurred before the present microsecond. */
function strictPast(formula: Formula): Formula | undefined {
  if (formula.kind !== 'once' || formula.within?.fromUs !== BEFORE_US) return undefined;
  return formula.within.toUs === undefined ? formula.of : undefined;
}

function idiomOfNot(of: Formula): string | undefined {
  const before = strictPast(of);
  if (before !== undefined) return `it is not yet after ${moment(before)}`;
  if (of.kind === 'since' || (of.kind === 'once' && of.within === undefined)) {
    return formulaClause(of).replace(/^it is /, 'it is not ');
  }
  return undefined;
}

/** Returns a moment as a noun phrase. */
function moment(formula: Formula): string {
  if (formula.kind === 'once' && formula.of.kind === 'event' && formula.of.event === 'start') {
    const { fromUs, toUs } = formula.within ?? {};
    if (fromUs !== undefined && fromUs === toUs) return `the time ${timeText(fromUs)}`;
  }
  if (formula.kind !== 'event') return `the time when ${formulaClause(formula)}`;
  if (formula.event === 'start') return 'the start';
  return formula.event === 'bench.entry' ? `the entry "${formula.text}"` : predicateText(formula);
}

function countClause({ of, windowUs, is, limit }: Extract<Formula, { readonly kind: 'count' }>): string {
  const what = of.kind === 'event' ? predicateText(of) : `the moment when ${formulaClause(of)}`;
  return `the number of times of ${what} in the last ${timeText(windowUs)} ${COMPARED[is]} ${limit}`;
}

type Windowed = Extract<Formula, { readonly kind: 'always' | 'eventually' | 'once' | 'historically' }>;

function windowClause({ kind, within, of }: Windowed): string {
  const clause = formulaClause(of);
  if (within !== undefined && within.fromUs === within.toUs)
    return `${timeText(within.fromUs)} ${kind === 'always' || kind === 'eventually' ? 'later' : 'ago'} ${clause}`;
  switch (kind) {
    case 'always':
      return `at all times ${ahead(within)} ${clause}`;
    case 'eventually':
      return `at some time ${ahead(within)} ${clause}`;
    case 'historically':
      return `at all times ${behind(within)} ${clause}`;
    case 'once':
      return `at some time ${behind(within)} ${clause}`;
  }
}

function ahead(within: Within | undefined): string {
  if (within === undefined || (within.fromUs === 0 && within.toUs === undefined)) return 'from then on';
  if (within.toUs === undefined) return `later than ${timeText(within.fromUs)}`;
  if (within.fromUs === 0) return `within ${timeText(within.toUs)}`;
  return `from ${timeText(within.fromUs)} to ${timeText(within.toUs)} later`;
}

function behind(within: Within | undefined): string {
  if (within === undefined || (within.fromUs === 0 && within.toUs === undefined)) return 'until now';
  if (within.toUs === undefined) return `until ${timeText(within.fromUs)} ago`;
  if (within.fromUs === 0) return `in the last ${timeText(within.toUs)}`;
  return `from ${timeText(within.toUs)} to ${timeText(within.fromUs)} ago`;
}

type Chained = Extract<Formula, { readonly kind: 'until' | 'weakly until' | 'since' }>;

function chainClause({ kind, within, left, right }: Chained): string {
  const when = within === undefined ? '' : `, ${kind === 'since' ? behind(within) : ahead(within)}`;
  if (kind === 'since') return `${formulaClause(left)} ever since ${formulaClause(right)}${when}`;
  const may = kind === 'until' ? '' : ', which may never happen';
  return `${formulaClause(left)} until ${formulaClause(right)}${when}${may}`;
}
