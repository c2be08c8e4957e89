import { PARAMETER_NAME } from '../scenario/parameters/read-parameters.ts';
import { PUMP_PATH_PATTERN } from '../scenario/pump/product-name.ts';

/** A text with a reference to a parameter: `$minutes`. */
const REFERENCE = `\\$${PARAMETER_NAME}`;

/** Parts of a JSON Schema whose values are taken as they are written. */
const KEPT: readonly string[] = ['scenario', 'parameters'];

type Json = unknown;

/** Returns a JSON Schema in which every value may also be a reference to a parameter, as `$minutes`. */
export function withReferences(schema: object): object {
  return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, partWith(key, part)]));
}

function partWith(key: string, part: Json): Json {
  if (key !== 'properties' && key !== '$defs' && key !== 'items' && key !== 'anyOf') return part;
  if (Array.isArray(part)) return part.map((one) => valueWith(one));
  if (key === 'items') return valueWith(part);
  return Object.fromEntries(
    Object.entries(part as object).map(([name, value]) => [name, KEPT.includes(name) ? value : valueWith(value, name)]),
  );
}

function valueWith(value: Json, key = ''): Json {
  if (typeof value !== 'object' || value === null) return value;
  const schema = value as {
    readonly type?: string;
    readonly pattern?: string;
    readonly enum?: Json;
    readonly const?: Json;
  };
  if (schema.type === 'string' && schema.pattern !== undefined)
    return { ...schema, pattern: `(?:${schema.pattern})|${REFERENCE}` };
  const isScalar = schema.type === 'string' || schema.type === 'number' || schema.type === 'integer';
  const pattern = key === 'product' ? `${PUMP_PATH_PATTERN}|${REFERENCE}` : REFERENCE;
  if (isScalar) return { anyOf: [schema, { type: 'string', pattern }] };
  return withReferences(schema);
}
