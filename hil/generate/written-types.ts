import { drugSignals, events } from '../scenario/checks/vocabulary.ts';
import { conditionNames } from '../scenario/patterns/condition-names.ts';
import { dimensions, unitSymbols } from '../yaml/units.ts';
import { plainScenarioJsonSchema } from './json-schema.ts';
import { SchemaTypes } from './schema-types.ts';

/** The parts of the schema that become types of their own. */
interface WholeSchema {
  readonly properties: Readonly<Record<string, object>>;
  readonly required: readonly string[];
  readonly $defs: Readonly<Record<string, object>>;
}

const WRITTEN_BY = 'Written by `npm run generate` from the schema of the language.';

const UNITS_HEAD = `/* Units, signals, events and states with their types. ${WRITTEN_BY} */

/** Units of each dimension. */
export interface Units {
UNITS
}

export type Dimension = keyof Units;

/** A number, a space and a unit of the dimension, as in \`0.5 mL/day\`. */
export type Quantity<D extends Dimension> = \`\${number} \${Units[D]}\`;

/** A time with a unit, as in \`30 min\`, or whole microseconds. */
export type Time = Quantity<'time'> | number;`;

const WRITTEN_HEAD = `/* Types of a scenario as a program writes it, with the keys of the YAML. ${WRITTEN_BY} */

import type { Condition, EventCondition } from './condition.ts';
import type { EventTexts, NamedEvent, Quantity, Time } from './units.gen.ts';

/** A condition that builders made, or its text. */
export type ConditionText = string | Condition;

/** An event as an expectation names it, its text bare or in quotes. */
export type WrittenEvent =
  | EventCondition
  | { readonly [E in NamedEvent]: E | \`\${E} \${EventTexts[E]}\` | \`\${E} "\${EventTexts[E]}"\` }[NamedEvent];`;

/** Returns the text of the file with the types of units, signals, events and states. */
export function unitTypes(): string {
  const units = dimensions.map((one) => `  readonly '${one}': ${literals(unitSymbols(one))};`).join('\n');
  return joined([
    UNITS_HEAD.replace('UNITS', units),
    `/** Signals with a number, each with its dimension. */\nexport interface SignalDimensions {\n${signalLines()}\n}`,
    `/** Signals that each drug has. A further drug's name follows, as in \`true.tipUg.clonidine\`. */\nexport type DrugSignal = ${literals(drugSignals)};`,
    `/** Events, each with the texts that may follow its name. */\nexport interface EventTexts {\n${eventLines()}\n}`,
    `/** Events that an expectation may name. Conditions may name all of them. */\nexport type NamedEvent = ${literals(Object.keys(events))};`,
    `/** States, each with its words and with the texts that may stand before \`is\`. */\nexport interface States {\n${stateLines()}\n}`,
  ]);
}

/** Returns the text of the file with the types of a scenario as a program writes it. */
export function writtenTypes(): string {
  const schema = plainScenarioJsonSchema() as WholeSchema;
  const types = new SchemaTypes(schema.$defs);
  const { timeline, expect, pump, ...head } = schema.properties;
  const required = schema.required.filter((key) => Object.hasOwn(head, key));
  return joined([
    WRITTEN_HEAD,
    `/** The pump of a scenario. */\nexport type WrittenPump = ${types.of(pump as object)};`,
    `/** An entry of the timeline. */\nexport type WrittenEntry =\n  | ${types.waysOf(itemsOf(timeline)).join('\n  | ')};`,
    `/** An expectation. */\nexport type WrittenCheck =\n  | ${types.waysOf(itemsOf(expect)).join('\n  | ')};`,
    `interface WrittenTop {\n${types.members({ properties: head, required })}\n  readonly pump: WrittenPump;\n  readonly timeline: readonly WrittenEntry[];\n}`,
    '/** A scenario with the keys of its YAML. A run that ends at a time needs no expectations. */\nexport type WrittenScenario = WrittenTop &\n  ({ readonly expect: readonly WrittenCheck[] } | { readonly "ends at": Time; readonly expect?: undefined });',
    `/** Keys whose value may be a time in whole microseconds. */\nexport const timeKeys: readonly string[] = ${JSON.stringify([...types.timeKeys].sort())};`,
  ]);
}

function joined(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

function itemsOf(list: object | undefined): object {
  return (list as { readonly items: object }).items;
}

function literals(words: readonly string[]): string {
  return words.length === 0 ? 'never' : words.map((word) => JSON.stringify(word)).join(' | ');
}

function signalLines(): string {
  const lines = Object.entries(conditionNames().signals).map(
    ([name, { dimension }]) => `  readonly '${name}': '${dimension}';`,
  );
  return lines.join('\n');
}

function eventLines(): string {
  return Object.entries(conditionNames().events)
    .map(([name, texts]) => `  readonly '${name}': ${literals(texts)};`)
    .join('\n');
}

function stateLines(): string {
  return Object.entries(conditionNames().states)
    .map(
      ([name, { words, of }]) =>
        `  readonly '${name}': { readonly word: ${literals(words)}; readonly of: ${literals(of)} };`,
    )
    .join('\n');
}
