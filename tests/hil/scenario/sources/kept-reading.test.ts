import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { keepReadings } from '../../../../hil/packing/kept-readings.ts';
import { scenarioFile, scenarioNames, scenariosNamed } from '../../../../hil/scenario/library.ts';
import { keepReading, keptReading } from '../../../../hil/scenario/sources/kept-reading.ts';

const NAME = 'mri-30-min';
const textOf = (name: string): string => readFileSync(scenarioFile(name), 'utf8');

describe('the kept reading of a shipped scenario', () => {
  const bundle = mkdtempSync(join(tmpdir(), 'rollerloop-kept-'));
  const folder = join(bundle, 'scenarios');
  const path = join(folder, `${NAME}.bin`);
  const text = textOf(NAME);
  const runs = scenariosNamed(NAME);

  beforeEach(() => keepReading(bundle, { name: NAME, text, runs }));
  afterAll(() => rmSync(bundle, { recursive: true }));

  test('equals the reading of its text, for every scenario', () => {
    keepReadings(bundle);
    for (const name of scenarioNames())
      expect(keptReading(name, textOf(name), folder), name).toStrictEqual(scenariosNamed(name));
  });

  test('is not used for another text', () => {
    expect(keptReading(NAME, text, folder)).toStrictEqual(runs);
    expect(keptReading(NAME, `${text}\n`, folder)).toBeUndefined();
  });

  test('is not there for a scenario that the build did not know', () => {
    expect(keptReading('mine', text, folder)).toBeUndefined();
  });

  test('is not there in a checkout, which has no build', () => {
    expect(keptReading(NAME, text)).toBeUndefined();
  });

  test('is not used if any byte is wrong or missing', () => {
    const bytes = readFileSync(path);
    for (const at of [0, 31, 32, 500, bytes.length - 1]) {
      const wrong = Buffer.from(bytes);
      wrong.writeUInt8(wrong.readUInt8(at) ^ 1, at);
      writeFileSync(path, wrong);
      expect(keptReading(NAME, text, folder), `byte ${at}`).toBeUndefined();
      writeFileSync(path, bytes.subarray(0, at));
      expect(keptReading(NAME, text, folder), `${at} bytes`).toBeUndefined();
    }
  });

  test('is not used if its format is that of a newer Node', () => {
    // The second byte of serialized data is the version of the format.
    const newer = serialize(runs);
    newer.writeUInt8(255, 1);
    writeFileSync(path, sealed(newer));
    expect(keptReading(NAME, text, folder)).toBeUndefined();
  });

  /** Returns a file with a right digest. */
  function sealed(data: Buffer): Buffer {
    const digest = createHash('sha256').update(text, 'utf8').update('\n').update(data).digest();
    return Buffer.concat([digest, data]);
  }
});
