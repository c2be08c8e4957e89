import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Place } from './place.ts';
import { EndOfReading, type Refuse, shown } from './problem.ts';
import type { ListTree, MapEntry, MapTree, ScalarTree, Tree } from './tree.ts';

/** An alias counts as often as it is used. */
const VALUES_MAX = 20_000;
const ANCHORS_MAX = 100;
const MERGE_KEY = '<<';
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,20})?(?:e[+-]?\d{1,2})?$/i;

/** The library's nodes to a tree: aliases and merge keys put in, within bounds; duplicate keys refused. */
export class TreeBuilder {
  readonly #placeOf: (offset: number) => Place;
  readonly #refuse: Refuse;
  readonly #depthMax: number;
  readonly #anchors = new Map<string, Node>();
  /** An alias comes by them again, and must not turn a later anchor of that name back. */
  readonly #anchored = new Set<Node>();
  /** Where somebody wrote what turned out too much. */
  #outermostAlias: Alias | undefined;
  #valueCount = 0;

  constructor(placeOf: (offset: number) => Place, refuse: Refuse, depthMax: number) {
    this.#placeOf = placeOf;
    this.#refuse = refuse;
    this.#depthMax = depthMax;
  }

  /** Throws `EndOfReading` after a refusal of what has no tree. */
  build(root: Node): Tree {
    return this.#tree(root, 0);
  }

  #end(node: Node, found: string, allowed: string): never {
    this.#refuse(this.#place(this.#outermostAlias ?? node), found, allowed);
    throw new EndOfReading();
  }

  #place(node: Node): Place {
    return this.#placeOf(node.range?.[0] ?? 0);
  }

  #tree(node: Node, depth: number): Tree {
    this.#valueCount += 1;
    if (this.#valueCount > VALUES_MAX) this.#end(node, 'more values, aliases counted', `at most ${VALUES_MAX}`);
    if (depth > this.#depthMax) this.#end(node, 'an alias that nests deeper', `at most ${this.#depthMax} levels`);
    if (isAlias(node)) return this.#throughAlias(node, depth);
    if ('anchor' in node && node.anchor !== undefined) this.#remember(node, node.anchor);
    if (isMap(node)) return this.#map(node, depth);
    if (isSeq(node)) return this.#list(node, depth);
    return this.#scalar(node as Scalar);
  }

  #throughAlias(alias: Alias, depth: number): Tree {
    const isOutermost = this.#outermostAlias === undefined;
    const node = this.#meant(alias, alias.source);
    if (isOutermost) this.#outermostAlias = alias;
    const tree = this.#tree(node, depth + 1);
    if (isOutermost) this.#outermostAlias = undefined;
    return tree;
  }

  #remember(node: Node, anchor: string): void {
    if (this.#anchored.has(node)) return;
    this.#anchored.add(node);
    this.#anchors.set(anchor, node);
    if (this.#anchored.size > ANCHORS_MAX) this.#end(node, 'one more anchor', `at most ${ANCHORS_MAX}`);
  }

  #meant(node: Node, source: string): Node {
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
