import { allSignals } from '../../../firmware-sim/pump-signals.ts';
import { splitSignal } from '../checks/drug-signals.ts';
import { signals } from '../checks/vocabulary.ts';
import type { ConditionNames, KnownSignal, KnownState } from '../condition/condition-words.ts';
import type { Formula } from '../formula/formula.ts';
import { START_EVENT } from '../formula/predicate-streams.ts';
import { ledgers } from './ledgers.ts';
import { states } from './state-words.ts';

const recorded: Readonly<Record<string, KnownSignal>> = Object.fromEntries(
  Object.entries(signals).map(([name, { dimension, unit }]) => {
    const declared = (allSignals as Readonly<Record<string, { readonly kind: string }>>)[name];
    return [name, { dimension, unit, isStep: declared?.kind === 'step' }];
  }),
);

const known: Readonly<Record<string, KnownSignal>> = {
  ...recorded,
  ...Object.fromEntries(
    Object.entries(ledgers).map(([name, { unit }]) => [name, { dimension: 'volume', unit, isStep: true } as const]),
  ),
};

/** Events of a pump. They include events without texts, which an event pattern cannot name. */
const events: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    Object.entries(allSignals).flatMap(([name, declared]) =>
      declared.kind === 'event' ? [[name, declared.texts ?? []]] : [],
    ),
  ),
  [START_EVENT]: [],
};

const knownStates: Readonly<Record<string, KnownState>> = Object.fromEntries(
  Object.entries(states).map(([name, { event, words, keyField }]) => {
    const of = keyField === undefined ? [] : (events[event] ?? []).filter((text) => !words.includes(text));
    return [name, { words, of }];
  }),
);

/** Returns the names that a condition may use. `defined` holds the names from `let`. */
export function conditionNames(defined: ReadonlyMap<string, Formula> = new Map()): ConditionNames {
  return {
    signals: known,
    signalNamed: (name) => {
      const { base } = splitSignal(name);
      return Object.hasOwn(known, base) ? known[base] : undefined;
    },
    events,
    states: knownStates,
    defined,
  };
}
