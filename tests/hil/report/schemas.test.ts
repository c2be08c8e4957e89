import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { traceDocument } from '../../../hil/report/trace-document.ts';
import { said } from '../commands/said.ts';

let folder = '';
let out = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-schemas-'));
  out = join(folder, 'out');
  const names = ['roller-study', 'second-drug-is-left-out', 'battery-by-use'];
  const call = ['run', ...names, './none.yaml', '--rig', 'loopback', '--out', out];
  await said(...call, '--against', await earlier(), '--shrunk', '1%');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function earlier(): Promise<string> {
  const path = join(folder, 'earlier');
  await said('run', 'roller-study', 'alarm-silenced', '--rig', 'model', '--out', path);
  return path;
}

async function published(name: string): Promise<z.ZodType> {
  return z.fromJSONSchema(JSON.parse((await said('schema', name)).stdout));
}

const textOf = (name: string): string => readFileSync(join(out, name), 'utf8');
const linesOf = (name: string): readonly string[] => textOf(name).trimEnd().split('\n');
const traces = ['roller-study', 'second-drug-is-left-out', 'battery-by-use'].map((name) => `${name}.trace.ndjson`);

describe('the published schemas', () => {
  test.each(['results', 'index', 'trace', 'scenario', 'pump', 'firmware', 'requirements', 'invariants'])(
    'have no pattern that only JavaScript reads: %s',
    async (name) => {
      expect((await said('schema', name)).stdout).not.toContain('[^]');
    },
  );

  test('take the results of a call, and not those without an identity', async () => {
    const schema = await published('results');
    const results = JSON.parse(textOf('results.json')) as Record<string, unknown>;
    expect(schema.safeParse(results).error).toBeUndefined();
    const { identity: _gone, ...rest } = results;
    expect(schema.safeParse(rest).success).toBe(false);
    expect(schema.safeParse({ ...results, schema: 'rollerloop/results/0' }).success).toBe(false);
  });

  test('take the index of a call, and not one without its files', async () => {
    const schema = await published('index');
    const index = JSON.parse(textOf('index.json')) as Record<string, unknown>;
    expect(schema.safeParse(index).error).toBeUndefined();
    const { files: _gone, ...rest } = index;
    expect(schema.safeParse(rest).success).toBe(false);
  });

  test.each(traces)('take each line of %s', async (name) => {
    const schema = await published('trace');
    for (const line of linesOf(name)) expect([line, schema.safeParse(JSON.parse(line)).success]).toEqual([line, true]);
  });

  test.each([
    '{"t":-1,"s":"pump.rateMlPerDay","v":1}',
    '{"t":1,"s":"true.rotorDeg","v":"1","r":2}',
    '{"t":1,"v":1}',
    '{"t":1,"e":"pump.log","entry":{"deep":1}}',
    '{"end":"rollerloop trace"}',
    '{"trace":"rollerloop","schema":"rollerloop/trace/2"}',
  ])('refuse the line %s of a trace', async (line) => {
    expect((await published('trace')).safeParse(JSON.parse(line)).success).toBe(false);
  });

  test.each(['scenario', 'pump', 'firmware', 'requirements'])('include the one of a %s', async (name) => {
    const { status, stdout, stderr } = await said('schema', name);
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
  });

  test('are listed in the error for an unknown schema', async () => {
    const { status, stderr } = await said('schema', 'result');
    expect(stderr).toContain(
      'error: `schema`: unknown file "result"; allowed: results, index, trace, scenario, firmware, pump, invariants, requirements. Did you mean "results"?\n',
    );
    expect(status).toBe(2);
  });
});

describe('the document of the trace', () => {
  test('is named in the error for an unknown document', async () => {
    const { status, stderr } = await said('doc', 'trase');
    expect([status, stderr]).toEqual([
      2,
      'error: `doc`: unknown file "trase"; allowed: trace, checks. Did you mean "trace"?\n',
    ]);
  });

  test('has a page about checks beside it', async () => {
    const { status, stdout } = await said('doc', 'checks');
    expect([status, stdout.split('\n')[0]]).toEqual([0, '# Checks']);
  });

  test('is what `doc trace` prints', async () => {
    const { status, stdout } = await said('doc', 'trace');
    expect([status, stdout]).toEqual([0, traceDocument()]);
  });

  test('names every key and every signal of real traces', () => {
    const document = traceDocument();
    for (const name of traces) {
      const [header, ...records] = linesOf(name).map((line) => JSON.parse(line) as Record<string, unknown>);
      const keys = [...Object.keys(header ?? {}), ...records.filter(({ s }) => s !== undefined).flatMap(Object.keys)];
      const declared = ((header?.signals ?? []) as { name: string }[]).map((signal) => signal.name);
      const known = declared.filter((signal) => !signal.endsWith('.clonidine') && !signal.endsWith('.bupivacaine'));
      const missing = [...new Set([...keys, ...known])].filter((word) => !document.includes(`| \`${word}\` `));
      expect([name, missing]).toEqual([name, []]);
    }
  });

  test('gives unit, error and meaning of a signal', () => {
    expect(traceDocument()).toMatch(/\| `true\.deliveredMl` +\| line +\| mL +\| \S[^|]+ \| \S[^|]+ \|/);
  });
});
