import { timeText } from '../../yaml/units.ts';
import type { Comparison, Formula, Within } from './formula.ts';
import { predicateText, termText } from './formula-text.ts';

const COMPARED: Readonly<Record<Comparison, string>> = {
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
};

/** Returns a formula as a plain clause, to be put behind "It is required that". */
export function formulaClause(formula: Formula): string {
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
      return `it is not the case that ${formulaClause(formula.of)}`;
    case 'and':
    case 'or':
      return `${formulaClause(formula.left)} ${formula.kind} ${formulaClause(formula.right)}`;
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
    case 'rises':
      return `it becomes true that ${formulaClause(formula.of)}`;
    case 'falls':
      return `it becomes false that ${formulaClause(formula.of)}`;
  }
}

function countClause({ of, windowUs, is, limit }: Extract<Formula, { readonly kind: 'count' }>): string {
  const what = of.kind === 'event' ? predicateText(of) : `the moment when ${formulaClause(of)}`;
  return `the number of times of ${what} in the last ${timeText(windowUs)} ${COMPARED[is]} ${limit}`;
}

type Windowed = Extract<Formula, { readonly kind: 'always' | 'eventually' | 'once' | 'historically' }>;

function windowClause({ kind, within, of }: Windowed): string {
  const clause = formulaClause(of);
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
  if (within === undefined || (within.fromUs === 0 && within.toUs === undefined)) return 'from now on';
  if (within.toUs === undefined) return `from ${timeText(within.fromUs)} from now on`;
  if (within.fromUs === 0) return `in the next ${timeText(within.toUs)}`;
  return `from ${timeText(within.fromUs)} to ${timeText(within.toUs)} from now`;
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
