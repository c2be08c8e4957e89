import { CONDITION_IN_WORDS } from '../scenario/patterns/pattern-keys.ts';
import { dimensions, quantityPattern } from '../yaml/units.ts';

/** The parts of JSON Schema that the schema of a scenario uses. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: object | boolean;
  readonly anyOf?: readonly object[];
  readonly allOf?: readonly object[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly description?: string;
  readonly items?: object;
  readonly prefixItems?: readonly object[];
}

const NUMBER = '-?\\d{1,9}(\\.\\d{1,6})?';
const TIME = quantityPattern('time');
/** A part of a pattern that is a literal text. */
const PLAIN_WORDS = /^[\w %/-]*$/;
/** Words and any text after them: `from file walk-in.csv`. */
const WORDS_AND_TEXT = /^([a-z ]+ )\\S\.\{0,\d+\}$/;
const CONDITION = /^a condition\b/;
const EVENT = /^an event with or without a text\b/;

/** Turns the schema of a scenario into types. A text of a number and a unit becomes a type that knows its unit. */
export class SchemaTypes {
  /** Keys whose value may be a time. */
  readonly timeKeys = new Set<string>();
  readonly #definitions: Readonly<Record<string, object>>;

  constructor(definitions: Readonly<Record<string, object>>) {
    this.#definitions = definitions;
  }

  /** Returns the type of a value. */
  of(given: object): string {
    const schema = this.#resolved(given);
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.enum !== undefined) return schema.enum.map((word) => JSON.stringify(word)).join(' | ');
    if (schema.anyOf !== undefined) return [...new Set(this.waysOf(schema))].join(' | ');
    switch (schema.type) {
      case 'object':
        if (typeof schema.additionalProperties === 'object')
          return `Readonly<Record<string, ${this.of(schema.additionalProperties)}>>`;
        return `{\n${this.members(schema)}\n}`;
      case 'array':
        return this.#list(schema);
      case 'number':
      case 'integer':
        return 'number';
      case 'string':
        return textType(schema);
      default:
        throw new RangeError(`types: no type for the schema ${JSON.stringify(schema)}`);
    }
  }

  /** Returns the types of the alternatives. */
  waysOf(given: object): readonly string[] {
    const schema = this.#resolved(given);
    return (schema.anyOf ?? [schema]).map((way) => this.of(way));
  }

  /** Returns the members of a mapping, each on a line. */
  members({ properties = {}, required = [] }: Pick<Schema, 'properties' | 'required'>): string {
    const lines = Object.entries(properties).map(([key, value]) => {
      const type = this.of(value);
      if (/\bTime\b/.test(type.replace(/\{[^}]*\}/g, ''))) this.timeKeys.add(key);
      const isNeeded = required.includes(key);
      return `  readonly ${JSON.stringify(key)}${isNeeded ? '' : '?'}: ${type}${isNeeded ? '' : ' | undefined'};`;
    });
    return lines.join('\n');
  }

  #list({ prefixItems, items }: Schema): string {
    if (prefixItems !== undefined) return `readonly [${prefixItems.map((item) => this.of(item)).join(', ')}]`;
    if (items === undefined) throw new RangeError('types: a list without items');
    return `readonly (${this.of(items)})[]`;
  }

  #resolved(given: object): Schema {
    const schema = given as Schema;
    if (schema.$ref === undefined) return schema;
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    const { $ref: _ref, ...beside } = schema;
    return { ...this.#resolved(this.#definitions[name] ?? {}), ...beside };
  }
}

function textType({ pattern = '', description = '' }: Schema): string {
  // As a text it would allow any misspelt event.
  if (description === CONDITION_IN_WORDS) return 'Condition';
  if (CONDITION.test(description)) return 'ConditionText';
  if (EVENT.test(description)) return 'WrittenEvent';
  const inside = pattern.replace(/^\^/, '').replace(/\$$/, '');
  const dimension = dimensions.find((one) => quantityPattern(one) === inside);
  if (dimension === 'time') return 'Time';
  if (dimension !== undefined) return `Quantity<'${dimension}'>`;
  if (inside.includes(TIME) && inside.includes('A-Za-z')) return 'string | number';
  const words = WORDS_AND_TEXT.exec(inside)?.[1];
  if (words !== undefined) return `\`${words}\${string}\``;
  return wordsType(inside) ?? 'string';
}

/**
 * Returns the type of a pattern of words and of quantities after words: `free`, `bound 6 h`. Undefined for any other
 * pattern.
 */
function wordsType(pattern: string): string | undefined {
  const inside = pattern.replaceAll(NUMBER, '#');
  const whole = /^\((.*)\)$/.exec(inside)?.[1];
  const types = (whole !== undefined && isBalanced(whole) ? alternatives(whole) : alternatives(inside)).map(wordType);
  return types.every((type) => type !== undefined) ? types.join(' | ') : undefined;
}

/** Splits a pattern at the bars outside its parentheses. */
function alternatives(pattern: string): readonly string[] {
  const ways = [''];
  let depth = 0;
  for (const letter of pattern) {
    if (letter === '(' || letter === '[') depth += 1;
    if (letter === ')' || letter === ']') depth -= 1;
    if (letter === '|' && depth === 0) ways.push('');
    else ways[ways.length - 1] += letter;
  }
  return ways;
}

function isBalanced(pattern: string): boolean {
  let depth = 0;
  for (const letter of pattern) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return true;
}

/** Returns the type of a word, or of a quantity with the word before it. */
function wordType(way: string): string | undefined {
  const [, before, units] = /^([^#]*)#(?: \(([^()]*)\))?$/.exec(way) ?? [];
  if (before === undefined) return PLAIN_WORDS.test(way) && way !== '' ? JSON.stringify(way) : undefined;
  const shown = PLAIN_WORDS.test(before) ? before : `\${string}${before.endsWith(' ') ? ' ' : ''}`;
  const symbols = units?.split('|').map((one) => JSON.stringify(one));
  return `\`${shown}\${number}${symbols === undefined ? '' : ` \${${symbols.join(' | ')}}`}\``;
}
