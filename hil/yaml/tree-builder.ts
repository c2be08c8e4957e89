import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Place } from './place.ts';
import { EndOfReading, keyShown, type Refuse, shown } from './problem.ts';
import type { ListTree, MapEntry, MapTree, ScalarTree, Tree } from './tree.ts';

/** Values in a tree; an alias counts at each use. */
const VALUES_MAX = 20_000;
const ANCHORS_MAX = 100;
const MERGE_KEY = '<<';
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,20})?(?:e[+-]?\d{1,2})?$/i;

/** Builds a tree from the library's nodes. Resolves aliases and merge keys within bounds, and refuses duplicate keys. */
export class TreeBuilder {
  readonly #placeOf: (offset: number) => Place;
  readonly #refuse: Refuse;
  readonly #depthMax: number;
  readonly #anchors = new Map<string, Node>();
  /** Nodes whose anchor is known. An alias visits a node again and must not restore its anchor over a later one of that name. */
  readonly #anchored = new Set<Node>();
  /** Alias in the text that the builder is expanding. A refusal names its place. */
  #outermostAlias: Alias | undefined;
  #valueCount = 0;

  constructor(placeOf: (offset: number) => Place, refuse: Refuse, depthMax: number) {
    this.#placeOf = placeOf;
    this.#refuse = refuse;
    this.#depthMax = depthMax;
  }

  /** Builds the tree. Throws `EndOfReading` after a refusal that leaves no tree. */
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
    if (this.#valueCount > VALUES_MAX)
      this.#end(node, 'too many values, with aliases expanded', `at most ${VALUES_MAX}`);
    if (depth > this.#depthMax) this.#end(node, 'an alias that nests too deep', `at most ${this.#depthMax} levels`);
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
    if (this.#anchored.size > ANCHORS_MAX) this.#end(node, 'too many anchors', `at most ${ANCHORS_MAX}`);
  }

  #meant(node: Node, source: string): Node {
    return this.#anchors.get(source) ?? this.#end(node, `alias ${shown(source)}`, 'the name of an anchor before it');
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
      else if (own.has(name)) this.#refuse(keyPlace, `key ${shown(name)} twice`, 'each key once');
      else own.set(name, { keyPlace, value });
    }
    for (const [name, entry] of merged) if (!own.has(name)) own.set(name, entry);
    return { kind: 'map', place: this.#place(node), entries: own };
  }

  #keyText(key: Node): string {
    if (isScalar(key)) return String(key.value);
    return this.#end(key, 'a key that is not text', 'text');
  }

  #merge(value: Tree, merged: Map<string, MapEntry>): void {
    if (value.kind === 'map') for (const [name, entry] of value.entries) merged.set(name, entry);
    else this.#refuse(value.place, `no mapping for ${keyShown(MERGE_KEY)}`, 'an alias of a mapping');
  }

  #scalar(node: Scalar): ScalarTree {
    const text = String(node.value);
    const value = node.type === 'PLAIN' && DECIMAL.test(text) ? Number(text) : text;
    const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
    return { kind: 'scalar', place: this.#place(node), value, text, ...(isQuoted ? { isQuoted } : {}) };
  }
}

function emptyAt(place: Place): ScalarTree {
  return { kind: 'scalar', place, value: '', text: '' };
}
