import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameOf } from '../../../firmware-sim/trace/record.ts';
import { traceFileSource } from '../../../hil/judge/trace-file-source.ts';
import { TraceReader } from '../../../hil/judge/trace-reader.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { SignalPieces } from '../../../hil/scenario/readings/signal-pieces.ts';
import { KeptTraces, rehashed } from './kept-traces.ts';

let traces: KeptTraces;
let lines: readonly string[] = [];
beforeAll(async () => {
  traces = new KeptTraces();
  lines = traces.lines((await traces.run(scenarioNamed('roller-study'), { rig: 'loopback' })).path);
});
afterAll(() => traces.remove());

/** Reads a trace for some signals only, or for all signals. */
function read(
  path: string,
  names?: readonly string[],
): { readonly records: readonly unknown[]; readonly lastUs: number } {
  const reader = new TraceReader(traceFileSource(path));
  try {
    if (names !== undefined) reader.readOnly(new Set(names));
    const records: unknown[] = [];
    for (let record = reader.next(); record !== undefined; record = reader.next()) records.push(record);
    return { records, lastUs: reader.lastUs };
  } finally {
    reader.close();
  }
}

/** Returns the place of the first record of a signal that the test does not read. */
function unread(): number {
  return lines.findIndex((line) => line.includes('"s":"true.reservoirMl"'));
}

function refusalOf(path: string): string {
  try {
    read(path, []);
  } catch (error) {
    return (error as Error).message.replaceAll(path, 'FILE');
  }
  return 'none';
}

describe('records of a signal that is not read', () => {
  test('are left out, and the others stay', () => {
    const path = traces.file(rehashed(lines));
    const all = read(path);
    const some = read(path, ['true.rotorDeg']);
    const isLeftOut = (record: unknown): boolean => {
      const { s = '', r } = record as { readonly s?: string; readonly r?: number };
      return /^(true|pump|in)\./.test(s) && s !== 'true.rotorDeg' && r !== undefined;
    };
    expect(all.records).toEqual(lines.slice(1, -1).map((line) => JSON.parse(line)));
    expect(some.records.filter(isLeftOut)).toEqual([]);
    expect(some.records).toEqual(expect.arrayContaining(all.records.filter((record) => 'e' in (record as object))));
    expect(some.lastUs).toBe(all.lastUs);
  });

  test.each([
    [
      'no number',
      (line: string) => line.replace(/"v":[^,]+/, '"v":x'),
      /^FILE:\d+: found '.*; allowed: a record, which is/,
    ],
    ['no slope', (line: string) => line.replace(/,"r":.*/, '}'), /^FILE:\d+: found '.*, of the kind line\.$/],
    ['no such signal', (line: string) => line.replace('reservoirMl', 'x'), /found a record of "true\.x"; allowed/],
    ['time', (line: string) => line.replace(/"t":\d+/, '"t":-1'), /for the time `t`; allowed: a number from/],
  ])('are refused by their form: %s', (_what, edit, message) => {
    const at = unread();
    const path = traces.file(lines.with(at, edit(lines[at] ?? '')).join('\n'));
    expect(refusalOf(path)).toMatch(message);
  });

  test('are refused by the hashes if a value was edited', () => {
    const at = unread();
    const path = traces.file(`${lines.with(at, (lines[at] ?? '').replace(/"v":\d/, '"v":7')).join('\n')}\n`);
    expect(() => read(path, [])).toThrow(expect.objectContaining({ code: 'TRACE_EDITED' }));
  });
});

test('the numbers of a signal with a sink enter it, in place of its records', () => {
  const reader = new TraceReader(traceFileSource(traces.file(rehashed(lines))));
  const pieces = new SignalPieces();
  reader.readOnly(new Set(['true.reservoirMl', 'true.rotorDeg']), new Map([['true.rotorDeg', pieces]]));
  const names: string[] = [];
  for (let record = reader.next(); record !== undefined; record = reader.next()) names.push(nameOf(record));
  reader.close();
  const own = lines.map((line) => JSON.parse(line)).filter(({ s }) => s === 'true.rotorDeg');
  expect(own.length).toBeGreaterThan(3);
  expect(own.map((_one, index) => pieces.piece(index))).toEqual(own.map(({ t, v, r }) => ({ t, v, r })));
  expect([pieces.count, names.includes('true.rotorDeg'), names.includes('true.reservoirMl')]).toEqual([
    own.length,
    false,
    true,
  ]);
});

test('a trace of many buffers and with long lines is read as by JSON.parse', () => {
  const [header = '', ...rest] = lines.slice(0, -1);
  const late = (JSON.parse(rest.at(-1) ?? '') as { readonly t: number }).t;
  const more = Array.from({ length: 6000 }, (_, i) =>
    i % 7 === 3
      ? JSON.stringify({ t: late + i, e: 'pump.log', entry: 'µ é 😀'.repeat(i % 977 === 0 ? 40_000 : i % 5) })
      : JSON.stringify({ t: late + i, s: 'true.rotorDeg', v: i / 7, r: i % 3 }),
  );
  const path = traces.file(rehashed([header, ...rest, ...more, '']));
  expect(read(path).records).toEqual([...rest, ...more].map((line) => JSON.parse(line)));
});
