import { keyShown, keysShown, type Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';
import { timeText } from '../../yaml/units.ts';
import type { ScenarioContext } from '../checks/scope.ts';
import type { Formula } from '../formula/formula.ts';
import type { Asking } from './asking.ts';
import { beginOf, window } from './build-formula.ts';
import { WrittenConditions } from './read-written.ts';
import { scopeFormula } from './scope-formula.ts';

const TRIGGERS = ['whenever', 'when', 'after'];

/** Reads the conditions of one pattern. */
export class PatternReader {
  readonly #tree: MapTree;
  readonly #around: ScenarioContext;
  readonly #refuse: Refuse;
  readonly #conditions: WrittenConditions;
  #hasRefused = false;

  constructor(tree: MapTree, around: ScenarioContext, refuse: Refuse) {
    this.#tree = tree;
    this.#around = around;
    this.#refuse = (...problem) => {
      this.#hasRefused = true;
      refuse(...problem);
    };
    const names = around.isWhole ? around.entries.map((entry) => entry.name) : undefined;
    this.#conditions = new WrittenConditions(names, this.#refuse);
    const defined = tree.entries.get('let')?.value;
    if (defined?.kind === 'map') this.#conditions.define(defined);
  }

  /** True if a condition could not be read. */
  get hasRefused(): boolean {
    return this.#hasRefused;
  }

  /** Reads the condition of a key. Undefined after a refusal, or if the key is missing. */
  condition(key: string): Formula | undefined {
    const tree = this.#tree.entries.get(key)?.value;
    return tree === undefined ? undefined : this.#conditions.read(tree);
  }

  optional(key: string): Formula | undefined {
    return this.condition(key);
  }

  conditions(key: string): readonly Formula[] | undefined {
    const tree = this.#tree.entries.get(key)?.value;
    if (tree?.kind !== 'list') return undefined;
    const read = tree.items.map((item) => this.#conditions.read(item));
    return read.every((one) => one !== undefined) ? read : undefined;
  }

  /** Reads when the check asks. Undefined after a refusal. */
  asking(): Asking | undefined {
    const [first, second] = TRIGGERS.filter((key) => this.#tree.entries.has(key));
    if (first !== undefined && second !== undefined) {
      this.refuseKey(second, `${keyShown(first)} and ${keyShown(second)} together`, `one of ${keysShown(TRIGGERS)}`);
    }
    if (this.#tree.entries.has('unless')) this.lacksTrigger(['unless']);
    const each = this.#each();
    const once = this.condition('when') ?? this.#moment('after');
    const scope = scopeFormula(this.#tree, this.#conditions, this.#around, this.#refuse);
    const unless = this.condition('unless');
    if (this.#hasRefused) return undefined;
    return {
      ...(each === undefined ? {} : { each }),
      ...(once === undefined ? {} : { first: once }),
      ...(scope === undefined ? {} : { scope }),
      ...(unless === undefined ? {} : { unless }),
    };
  }

  /** Refuses keys that need a trigger if the check has none. Returns whether it refused a key. */
  lacksTrigger(keys: readonly string[]): boolean {
    const key = keys.find((one) => this.#tree.entries.has(one));
    if (key === undefined || TRIGGERS.some((one) => this.#tree.entries.has(one))) return false;
    this.refuseKey(
      key,
      `${keyShown(key)} without ${keysShown(TRIGGERS)}`,
      `${keyShown(key)} together with one of the three`,
    );
    return true;
  }

  /** Refuses a key of a list beside another one. Returns whether it refused a key. */
  refusesBoth(keys: readonly string[], other: string): boolean {
    const key = keys.find((one) => this.#tree.entries.has(one));
    if (key !== undefined) this.refuseKey(key, `${keyShown(key)} with ${keyShown(other)}`, 'one of the two');
    return key !== undefined;
  }

  /** Refuses `unless` beside a response that it cannot end. Returns whether it did. */
  refusesUnless(kind: 'in order' | 'count' | 'formula'): boolean {
    if (!this.#tree.entries.has('unless') || this.lacksTrigger(['unless'])) return this.#tree.entries.has('unless');
    const of = keyShown(kind);
    if (kind === 'count') {
      this.refuseKey('unless', `\`unless\` with ${of}, which is decided at once`, `${of} without \`unless\``);
    } else {
      this.refuseKey('unless', `\`unless\` with ${of}`, '`unless` with `see`, `never see`, `holds` or `never`');
    }
    return true;
  }

  refuseKey(key: string, found: string, allowed: string): void {
    this.#refuse(this.#tree.entries.get(key)?.keyPlace ?? this.#tree.place, found, allowed);
  }

  /** Refuses a check that lacks a required part. */
  refuseCheck(found: string, allowed: string): void {
    this.#refuse(this.#tree.place, found, allowed, undefined, true);
  }

  #moment(key: string): Formula | undefined {
    const tree = this.#tree.entries.get(key)?.value;
    return tree === undefined ? undefined : this.#conditions.moment(key, tree);
  }

  /** Reads `whenever`: the begin of a condition, all its moments, or one that becomes true and stays true for a time. */
  #each(): Formula | undefined {
    const tree = this.#tree.entries.get('whenever')?.value;
    if (tree === undefined) return undefined;
    if (tree.kind !== 'map') {
      const each = this.#conditions.read(tree);
      return each === undefined ? undefined : beginOf(each);
    }
    const throughout = tree.entries.get('throughout')?.value;
    if (throughout !== undefined) return this.#conditions.read(throughout);
    const becomes = tree.entries.get('becomes')?.value;
    const of = becomes === undefined ? undefined : this.#conditions.read(becomes);
    const [atLeastUs, atMostUs] = [this.#timeUs(tree, 'for at least'), this.#timeUs(tree, 'for at most')];
    if (atLeastUs !== undefined && atMostUs !== undefined && atLeastUs > atMostUs) {
      const place = tree.entries.get('for at least')?.keyPlace ?? tree.place;
      const allowed = `at most ${timeText(atMostUs)}, the time of \`for at most\``;
      this.#refuse(place, `\`for at least\` of ${timeText(atLeastUs)}`, allowed);
    }
    return of === undefined ? undefined : becoming(of, atLeastUs, atMostUs);
  }

  #timeUs(tree: MapTree, key: string): number | undefined {
    const value = tree.entries.get(key)?.value;
    return value === undefined ? undefined : this.#conditions.timeUs(value);
  }
}

/**
 * Returns when the check asks: at the moment at which a condition becomes true, or when it has been true for at least a
 * time. With `atMostUs` it asks when the condition ends after a time between both limits.
 */
function becoming(of: Formula, atLeastUs: number | undefined, atMostUs: number | undefined): Formula {
  const rises: Formula = { kind: 'rises', of };
  if (atMostUs === undefined) {
    return atLeastUs === undefined
      ? rises
      : { kind: 'rises', of: { kind: 'historically', within: window(0, atLeastUs), of } };
  }
  const ended: Formula = {
    kind: 'and',
    left: { kind: 'falls', of },
    right: { kind: 'once', within: window(0, atMostUs), of: rises },
  };
  if (atLeastUs === undefined || atLeastUs === 0) return ended;
  const early: Formula = { kind: 'once', within: window(0, atLeastUs - 1), of: rises };
  return { kind: 'and', left: ended, right: { kind: 'not', of: early } };
}
