/** An element of XML and its content. Text is joined and trimmed. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const TOKEN = /<\?xml [^?]*\?>|<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([\w.-]+)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Characters that XML 1.0 allows. */
const ALLOWED = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

/** Parses as strictly as an XML reader: throws at the first syntax error. */
export function parsedXml(xml: string): Element {
  if (!ALLOWED.test(xml)) throw new Error('a character that XML does not know');
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < xml.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(xml);
    if (token === null) throw new Error(`not well formed: ${xml.slice(at, at + 60)}`);
    take(token, open);
  }
  const [first, ...more] = root.children;
  if (first === undefined || more.length > 0 || open.length !== 1) throw new Error('not one whole element');
  return first;
}

function take([, closes, name, attributes = '', isEmpty, text]: RegExpExecArray, open: Open[]): void {
  const top = open.at(-1) as Open;
  if (text !== undefined) top.text += plain(text);
  if (name === undefined) return;
  if (closes === '/') {
    if (top.name !== name) throw new Error(`</${name}> closes <${top.name}>`);
    open.pop();
    return;
  }
  const pairs = [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key, plain(value)] as const);
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`an attribute twice in <${name}>`);
  const element: Open = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
  top.children.push(element);
  if (isEmpty !== '/') open.push(element);
}

function plain(text: string): string {
  return text.replace(/&(\w*);?/g, (whole, name: string) => {
    const letter = ENTITIES[name];
    if (letter === undefined || !whole.endsWith(';')) throw new Error(`${whole} is no entity`);
    return letter;
  });
}
