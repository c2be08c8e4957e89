import { describe, expect, test } from 'vitest';
import { rigVocabulary } from '../../../protocol/tables/rig-vocabulary.ts';
import { tableHash } from '../../../protocol/tables/table-hash.ts';
import { telemetryVocabulary } from '../../../protocol/tables/telemetry-vocabulary.ts';
import type { Vocabulary } from '../../../protocol/tables/vocabulary.ts';

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  readonly path: string;
}

function places(value: unknown, path: string): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [
    { holder, key, path: `${path}.${key}` },
    ...places(holder[key], `${path}.${key}`),
  ]);
}

const tables: readonly Vocabulary[] = [rigVocabulary, telemetryVocabulary];

describe.each(tables)('the $title table', (vocabulary) => {
  test('the hash changes with every value of every row, and not with explanations', () => {
    const table = structuredClone(vocabulary) as unknown as Vocabulary;
    const original = tableHash(table);
    const leaves = places(table, '').filter(({ holder, key }) => typeof holder[key] !== 'object');
    expect(leaves.length).toBeGreaterThan(400);
    for (const { holder, key, path } of leaves) {
      const kept = holder[key];
      holder[key] = typeof kept === 'number' ? kept + 1 : typeof kept === 'boolean' ? !kept : `${String(kept)}x`;
      expect(tableHash(table) === original, path).toBe(path.endsWith('.doc'));
      holder[key] = kept;
    }
    expect(tableHash(table)).toBe(original);
  });

  test('the hash changes when a row is removed or moved, since codes are positions', () => {
    const original = tableHash(vocabulary);
    for (const part of ['verbs', 'events', 'errors'] as const) {
      const rows = Object.entries<unknown>({ ...vocabulary[part] });
      expect(tableHash({ ...vocabulary, [part]: Object.fromEntries(rows.slice(1)) })).not.toBe(original);
      expect(tableHash({ ...vocabulary, [part]: Object.fromEntries([...rows].reverse()) })).not.toBe(original);
    }
  });

  test('error numbers are unique', () => {
    const numbers = Object.values(vocabulary.errors).map((row) => row.number);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('no line can hold two fields with one key or one name', () => {
    const { verbs, events, errors, report } = vocabulary;
    const lists = [
      ...Object.values(verbs).map((row) => row.args),
      ...Object.values(verbs).map((row) => [...row.reply, ...report]),
      ...[...Object.values(events), ...Object.values(errors)].map((row) => [...row.fields, ...report]),
    ];
    for (const list of lists) {
      expect(new Set(list.map((field) => field.key)).size).toBe(list.length);
    }
  });
});

test('two tables have different hashes, so a programmer that opens a rig is refused', () => {
  expect(tableHash(rigVocabulary)).not.toBe(tableHash(telemetryVocabulary));
});
