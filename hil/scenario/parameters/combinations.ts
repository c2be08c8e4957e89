import { unitSymbolsOfAll } from '../../yaml/units.ts';
import { type Combination, type Parameter, type ParameterValue, parameterValue } from './parameter.ts';

/** Values set by the caller, by parameter name. They replace the written values. */
export type SetValues = ReadonlyMap<string, string>;

/**
 * Returns one combination per run. The last parameter changes fastest. A set value replaces all values of its
 * parameter.
 */
export function combinationsOf(parameters: readonly Parameter[], set: SetValues = new Map()): readonly Combination[] {
  return parameters.reduce<readonly Combination[]>(
    (sofar, parameter) =>
      sofar.flatMap((combination) =>
        chosen(parameter, set).map((value) => new Map([...combination, [parameter.name, value]])),
      ),
    [new Map()],
  );
}

function chosen({ name, values }: Parameter, set: SetValues): readonly ParameterValue[] {
  const text = set.get(name);
  return text === undefined ? values : [parameterValue(spaced(text))];
}

/** Returns a quantity with a space before its unit. A command line may leave the space out: `12min` means `12 min`. */
function spaced(text: string): string {
  const [, digits, unit = ''] = /^(-?\d+(?:\.\d+)?)([^\d\s.].*)$/.exec(text) ?? [];
  return digits !== undefined && unitSymbolsOfAll().includes(unit) ? `${digits} ${unit}` : text;
}
