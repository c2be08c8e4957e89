/** Variable of a dump, and its changes. */
export interface DumpedWave {
  readonly kind: string;
  readonly changes: readonly { readonly at: number; readonly value: string }[];
}

interface Read {
  readonly name: string;
  readonly kind: string;
  readonly changes: { at: number; value: string }[];
}

/** Reads a value change dump: variables by scope and name, `pump_time.true.rotorDeg`. Throws for text that is no dump. */
export function parsedVcd(text: string): ReadonlyMap<string, DumpedWave> {
  const [declared = '', body = ''] = text.split('$enddefinitions $end\n');
  const byId = variables(declared);
  let at = -1;
  for (const line of body.trim().split('\n')) {
    if (!line.startsWith('#')) {
      readChange(line, at, byId);
      continue;
    }
    if (Number(line.slice(1)) <= at) throw new Error(`time goes back at ${line}`);
    at = Number(line.slice(1));
  }
  return new Map([...byId.values()].map(({ name, kind, changes }) => [name, { kind, changes }]));
}

function variables(declared: string): ReadonlyMap<string, Read> {
  const scopes: string[] = [];
  const byId = new Map<string, Read>();
  const lines = declared
    .replace(/\$comment.*?\$end\n/gs, '')
    .trim()
    .split('\n');
  for (const [word, first = '', second = '', id = '', name = ''] of lines.map((line) => line.split(' '))) {
    if (word === '$scope') scopes.push(second);
    else if (word === '$upscope') scopes.pop();
    else if (word === '$var' && !byId.has(id))
      byId.set(id, { name: [...scopes, name].join('.'), kind: first, changes: [] });
    else if (word !== '$timescale') throw new Error(`declaration: ${word} ${id}`);
  }
  return byId;
}

function readChange(line: string, at: number, byId: ReadonlyMap<string, Read>): void {
  const [, form, value = '', id = ''] = /^([rs])(\S*) (\S+)$/.exec(line) ?? [];
  const wave = byId.get(id);
  if (wave === undefined || (form === 'r') !== (wave.kind === 'real')) throw new Error(`change: ${line}`);
  wave.changes.push({ at, value });
}

/** Value of a real variable in a viewer that joins the points by lines. Undefined before the first point. */
export function joinedAt({ changes }: DumpedWave, at: number): number | undefined {
  const index = changes.findLastIndex((change) => change.at <= at);
  const [before, after] = [changes[index], changes[index + 1]];
  if (before === undefined) return undefined;
  if (after === undefined) return Number(before.value);
  const share = (at - before.at) / (after.at - before.at);
  return Number(before.value) + share * (Number(after.value) - Number(before.value));
}

/** Value of a real variable in a viewer that holds each point. */
export function heldAt({ changes }: DumpedWave, at: number): number | undefined {
  const last = changes.findLast((change) => change.at <= at);
  return last === undefined ? undefined : Number(last.value);
}
