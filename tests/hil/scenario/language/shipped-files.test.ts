import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { packagePath } from '../../../../hil/base/package-root.ts';
import { scenarioJsonSchema, scenarioJsonSchemaText } from '../../../../hil/generate/json-schema.ts';
import { readScenario } from '../../../../hil/scenario/language/read-scenario.ts';
import { scenarioFile, scenarioNames } from '../../../../hil/scenario/library.ts';
import { FileSources } from '../../../../hil/scenario/sources/file-sources.ts';
import { problemsIn, scenarioText } from './scenario-text.ts';

const names = scenarioNames().map((name) => `${name}.yaml`);
const textOf = (name: string): string => readFileSync(scenarioFile(name.replace('.yaml', '')), 'utf8');

function readShipped(name: string) {
  const path = scenarioFile(name.replace('.yaml', ''));
  return readScenario(textOf(name), name, { sources: new FileSources(path, name) });
}
type Read = ReturnType<typeof readShipped>;

/** Reads the text of the schema as an editor does, independently of its writer. */
const editor = z.fromJSONSchema(JSON.parse(scenarioJsonSchemaText()) as Parameters<typeof z.fromJSONSchema>[0]);

describe.each(names)('%s', (name) => {
  let read: Read;
  beforeAll(() => {
    read = readShipped(name);
  });

  test('is read, and is named after its file', () => {
    expect(read).toMatchObject({ ok: true, scenario: { name: name.replace('.yaml', ''), file: name } });
  });

  test('describes its events, in three to eight expectations', () => {
    if (!read.ok) throw new Error('not read');
    expect(read.scenario.says.split(' ').length).toBeGreaterThan(10);
    expect(read.scenario.expect.length).toBeGreaterThanOrEqual(3);
    expect(read.scenario.expect.length).toBeLessThanOrEqual(8);
  });

  test('requests rare events explicitly, and draws none', () => {
    if (!read.ok) throw new Error('not read');
    const { pump, timeline } = read.scenario;
    expect(pump.accuracy).not.toBe('sampled');
    expect(pump.restartDelayUsMax).toBe(0);
    for (const { action } of timeline) {
      if (action.kind !== 'field') continue;
      expect(action.restart.kind).not.toBe('sampled');
      expect(action.azimuthDeg).toBeDefined();
    }
  });

  test('names its schema for editors, by a path that leads to it', () => {
    const [, path = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(textOf(name)) ?? [];
    const file = resolve(dirname(scenarioFile(name.replace('.yaml', ''))), path);
    expect(file).toBe(packagePath('hil/scenario/scenario.schema.gen.json'));
  });

  test('fits the JSON Schema', () => {
    expect(editor.safeParse(parse(textOf(name))).error).toBeUndefined();
  });
});

describe('the shipped scenarios', () => {
  test('have names of their own over all folders', () => {
    expect(names.length).toBeGreaterThan(50);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the JSON Schema', () => {
  test('is the same every time', () => {
    expect(scenarioJsonSchemaText()).toBe(scenarioJsonSchemaText());
    expect(JSON.parse(scenarioJsonSchemaText())).toEqual(scenarioJsonSchema());
  });

  test('is the one in the file', () => {
    expect(readFileSync(packagePath('hil/scenario/scenario.schema.gen.json'), 'utf8')).toBe(scenarioJsonSchemaText());
  });

  test.each([
    ['a bare number', scenarioText({ pump: '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 }' })],
    ['a wrong unit', scenarioText({ timeline: ['{ at: 1 h, field: 5 mL }'] })],
    ['an unknown key', scenarioText({ timeline: ['{ at: 1 h, field: 1 T, azimut: 5 deg }'] })],
    ['two actions', scenarioText({ timeline: ['{ at: 1 h, field: 1 T, stop: pump }'] })],
    ['no action', scenarioText({ timeline: ['{ at: 1 h }'] })],
    ['an unknown event', scenarioText({ expect: ['{ name: a, see: pump.alrm }'] })],
    ['a text that the event never says', scenarioText({ expect: ['{ name: a, see: pump.alarm loud }'] })],
    ['a scope that does not go with the kind', scenarioText({ expect: ['{ name: a, see: pump.alarm, at: end }'] })],
    [
      'a unit that does not fit the signal',
      scenarioText({ expect: ['{ name: a, signal: true.rotorDeg, changes at most: 2 mL }'] }),
    ],
    ['no expectation', scenarioText({}).replace(/expect:[\s\S]*/, 'expect: []')],
  ])('refuses, like the reader, %s', (_what, text) => {
    expect(problemsIn(text)).not.toEqual([]);
    expect(editor.safeParse(parse(text)).success).toBe(false);
  });
});
