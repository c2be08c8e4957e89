import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { traceFileSource } from '../../../hil/judge/trace-file-source.ts';
import { TraceReader } from '../../../hil/judge/trace-reader.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { KeptTraces, rehashed } from './kept-traces.ts';

let traces: KeptTraces;
let lines: readonly string[] = [];
beforeAll(async () => {
  traces = new KeptTraces();
  lines = traces.lines((await traces.run(scenarioNamed('roller-study'))).path);
});
afterAll(() => traces.remove());

/** Reads a whole trace and returns its failure without the path. */
function refusal(path: string): { readonly code: string; readonly message: string; readonly hint: string | undefined } {
  try {
    const reader = new TraceReader(traceFileSource(path));
    try {
      while (reader.next() !== undefined);
    } finally {
      reader.close();
    }
  } catch (error) {
    const { code, message, hint } = error as { code: string; message: string; hint?: string };
    return { code, message: message.replaceAll(path, 'FILE'), hint };
  }
  throw new Error('it was read');
}

const refusalOf = (text: string): ReturnType<typeof refusal> => refusal(traces.file(text));

/** The trace with one line replaced. */
function withLine(number: number, text: string): string {
  return rehashed(lines.map((line, index) => (index === number - 1 ? text : line)));
}

function withHeader(change: (header: Record<string, unknown>) => object): string {
  const header = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
  return withLine(1, JSON.stringify({ ...header, ...change(header) }));
}

describe('a file that is no trace', () => {
  test.each([
    ['an empty file', '', 'The trace "FILE" is empty; allowed: a trace that `run --trace` wrote.'],
    ['text', 'hello\n', 'FILE:1: found "hello"; allowed: the header of a trace that `run --trace` wrote.'],
    ['text without a line feed', 'hi', 'FILE:1: found "hi"; allowed: the header of a trace that `run --trace` wrote.'],
    ['JSON', '[1]\n', 'FILE:1: found "[1]"; allowed: the header of a trace that `run --trace` wrote.'],
    [
      'another object',
      '{"a":1}',
      `FILE:1: found '{"a":1}'; allowed: the header of a trace that \`run --trace\` wrote.`,
    ],
    [
      'gzip',
      '\u001f\ufffd\b',
      'FILE:1: found a file that gzip packed; allowed: the header of a trace that `run --trace` wrote.',
    ],
    ['zeros', '\0\0', 'FILE:1: found "<U+0000><U+0000>"; allowed: the header of a trace that `run --trace` wrote.'],
  ])('is refused: %s', (_what, text, message) => {
    expect(refusalOf(text)).toMatchObject({ code: 'TRACE_INVALID', message });
  });

  test('is refused: a directory, a FIFO, a device, a path that leads nowhere', () => {
    const [folder, fifo] = [traces.path(), traces.path()];
    mkdirSync(folder);
    execFileSync('mkfifo', [fifo]);
    const allowed = 'allowed: a regular file that `run --trace` wrote.';
    expect(refusal(folder).message).toBe(`The trace "FILE" is a directory; ${allowed}`);
    expect(refusal(fifo).message).toBe(`The trace "FILE" is a FIFO; ${allowed}`);
    expect(refusal('/dev/null').message).toBe(`The trace "FILE" is a device; ${allowed}`);
    expect(refusal(traces.path())).toMatchObject({
      code: 'TRACE_UNREADABLE',
      message: 'The trace "FILE" cannot be read (ENOENT).',
    });
  });

  test('is refused: one endless line, before it fills the memory', () => {
    expect(refusalOf('x'.repeat(17_000_000)).message).toBe(
      'FILE:1: found a line of more than 16000000 characters; allowed: at most 16000000 characters.',
    );
  });
});

describe('a trace of another version', () => {
  test('is refused by name, with the program that wrote it', () => {
    expect(refusalOf(withHeader(() => ({ schema: 'rollerloop/trace/3', tool: { version: '9.9.9' } })))).toEqual({
      code: 'TRACE_VERSION',
      message: 'FILE:1: found a trace of the version "rollerloop/trace/3"; allowed: "rollerloop/trace/2".',
      hint: 'Judge it with rollerloop "9.9.9" that wrote it, or run the scenario again.',
    });
    expect(refusalOf('{"trace":"rollerloop","schema":1}\n')).toEqual({
      code: 'TRACE_VERSION',
      message: 'FILE:1: found a trace of the version "1"; allowed: "rollerloop/trace/2".',
      hint: 'Judge it with the rollerloop that wrote it, or run the scenario again.',
    });
    expect(refusalOf('{"trace":"rollerloop"}\n').message).toContain('of the version nothing;');
  });
});

