import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Place } from '../scenario.ts';
import { type Refuse, shown } from './problem.ts';
import type { ListTree, MapEntry, MapTree, ScalarTree, Tree } from './tree.ts';

/** An alias counts as often as it is used. */
const VALUES_MAX = 20_000;
const ANCHORS_MAX = 100;
const MERGE_KEY = '<<';
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** Thrown to leave the recursion after a refusal that ends the reading; caught in `build`. */
class Refused extends Error {}

/** The library's nodes to a tree: aliases and merge keys put in, within bounds; duplicate keys refused. */
export class TreeBuilder {
  readonly #placeOf: (offset: number) => Place;
  readonly #refuse: Refuse;
  readonly #depthMax: number;
  readonly #anchors = new Map<string, Node>();
  #valueCount = 0;

  constructor(placeOf: (offset: number) => Place, refuse: Refuse, depthMax: number) {
    this.#placeOf = placeOf;
    this.#refuse = refuse;
    this.#depthMax = depthMax;
  }

  build(root: Node): Tree | undefined {
    try {
      return this.#tree(root, 0);
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
  }

  #end(node: Node, found: string, allowed: string): never {
    this.#refuse(this.#place(node), found, allowed);
    throw new Refused();
  }

  #place(node: Node): Place {
    return this.#placeOf(node.range?.[0] ?? 0);
  }

  #tree(node: Node, depth: number): Tree {
    this.#valueCount += 1;
    if (this.#valueCount > VALUES_MAX) this.#end(node, 'more values, aliases counted', `at most ${VALUES_MAX}`);
    if (depth > this.#depthMax) this.#end(node, 'an alias that nests deeper', `at most ${this.#depthMax} levels`);
    if (isAlias(node)) return this.#tree(this.#anchored(node, node.source), depth + 1);
    if ('anchor' in node && node.anchor !== undefined) this.#remember(node, node.anchor);
    if (isMap(node)) return this.#map(node, depth);
    if (isSeq(node)) return this.#list(node, depth);
    return this.#scalar(node as Scalar);
  }

  #remember(node: Node, anchor: string): void {
    this.#anchors.set(anchor, node);
    if (this.#anchors.size > ANCHORS_MAX) this.#end(node, 'one more anchor', `at most ${ANCHORS_MAX}`);
  }

  #anchored(node: Node, source: string): Node {
    return this.#anchors.get(source) ?? this.#end(node, `alias ${shown(source)}`, 'an anchor written before it');
  }

  #list(node: YAMLSeq, depth: number): ListTree {
    const items = node.items.map((item) => this.#tree(item as Node, depth + 1));
    return { kind: 'list', place: this.#place(node), items };
  }

  #map(node: YAMLMap, depth: number): MapTree {
    const own = new Map<string, MapEntry>();
    const merged = new Map<string, MapEntry>();
    for (const pair of node.items) {
      const key = pair.key as Node;
      const name = this.#keyText(key);
      const keyPlace = this.#place(key);
      const value = pair.value === null ? emptyAt(keyPlace) : this.#tree(pair.value as Node, depth + 1);
      if (name === MERGE_KEY) this.#merge(value, merged);
      else if (own.has(name)) this.#refuse(keyPlace, `key ${shown(name)} a second time`, 'each key once');
      else own.set(name, { keyPlace, value });
    }
    for (const [name, entry] of merged) if (!own.has(name)) own.set(name, entry);
    return { kind: 'map', place: this.#place(node), entries: own };
  }

  #keyText(key: Node): string {
    if (isScalar(key)) return String(key.value);
    return this.#end(key, 'a key that is not text', 'a text as key');
  }

  #merge(value: Tree, merged: Map<string, MapEntry>): void {
    if (value.kind === 'map') for (const [name, entry] of value.entries) merged.set(name, entry);
    else this.#refuse(value.place, `no mapping for ${MERGE_KEY}`, 'an alias of a mapping');
  }

  #scalar(node: Scalar): ScalarTree {
    const text = String(node.value);
    const value = node.type === 'PLAIN' && DECIMAL.test(text) ? Number(text) : text;
    return { kind: 'scalar', place: this.#place(node), value, text };
  }
}

function emptyAt(place: Place): ScalarTree {
  return { kind: 'scalar', place, value: '', text: '' };
}
