import type { Place } from '../../yaml/place.ts';

/** Number of runs that one scenario may have. */
export const COMBINATIONS_MAX = 500;

/** One value of a parameter, as a YAML scalar. */
export interface ParameterValue {
  readonly text: string;
  /** The number, if the text is a number without a unit. */
  readonly value: string | number;
}

/** A parameter of a scenario and its values. */
export interface Parameter {
  readonly name: string;
  /** Place of its name. */
  readonly place: Place;
  readonly values: readonly ParameterValue[];
}

/** Values of all parameters for one run, by name. */
export type Combination = ReadonlyMap<string, ParameterValue>;

const PLAIN_NUMBER = /^-?\d{1,15}(?:\.\d{1,20})?$/;

/** Returns text as a value; as a number if it is one without a unit. */
export function parameterValue(text: string): ParameterValue {
  return { text, value: PLAIN_NUMBER.test(text) ? Number(text) : text };
}

/** Returns a value in the form that names of runs use, without its space: `20min`. */
export function shortText(text: string): string {
  return text.replace(/^(-?\d+(?:\.\d+)?) (?=\S+$)/, '$1');
}

/** Returns the values of a run in the form that names of runs use: `minutes=20min rate=2mL/day`. */
export function combinationText(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, text]) => `${name}=${shortText(text)}`)
    .join(' ');
}

/** Returns a combination as plain data: the text of each value, by parameter name. */
export function plainCombination(combination: Combination): Readonly<Record<string, string>> {
  return Object.fromEntries([...combination].map(([name, { text }]) => [name, text]));
}
