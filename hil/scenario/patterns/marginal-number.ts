import { readCondition } from '../condition/read-condition.ts';
import type { Comparison, Formula, Predicate, Term } from '../formula/formula.ts';
import { termText } from '../formula/formula-text.ts';
import { conditionNames } from './condition-names.ts';
import type { PatternReader } from './pattern-reader.ts';

const KEY = 'marginal from';
const MIRRORED: Readonly<Record<Comparison, Comparison>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

type Compare = Extract<Predicate, { readonly kind: 'compare' }>;

/**
 * Returns the condition of a check with its marginal band as the limit. A value where the band begins is marginal already, so
 * `holds` does not include it and `never` does. Undefined after a refusal.
 */
export function narrowed(
  key: 'holds' | 'never',
  stated: Formula,
  written: string,
  reader: PatternReader,
): Formula | undefined {
  const compared = stated.kind === 'compare' ? withNumberBehind(stated) : undefined;
  if (compared === undefined) {
    reader.refuseKey(
      KEY,
      `\`${KEY}\` in the unit of a signal, with a condition of another kind`,
      'a time, or a condition that compares with a number, as in true.rotorDeg <= 3 deg',
    );
    return undefined;
  }
  const isBelow = compared.is.startsWith('<');
  const is = `${isBelow ? '<' : '>'}${key === 'never' ? '=' : ''}`;
  const read = readCondition(`${termText(compared.of)} ${is} ${written}`, conditionNames());
  if (!read.ok) {
    reader.refuseKey(KEY, `\`${KEY}\` of ${read.problem.found}`, read.problem.allowed);
    return undefined;
  }
  const { right } = read.formula as Compare;
  const from = right.kind === 'number' ? right.value : Number.NaN;
  // The band lies before the limit: below an upper one, above a lower one. \`never\` turns the sides around.
  const isUpper = isBelow === (key === 'holds');
  if (isUpper ? from <= compared.limit : from >= compared.limit) return read.formula;
  reader.refuseKey(KEY, `\`${KEY}\` of ${written}`, `at ${isUpper ? 'most' : 'least'} ${compared.text}, the limit`);
  return undefined;
}

interface Compared {
  readonly of: Term;
  readonly is: Comparison;
  readonly limit: number;
  readonly text: string;
}

function withNumberBehind({ left, is, right }: Compare): Compared | undefined {
  if (right.kind === 'number') return { of: left, is, limit: right.value, text: right.text };
  return left.kind === 'number' ? { of: right, is: MIRRORED[is], limit: left.value, text: left.text } : undefined;
}
