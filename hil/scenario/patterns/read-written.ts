import { NAME_PATTERN } from '../../yaml/leaf-schemas.ts';
import type { Refuse } from '../../yaml/problem.ts';
import { refuseName } from '../../yaml/refuse-name.ts';
import type { MapTree, ScalarTree, Tree } from '../../yaml/tree.ts';
import { parseQuantity } from '../../yaml/units.ts';
import { RESERVED_WORDS } from '../condition/condition-words.ts';
import { readCondition } from '../condition/read-condition.ts';
import type { Formula } from '../formula/formula.ts';
import { once, START, window } from './build-formula.ts';
import { conditionNames } from './condition-names.ts';

const isName = new RegExp(NAME_PATTERN);

/** Reads the conditions of one check. A refusal names the column inside the condition. */
export class WrittenConditions {
  readonly #defined = new Map<string, Formula>();
  readonly #refuse: Refuse;
  /** Names of the timeline's entries; undefined if one could not be read. */
  readonly #entryNames: readonly string[] | undefined;

  constructor(entryNames: readonly string[] | undefined, refuse: Refuse) {
    this.#entryNames = entryNames;
    this.#refuse = refuse;
  }

  /** Reads the definitions of `let`. Each may use the definitions before it. */
  define(tree: MapTree): void {
    for (const [name, { keyPlace, value }] of tree.entries) {
      if (!/^[A-Za-z]\w{0,59}$/.test(name))
        this.#refuse(keyPlace, `the name "${name}"`, 'a letter, then letters, digits and underscores');
      if (RESERVED_WORDS.includes(name))
        this.#refuse(keyPlace, `the name "${name}", a word of conditions`, 'a name of its own, as in held');
      const formula = this.read(value);
      if (formula !== undefined) this.#defined.set(name, formula);
    }
  }

  /** Reads a condition. Returns undefined after a refusal. */
  read(tree: Tree): Formula | undefined {
    if (tree.kind !== 'scalar') return undefined;
    const read = readCondition(tree.text, conditionNames(this.#defined));
    if (read.ok) return read.formula;
    const { offset, found, allowed, nearest } = read.problem;
    this.#refuse(placeWithin(tree, offset), found, allowed, nearest);
    return undefined;
  }

  /** Reads a time. The schema has already accepted it. */
  timeUs(tree: Tree): number | undefined {
    const time = tree.kind === 'scalar' ? parseQuantity(tree.text, 'time') : undefined;
    return time?.ok === true ? time.value : undefined;
  }

  /** Reads a moment: the name of an entry, a time of the run, or a condition. */
  moment(key: string, tree: Tree): Formula | undefined {
    if (tree.kind !== 'scalar') return undefined;
    if (tree.text === 'start') return START;
    const defined = this.#defined.get(tree.text);
    if (defined !== undefined) return defined;
    const time = parseQuantity(tree.text, 'time');
    if (time.ok && time.value >= 0) return once(window(time.value, time.value), START);
    if (!isName.test(tree.text)) return this.read(tree);
    if (this.#entryNames !== undefined && !this.#entryNames.includes(tree.text)) {
      refuseName(
        tree.place,
        key,
        tree.text,
        this.#entryNames,
        'a condition, since the timeline is empty',
        this.#refuse,
        [key.endsWith('during') ? 'or a condition' : 'a time, or a condition'],
      );
      return undefined;
    }
    return entryEvent(tree.text);
  }
}

/** Returns the event that an entry of the timeline writes into the trace. */
export function entryEvent(name: string): Formula {
  return { kind: 'event', event: 'bench.entry', text: name };
}

function placeWithin({ place, text, isQuoted }: ScalarTree, offset: number): Tree['place'] {
  return text.includes('\n')
    ? place
    : { line: place.line, column: place.column + offset + (isQuoted === true ? 1 : 0) };
}
