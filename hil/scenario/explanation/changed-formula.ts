import type { Formula } from '../formula/formula.ts';

/** Returns all parts of a formula, itself first. Equal parts occur once. */
export function partsOf(formula: Formula): readonly Formula[] {
  const found = new Map<string, Formula>();
  const collect = (one: Formula): void => {
    const key = JSON.stringify(one);
    if (found.has(key)) return;
    found.set(key, one);
    for (const part of innerOf(one)) collect(part);
  };
  collect(formula);
  return [...found.values()];
}

/** Returns all predicates of a formula, equal ones too. */
export function predicatesIn(formula: Formula): readonly Formula[] {
  const inner = innerOf(formula).flatMap(predicatesIn);
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
    if (innerOf(one).length === 0) return one;
    if ('steps' in one) return { ...one, steps: one.steps.map(inside) };
    if ('left' in one && one.kind !== 'compare') return { ...one, left: inside(one.left), right: inside(one.right) };
    return 'of' in one ? ({ ...one, of: inside(one.of as Formula) } as Formula) : one;
  };
  return inside(formula);
}

function innerOf(formula: Formula): readonly Formula[] {
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
