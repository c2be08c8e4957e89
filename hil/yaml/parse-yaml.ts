import { Composer, Lexer, LineCounter, type Node, Parser, type YAMLError } from 'yaml';
import type { Place } from './place.ts';
import { type Refuse, shown } from './problem.ts';
import type { Tree } from './tree.ts';
import { TreeBuilder } from './tree-builder.ts';

/** Enough for seven years with an entry a day. The library parses the slowest text of this length in one second. */
const CHARS_MAX = 131_072;
/** A scenario needs six levels. The library recurses without a bound, and a hundred thousand levels end the process. */
const DEPTH_MAX = 20;
const FAULT_CHARS_MAX = 150;
/** Begin of what was found if the library reports it. */
export const YAML_FAULT = 'a YAML error';

/** What follows a text that has ended, by the library's word for it. */
const behindText: Readonly<Record<string, string>> = {
  'flow-seq-start': '"[" behind a text without quotes',
  'flow-map-start': '"{" behind a text without quotes',
};
const IN_QUOTES = "a comma or the end there, or quotes around a text with brackets, as in 'x in [1 mL, 2 mL]'";

type Token = Parser['stack'][number];
type PlaceOf = (offset: number) => Place;

/** Parses text to a tree with places; undefined after a refusal. Time and memory are bounded for any text. Messages name the text `what`. */
export function parseYaml(text: string, refuse: Refuse, what = 'scenario'): Tree | undefined {
  if (text.length > CHARS_MAX) {
    refuse({ line: 1, column: 1 }, `${text.length} characters`, `at most ${CHARS_MAX}`);
    return undefined;
  }
  const placeOf = placesIn(text);
  const tokens = tokensOf(text);
  if ('tooDeepAt' in tokens) {
    refuse(placeOf(tokens.tooDeepAt), 'deeper nesting', `at most ${DEPTH_MAX} levels`);
    return undefined;
  }
  const root = onlyDocument(tokens, placeOf, refuse, what);
  return root === undefined ? undefined : new TreeBuilder(placeOf, refuse, DEPTH_MAX).build(root);
}

function placesIn(text: string): PlaceOf {
  const counter = new LineCounter();
  for (let start = 0; start >= 0; start = text.indexOf('\n', start) + 1 || -1) counter.addNewLine(start);
  return (offset) => {
    const { line, col } = counter.linePos(Math.max(0, Math.min(offset, text.length)));
    return { line, column: col };
  };
}

/** Splits text into tokens as the library's `parseDocument` does, and stops at the depth limit. */
function tokensOf(text: string): readonly Token[] | { readonly tooDeepAt: number } {
  const parser = new Parser();
  const tokens: Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > DEPTH_MAX) return { tooDeepAt: parser.offset };
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/**
 * Composes the one document of a text. Scalars stay text (`failsafe`). `TreeBuilder` finds duplicate keys by a set, since
 * the library compares each key with each other.
 */
function onlyDocument(tokens: readonly Token[], placeOf: PlaceOf, refuse: Refuse, what: string): Node | undefined {
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  const [document, second] = [...composer.compose(tokens)];
  // The library continues after an error, and its later errors are consequences of the first one.
  const [error] = document?.errors ?? [];
  const faults = error === undefined ? (document?.warnings ?? []) : [error];
  for (const fault of faults) refuseFault(fault, placeOf, refuse);
  if (second !== undefined) refuse(placeOf(second.range[0]), 'a second document', `one ${what} in a file`);
  if (faults.length > 0 || second !== undefined) return undefined;
  if (document?.contents === null || document === undefined) {
    refuse({ line: 1, column: 1 }, 'an empty file', `a ${what}`);
    return undefined;
  }
  return document.contents;
}

function refuseFault(fault: YAMLError, placeOf: PlaceOf, refuse: Refuse): void {
  const place = placeOf(fault.pos[0]);
  const [, unexpected] =
    /^Unexpected (flow-seq-start|flow-map-start|scalar|.*quoted-scalar) at node end$/.exec(fault.message) ?? [];
  if (fault.code === 'TAB_AS_INDENT') refuse(place, 'a tab in the indentation', 'spaces');
  else if (unexpected !== undefined) refuse(place, behindText[unexpected] ?? 'a text behind another one', IN_QUOTES);
  else refuse(place, `${YAML_FAULT}, ${shown(fault.message, FAULT_CHARS_MAX)}`, 'well-formed YAML');
}
