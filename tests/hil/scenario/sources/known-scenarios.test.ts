import { expect, test } from 'vitest';
import { readScenarios } from '../../../../hil/scenario/language/read-scenario.ts';
import type { Scenario } from '../../../../hil/scenario/scenario.ts';
import { KnownScenarios } from '../../../../hil/scenario/sources/known-scenarios.ts';
import type { ScenarioSources } from '../../../../hil/scenario/sources/scenario-sources.ts';

const TEXT =
  'scenario: walk-in\nsays: A walk.\npump: { product: synchromed-ii, mode: simple continuous, rate: 1 mL/day }\ntimeline:\n  - { at: 1 s, field: from file walk.csv }\nexpect:\n  - { name: dose lost, at: end, value: true.undeliveredMl, between: [0 uL, 8 uL] }\n';
const FIELD = 'time s,field mT\n0,0\n10,1\n';

/** A source with one measured field. */
function fieldFile(text: string): ScenarioSources {
  return {
    read: (path) => ({ ok: true, file: { path, file: path, text, hash: '' } }),
    pump: () => ({ ok: false, problems: [] }),
  };
}

function readIn(
  known: KnownScenarios,
  text: string,
  sources: ScenarioSources,
  kept?: readonly Scenario[],
): readonly Scenario[] {
  const read = (): readonly Scenario[] => {
    const result = readScenarios(text, 'walk-in.yaml', { sources });
    if (!result.ok) throw new Error(result.problems.map(({ found }) => found).join());
    return result.scenarios;
  };
  return known.scenarios('/walk-in.yaml', { text, sources, kept: () => kept, read });
}

test('a scenario whose texts are the same is parsed once', () => {
  const known = new KnownScenarios();
  const first = readIn(known, TEXT, fieldFile(FIELD));
  expect(first).toMatchObject([{ name: 'walk-in', files: [{ path: 'walk.csv', text: FIELD }] }]);
  expect(readIn(known, TEXT, fieldFile(FIELD))).toBe(first);
});

test('a scenario is parsed again when its text has changed', () => {
  const known = new KnownScenarios();
  readIn(known, TEXT, fieldFile(FIELD));
  expect(readIn(known, TEXT.replace('A walk.', 'A ride.'), fieldFile(FIELD))).toMatchObject([{ says: 'A ride.' }]);
});

test('a scenario is parsed again when a file that it names has changed', () => {
  const known = new KnownScenarios();
  readIn(known, TEXT, fieldFile(FIELD));
  const stronger = FIELD.replace('10,1', '10,2');
  expect(readIn(known, TEXT, fieldFile(stronger))).toMatchObject([{ files: [{ text: stronger }] }]);
});

test('a text that is refused leaves the earlier one, and is refused again', () => {
  const known = new KnownScenarios();
  const first = readIn(known, TEXT, fieldFile(FIELD));
  for (let i = 0; i < 2; i++) expect(() => readIn(known, `${TEXT}sayz: x\n`, fieldFile(FIELD))).toThrow('"sayz"');
  expect(readIn(known, TEXT, fieldFile(FIELD))).toBe(first);
});

test('runs that were kept are used in place of a reading, and returned again', () => {
  const known = new KnownScenarios();
  const kept = structuredClone(readIn(new KnownScenarios(), TEXT, fieldFile(FIELD)));
  expect(readIn(known, TEXT, fieldFile(FIELD), kept)).toBe(kept);
  expect(readIn(known, TEXT, fieldFile(FIELD))).toBe(kept);
});

test('runs that were kept are not used when a file that they name has changed', () => {
  const kept = readIn(new KnownScenarios(), TEXT, fieldFile(FIELD));
  const stronger = FIELD.replace('10,1', '10,2');
  const read = readIn(new KnownScenarios(), TEXT, fieldFile(stronger), kept);
  expect(read).toMatchObject([{ files: [{ text: stronger }] }]);
});