describe('an edited header', () => {
  test.each<[string, (header: Record<string, unknown>) => object, string]>([
    ['a text for the seed', () => ({ seed: 'x' }), 'found "x" for `seed` in the header; allowed: a number.'],
    ['no signals', () => ({ signals: undefined }), 'found nothing for `signals` in the header; allowed: a list.'],
    ['no pump', () => ({ pump: null }), 'found "null" for `pump` in the header; allowed: an object.'],
    ['another speed', () => ({ speed: [] }), 'found "[]" for `speed` in the header; allowed: a number or "auto".'],
    [
      'a signal without a kind',
      () => ({ signals: [{ name: 'true.x', unit: '' }] }),
      `found '{"name":"true.x","unit":""}' for \`signals[0]\` in the header; allowed: a declared signal.`,
    ],
    [
      'a rig without a resolution',
      () => ({ rig: { name: 'model' } }),
      `found '{"name":"model"}' for \`rig\` in the header; allowed: the identity of a rig.`,
    ],
  ])('is refused: %s', (_what, change, message) => {
    expect(refusalOf(withHeader(change))).toMatchObject({ code: 'TRACE_INVALID', message: `FILE:1: ${message}` });
  });

  test('is refused by the hash of the scenario and of the pump', () => {
    const hint = 'The hashes show an edit or damage after the run. They do not show who wrote the trace.';
    const scenario = refusalOf(withHeader(({ scenarioText }) => ({ scenarioText: `${scenarioText} ` })));
    expect(scenario).toMatchObject({ code: 'TRACE_EDITED', hint });
    expect(scenario.message).toMatch(
      /^FILE:1: the text of the scenario has the hash "[0-9a-f]{16}\.\.\.", and the trace says "[0-9a-f]{16}\.\.\."; nothing was judged\.$/,
    );
    const pump = refusalOf(withHeader(({ pump }) => ({ pump: { ...(pump as object), title: 'Other' } })));
    expect(pump.message).toMatch(/^FILE:1: the pump has the hash ".*; nothing was judged\.$/);
  });
});

describe('an edited record', () => {
  test.each([
    ['no JSON', 'x', 'found "x"; allowed: a record, which is one JSON object on a line.'],
    ['a number', '7', 'found "7"; allowed: a record, which is one JSON object on a line.'],
    ['an empty line', '', 'found ""; allowed: a record, which is one JSON object on a line.'],
    ['no time', '{"s":"true.rotorDeg"}', 'found nothing for the time `t`; allowed: a number from 0 on.'],
    ['a text as time', '{"t":"0"}', 'found "0" for the time `t`; allowed: a number from 0 on.'],
    ['an endless time', '{"t":1e999}', 'found "Infinity" for the time `t`; allowed: a number from 0 on.'],
    ['a time before 0', '{"t":-1}', 'found "-1" for the time `t`; allowed: a number from 0 on.'],
    ['no name', '{"t":0}', 'found a record of nothing; allowed: a record of a signal that the header declares.'],
    [
      'an unknown signal',
      '{"t":0,"s":"true.rotorRad","v":1}',
      'found a record of "true.rotorRad"; allowed: a record of a signal that the header declares.',
    ],
    [
      'a line without a slope',
      '{"t":0,"s":"true.rotorDeg","v":1}',
      `found '{"t":0,"s":"true.rotorDeg","v":1}'; allowed: a record of "true.rotorDeg", of the kind line.`,
    ],
    [
      'a value that is not finite',
      '{"t":0,"s":"true.rotorDeg","v":1e999,"r":0}',
      `found '{"t":0,"s":"true.rotorDeg","v":1e999,"r"...'; allowed: a record of "true.rotorDeg", of the kind line.`,
    ],
    [
      'a film without an angle',
      '{"t":0,"e":"true.film","number":1}',
      `found '{"t":0,"e":"true.film","number":1}'; allowed: a record of "true.film", of the kind event.`,
    ],
    [
      'a failure of an unknown part',
      '{"t":0,"e":"bench.failure","fault":"me"}',
      `found '{"t":0,"e":"bench.failure","fault":"me"}'; allowed: a record of "bench.failure", of the kind event.`,
    ],
    [
      'a text as resolution',
      '{"t":0,"s":"bench.resolutionDeg","v":""}',
      `found '{"t":0,"s":"bench.resolutionDeg","v":""}'; allowed: a record of "bench.resolutionDeg", of the kind step.`,
    ],
    [
      'an event with a value',
      '{"t":0,"e":"pump.mode","s":"pump.mode"}',
      `found '{"t":0,"e":"pump.mode","s":"pump.mode"}'; allowed: a record of "pump.mode", of the kind event.`,
    ],
  ])('is refused with its line: %s', (_what, text, message) => {
    const edited = lines.map((line, index) => (index === 4 ? text : line)).join('\n');
    expect(refusalOf(edited).message).toBe(`FILE:5: ${message}`);
  });

  test('is refused if time goes back', () => {
    const late = lines.findIndex((line) => /^\{"t":[1-9]/.test(line));
    const { t } = JSON.parse(lines[late] ?? '') as { t: number };
    const moved = lines.with(late + 1, '{"t":5,"s":"true.rotorDeg","v":1,"r":0}').join('\n');
    expect(refusalOf(moved).message).toBe(
      `FILE:${late + 2}: found "5" for the time \`t\`; allowed: a number from ${t} on.`,
    );
  });
});

describe('the hashes of the last line', () => {
  test.each([
    ['evidenceHash', 'the text above the last line'],
    ['fingerprint', 'the text of all records of `in`, `true` and `pump`'],
    ['rigHash', 'the text of all records of `rig`, `wire` and `bench`'],
  ])('refuse an edit: %s', (name, what) => {
    const last = JSON.parse(lines.at(-1) ?? '') as Record<string, string>;
    const other = lines.with(-1, JSON.stringify({ ...last, [name]: '0'.repeat(64) })).join('\n');
    expect(refusalOf(other)).toEqual({
      code: 'TRACE_EDITED',
      message: `FILE:${lines.length}: ${what} has the hash "${last[name]?.slice(0, 16)}...", and the trace says "0000000000000000..."; nothing was judged.`,
      hint: 'The hashes show an edit or damage after the run. They do not show who wrote the trace.',
    });
  });

  test('refuse a missing hash, and a line behind them', () => {
    expect(refusalOf(lines.with(-1, '{"end":"rollerloop trace"}').join('\n')).message).toMatch(
      /, and the trace says nothing; nothing was judged\.$/,
    );
    expect(refusalOf([...lines, '{"t":0}'].join('\n')).message).toBe(
      `FILE:${lines.length + 1}: found '{"t":0}'; allowed: no line after the one with the hashes.`,
    );
  });
});
