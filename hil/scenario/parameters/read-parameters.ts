import { keyShown, keysShown, type Refuse, shown } from '../../yaml/problem.ts';
import { described, type ListTree, type MapEntry, type MapTree, type ScalarTree, type Tree } from '../../yaml/tree.ts';
import { COMBINATIONS_MAX, type Parameter, type ParameterValue } from './parameter.ts';
import { readRange } from './read-range.ts';

export const PARAMETER_NAME = '[A-Za-z][A-Za-z0-9_]{0,29}';
const NAME_ALLOWED = 'a name: a letter, then letters, digits and underscores; at most 30 in all';
const PARAMETERS_MAX = 10;
const VALUE_CHARS_MAX = 100;
const VALUES_ALLOWED = `a list of 1 to ${COMBINATIONS_MAX} values, or a range such as { from: 1 min, to: 60 min, step: 1 min }`;
const VALUE_ALLOWED = `a number, a quantity or a text of 1 to ${VALUE_CHARS_MAX} characters`;

/**
 * Reads `parameters` of a scenario: a list of values, or a range, for each name. Returns an empty list for a scenario
 * without parameters, and undefined after a refusal.
 */
export function readParameters(tree: MapTree, refuse: Refuse): readonly Parameter[] | undefined {
  const written = tree.entries.get('parameters');
  if (written === undefined) return [];
  const { value } = written;
  if (value.kind !== 'map' || value.entries.size === 0) {
    const found = value.kind === 'map' ? 'no parameter' : described(value);
    refuse(value.place, `${found} for ${keyShown('parameters')}`, 'a mapping, as in { minutes: [5 min, 20 min] }');
    return undefined;
  }
  if (value.entries.size > PARAMETERS_MAX) {
    refuse(value.place, `${value.entries.size} parameters`, `at most ${PARAMETERS_MAX}`);
    return undefined;
  }
  const parameters = [...value.entries].map(([name, entry]) => parameterOf(name, entry, refuse));
  const read = parameters.filter((one) => one !== undefined);
  if (read.length < parameters.length) return undefined;
  const count = read.reduce((product, { values }) => product * values.length, 1);
  if (count <= COMBINATIONS_MAX) return read;
  refuse(
    written.keyPlace,
    `${count} combinations of ${keysShown(read.map(({ name }) => name))}`,
    `at most ${COMBINATIONS_MAX}`,
  );
  return undefined;
}

function parameterOf(name: string, { keyPlace, value }: MapEntry, refuse: Refuse): Parameter | undefined {
  if (!new RegExp(`^${PARAMETER_NAME}$`).test(name)) {
    refuse(keyPlace, `parameter ${shown(name)}`, NAME_ALLOWED);
    return undefined;
  }
  const values = valuesOf(name, value, refuse);
  return values === undefined ? undefined : { name, place: keyPlace, values };
}

function valuesOf(name: string, tree: Tree, refuse: Refuse): readonly ParameterValue[] | undefined {
  if (tree.kind === 'map') return readRange(tree, refuse);
  if (tree.kind === 'list' && tree.items.length >= 1 && tree.items.length <= COMBINATIONS_MAX)
    return listed(tree, refuse);
  const found = tree.kind === 'list' ? `${tree.items.length} values` : described(tree);
  refuse(tree.place, `${found} for ${keyShown(name)}`, VALUES_ALLOWED);
  return undefined;
}

function listed(list: ListTree, refuse: Refuse): readonly ParameterValue[] | undefined {
  const values: ParameterValue[] = [];
  const known = new Set<string>();
  for (const item of list.items) {
    if (!isValue(item)) refuse(item.place, `${described(item)} as a value`, VALUE_ALLOWED);
    else if (known.has(item.text)) refuse(item.place, `value ${shown(item.text)} twice`, 'each value once');
    else {
      known.add(item.text);
      values.push({ text: item.text, value: item.value });
    }
  }
  return values.length === list.items.length ? values : undefined;
}

function isValue(tree: Tree): tree is ScalarTree {
  return tree.kind === 'scalar' && isValueText(tree.text);
}

/** Returns whether a text can be a value of a parameter. */
function isValueText(text: string): boolean {
  return text.length >= 1 && text.length <= VALUE_CHARS_MAX && /\S/.test(text) && !/[\p{Cc}$]/u.test(text);
}
