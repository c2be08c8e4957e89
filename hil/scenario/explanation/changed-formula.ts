import { type Formula, partsOf } from '../formula/formula.ts';

/** Returns all parts of a formula, itself first. Equal parts occur once. */
export function allPartsOf(formula: Formula): readonly Formula[] {
  const found = new Map<string, Formula>();
  const collect = (one: Formula): void => {
    const key = JSON.stringify(one);
    if (found.has(key)) return;
    found.set(key, one);
    for (const part of partsOf(one)) collect(part);
  };
  collect(formula);
  return [...found.values()];
}

/** Returns all predicates of a formula, equal ones too. */
export function predicatesIn(formula: Formula): readonly Formula[] {
  const inner = partsOf(formula).flatMap(predicatesIn);
  return isPredicate(formula) ? [formula, ...inner] : inner;
}

function isPredicate({ kind }: Formula): boolean {
  return ['compare', 'in range', 'state', 'event', 'count'].includes(kind);
}

/** Returns a formula in which another one takes the place of a part, wherever that part occurs. */
export function replaced(formula: Formula, part: Formula, by: Formula): Formula {
  const key = JSON.stringify(part);
  const inside = (one: Formula): Formula => {
    if (JSON.stringify(one) === key) return by;
    if (partsOf(one).length === 0) return one;
    if ('steps' in one) return { ...one, steps: one.steps.map(inside) };
    if ('left' in one && one.kind !== 'compare') return { ...one, left: inside(one.left), right: inside(one.right) };
    return 'of' in one ? ({ ...one, of: inside(one.of as Formula) } as Formula) : one;
  };
  return inside(formula);
}
