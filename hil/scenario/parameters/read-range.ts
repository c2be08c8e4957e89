import { keyShown, type Refuse, shown } from '../../yaml/problem.ts';
import { refuseKey } from '../../yaml/read-table.ts';
import { described, type MapTree } from '../../yaml/tree.ts';
import { COMBINATIONS_MAX, type ParameterValue, parameterValue } from './parameter.ts';

const KEYS = ['from', 'to', 'step'] as const;
type RangeKey = (typeof KEYS)[number];

const NUMBER_AND_UNIT = /^(-?\d{1,9}(?:\.\d{1,6})?)(?: (\S.{0,20}))?$/;
/** Decimals are counted in whole millionths, so that steps add up without rounding. */
const MILLION = 1_000_000;

/** A number in whole millionths, and its unit. The unit is empty for a plain number. */
interface Bound {
  readonly millionths: number;
  readonly unit: string;
}

/**
 * Reads a range `{ from, to, step }`, all in one unit. `to` is included if whole steps reach it. Returns undefined
 * after a refusal.
 */
export function readRange(tree: MapTree, refuse: Refuse): readonly ParameterValue[] | undefined {
  const stranger = [...tree.entries.keys()].find((key) => !KEYS.some((known) => known === key));
  if (stranger !== undefined) {
    refuseKey(tree, stranger, KEYS, refuse);
    return undefined;
  }
  const [from, to, step] = KEYS.map((key) => boundOf(key, tree, refuse));
  if (from === undefined || to === undefined || step === undefined) return undefined;
  return valuesOf({ from, to, step }, tree, refuse);
}

function boundOf(key: RangeKey, tree: MapTree, refuse: Refuse): Bound | undefined {
  const written = tree.entries.get(key)?.value;
  const allowed = 'a number, or a number with a unit, as in 5 min';
  if (written === undefined) {
    refuse(tree.place, `range: no ${keyShown(key)}`, `\`${key}: VALUE\``, undefined, true);
    return undefined;
  }
  const [, digits, unit = ''] = written.kind === 'scalar' ? (NUMBER_AND_UNIT.exec(written.text) ?? []) : [];
  if (digits !== undefined) return { millionths: Math.round(Number(digits) * MILLION), unit };
  refuse(written.place, `${described(written)} for ${keyShown(key)}`, allowed);
  return undefined;
}

function valuesOf(
  { from, to, step }: Readonly<Record<RangeKey, Bound>>,
  tree: MapTree,
  refuse: Refuse,
): readonly ParameterValue[] | undefined {
  const placeOf = (key: RangeKey) => tree.entries.get(key)?.value.place ?? tree.place;
  const textOf = (millionths: number): string => `${millionths / MILLION}${from.unit === '' ? '' : ` ${from.unit}`}`;
  for (const [key, bound] of [['to', to] as const, ['step', step] as const]) {
    if (bound.unit === from.unit) continue;
    refuse(placeOf(key), `${unitShown(bound)} for ${keyShown(key)}`, `one unit in a range, here ${unitShown(from)}`);
    return undefined;
  }
  if (step.millionths <= 0) {
    refuse(placeOf('step'), `${shown(textOf(step.millionths))} for ${keyShown('step')}`, `above ${textOf(0)}`);
    return undefined;
  }
  if (to.millionths < from.millionths) {
    const allowed = `at least ${textOf(from.millionths)}, by ${keyShown('from')}`;
    refuse(placeOf('to'), `${shown(textOf(to.millionths))} for ${keyShown('to')}`, allowed);
    return undefined;
  }
  const count = Math.floor((to.millionths - from.millionths) / step.millionths) + 1;
  if (count > COMBINATIONS_MAX) {
    refuse(tree.place, `a range of ${count} values`, `at most ${COMBINATIONS_MAX} values`);
    return undefined;
  }
  return Array.from({ length: count }, (_, index) => parameterValue(textOf(from.millionths + index * step.millionths)));
}

function unitShown({ unit }: Bound): string {
  return unit === '' ? 'a plain number' : shown(unit);
}
