import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { productNamed } from '../../../firmware-sim/products/catalogue.ts';
import { digestOf, LineDigest } from '../../../firmware-sim/trace/digest.ts';
import { nameOf, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { fingerprinted, namespaceOf } from '../../../firmware-sim/trace/signal.ts';
import type { Bench } from '../../../hil/bench.ts';
import { scenarioFile, scenarioNamed } from '../../../hil/scenario/library.ts';
import { type RunOptions, runScenario } from '../../../hil/scenario/run-scenario.ts';

const inField = scenarioNamed('roller-study-in-field');

function hashOf(lines: readonly string[]): string {
  const digest = new LineDigest();
  for (const line of lines) digest.add(line);
  return digest.hex();
}

interface Written {
  readonly lines: readonly string[];
  readonly header: Readonly<Record<string, unknown>>;
  readonly records: readonly string[];
  readonly last: Readonly<Record<string, unknown>>;
}

function read(path: string): Written {
  const text = readFileSync(path, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  const lines = text.slice(0, -1).split('\n');
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { lines, header: parsed[0] ?? {}, records: lines.slice(1, -1), last: parsed.at(-1) ?? {} };
}

const partOf = (records: readonly string[], isFingerprinted: boolean): readonly string[] =>
  records.filter((line) => {
    const record = JSON.parse(line) as TraceRecord;
    return fingerprinted.includes(namespaceOf(nameOf(record))) === isFingerprinted;
  });

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-trace-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const written = async (name: string, options: RunOptions): Promise<Written> => {
  const traceFile = join(folder, name);
  await runScenario(inField, { ...options, traceFile }).catch(() => undefined);
  return read(traceFile);
};

describe('a trace file', () => {
  test('begins with a header that names the assumptions', async () => {
    const { header } = await written('header', { rig: 'loopback', seed: 7, faults: { flip: 0.01 } });
    expect(header).toMatchObject({
      trace: 'rollerloop',
      schema: 'rollerloop/trace/2',
      scenario: 'roller-study-in-field',
      scenarioFile: 'roller-study-in-field.yaml',
      scenarioHash: digestOf(inField.text),
      scenarioText: readFileSync(scenarioFile('roller-study-in-field'), 'utf8'),
      pump: productNamed('synchromed-ii'),
      product: 'synchromed-ii',
      pumpHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      seed: 7,
      speed: 'auto',
      faults: { flip: 0.01 },
      faultPlanHash: digestOf('{"flip":0.01}'),
      rig: { name: 'loopback', time: 'virtual', unitNumber: 1, tableHash: expect.stringMatching(/^[0-9A-F]{8}$/) },
      rigCheck: { state: 'in process', says: expect.stringContaining('part of the bench software') },
      sensedField: null,
      mrLabel: { label: { region: 'US', from: '2021' }, beyond: [] },
      timeResolutionUs: 1,
      tool: { version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
      attempt: 1,
      earlierFingerprints: [],
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect(header.assumed).toContain('momentAm2');
    expect(header.says).toMatch(/not validated for your intended use/);
  });

  test('records the scale of a sensed field and who held the magnet', async () => {
    const traceFile = join(folder, 'sensed.ndjson');
    await runScenario(scenarioNamed('mri-by-hand'), { rig: 'loopback', traceFile, fieldScaleRatio: 0.5 });
    const [first = ''] = readFileSync(traceFile, 'utf8').split('\n');
    expect(JSON.parse(first)).toMatchObject({ sensedField: { scaleRatio: 0.5, hand: 'played: once' } });
  });

  test('declares every signal that it records', async () => {
    const { header, records } = await written('signals', { rig: 'loopback' });
    const declared = (header.signals as { readonly name: string }[]).map((signal) => signal.name);
    const used = new Set(records.map((line) => nameOf(JSON.parse(line) as TraceRecord)));
    expect(declared).toEqual(expect.arrayContaining([...used]));
    expect(used.size).toBeGreaterThan(10);
  });

  test.each(['model', 'loopback'])('carries hashes that a reader can recompute, on %s', async (rig) => {
    const { lines, records, last } = await written(`hashes-${rig}`, { rig });
    expect(last.end).toBe('rollerloop trace');
    expect(last.evidenceHash).toBe(hashOf(lines.slice(0, -1)));
    expect(last.fingerprint).toBe(hashOf(partOf(records, true)));
    expect(last.rigHash).toBe(hashOf(partOf(records, false)));
    const result = await runScenario(inField, { rig });
    expect([last.fingerprint, last.rigHash]).toEqual([result.fingerprint, result.rigHash]);
  });

  test('never goes back in pump time, nor in board time', async () => {
    const { records } = await written('times', { rig: 'loopback' });
    const parsed = records.map((line) => JSON.parse(line) as TraceRecord);
    const pumpUs = parsed.map((record) => record.t);
    const boardUs = parsed.flatMap((record) => ('b' in record ? [record.b as number] : []));
    expect(pumpUs).toEqual([...pumpUs].sort((a, b) => a - b));
    expect(boardUs).toEqual([...boardUs].sort((a, b) => a - b));
  });

  test('hashes the text of the scenario, wherever its file lies', async () => {
    const path = join(folder, 'elsewhere.yaml');
    writeFileSync(path, inField.text);
    const traceFile = join(folder, 'elsewhere.ndjson');
    await runScenario(scenarioNamed(path), { rig: 'model', traceFile });
    const { header } = read(traceFile);
    expect([header.scenarioHash, header.scenarioFile]).toEqual([inField.textHash, path]);
  });

  test('carries a scenario that a program built as data, since it has no text', async () => {
    const built = { ...inField, text: '', textHash: '' };
    const traceFile = join(folder, 'built.ndjson');
    await runScenario(built, { rig: 'model', traceFile });
    const { header } = read(traceFile);
    expect(header).toMatchObject({ scenarioText: '', scenarioHash: '', scenarioBuilt: { name: inField.name } });
  });

  test('records the entries, the study and the end of the run', async () => {
    const { records } = await written('bench', { rig: 'loopback' });
    const parsed = records.map((line) => JSON.parse(line) as Record<string, unknown>);
    const of = (name: string) => parsed.filter((record) => record.e === name || record.s === name);
    expect(of('bench.entry').map(({ t, name, kind }) => [t, name, kind])).toEqual(
      inField.timeline.map(({ atUs, name, action }) => [atUs, name, action.kind]),
    );
    expect(of('bench.study')).toMatchObject([{ name: 'study', outcome: 'fail', reads: 'fail' }]);
    const result = await runScenario(inField, { rig: 'loopback' });
    expect(of('bench.end')).toMatchObject([{ t: result.pumpUs, rigUs: expect.any(Number) }]);
    expect(of('bench.resolutionDeg').at(-1)?.v).toBe(result.rig.resolutionDeg);
    expect(parsed.findIndex(({ e }) => e === 'bench.begin')).toBeGreaterThan(0);
  });

  test('records an entry that the pump refuses, with the reason', async () => {
    const scenario = {
      ...inField,
      timeline: inField.timeline.flatMap((entry) => [entry, { ...entry, name: `${entry.name} again` }]),
    };
    const traceFile = join(folder, 'refused.ndjson');
    await expect(runScenario(scenario, { rig: 'model', traceFile })).rejects.toMatchObject({ code: 'PUMP_REFUSED' });
    const { records } = read(traceFile);
    const refused = records.map((line) => JSON.parse(line)).filter(({ e }) => e === 'bench.refusal');
    expect(refused).toMatchObject([{ name: 'study again', field: 'bolus', why: 'busy', says: expect.any(String) }]);
  });

  test('is kept with its hashes and the source of the failure when the rig fails', async () => {
    const { records, last } = await written('failed', {
      rig: 'loopback',
      onBench: (bench) => bench.board?.fallSilent(),
    });
    const failure = records
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .find((record) => record.e === 'bench.failure');
    expect(failure).toMatchObject({ code: 'RIG_STOPPED_ANSWERING', fault: 'link' });
    expect(last.end).toBe('rollerloop trace');
  });

  test('is kept after an interrupt', async () => {
    const controller = new AbortController();
    const interruptAt = (bench: Bench): void => void bench.pumpClock.at(700_000_000, () => controller.abort());
    const { records, last } = await written('interrupted', {
      rig: 'loopback',
      signal: controller.signal,
      onBench: interruptAt,
    });
    expect(records.some((line) => line.includes('"INTERRUPTED"'))).toBe(true);
    expect(last.fingerprint).toBe(hashOf(partOf(records, true)));
  });

  test('in virtual time delays at most 64 lines, none past a turn of the event loop', async () => {
    const traceFile = join(folder, 'pieces');
    let records = 0;
    let waitedMax = 0;
    const waiting = (): number => 1 + records - readFileSync(traceFile, 'utf8').split('\n').length + 1;
    await runScenario(inField, {
      rig: 'loopback',
      traceFile,
      onBench: (bench) => {
        records = bench.trace.records.length;
        for (let i = 1; i <= 300; i += 1) bench.pumpClock.at(i, () => bench.pump.setField({ fieldMt: 0 }));
      },
      onRecord: () => {
        records += 1;
        waitedMax = Math.max(waitedMax, waiting());
      },
      onTurn: () => {
        if (records > 0) expect(waiting()).toBe(0);
      },
    });
    expect(records).toBeGreaterThan(300);
    expect(waitedMax).toBeGreaterThan(0);
    expect(waitedMax).toBeLessThanOrEqual(64);
  });

  test.skipIf(process.platform !== 'linux')('that becomes unwritable ends the run, and the rig is halted', async () => {
    let said = '';
    const running = runScenario(inField, {
      rig: 'loopback',
      traceFile: '/dev/full',
      onBench: ({ board }) => {
        if (board === undefined) return;
        const receive = board.receive.bind(board);
        board.receive = (bytes) => {
          said += Buffer.from(bytes).toString('latin1');
          receive(bytes);
        };
      },
    });
    await expect(running).rejects.toMatchObject({ code: 'TRACE_UNWRITABLE', fault: 'bench' });
    expect(said).toContain('HALT');
  });

  test('keeps every line of a trace longer than one piece', async () => {
    const { lines, last } = await written('long', {
      rig: 'loopback',
      onBench: (bench) => {
        for (let i = 1; i <= 2000; i += 1) bench.pumpClock.at(i, () => bench.pump.setField({ fieldMt: 0 }));
      },
    });
    expect(lines.length).toBeGreaterThan(2000);
    expect(last.evidenceHash).toBe(hashOf(lines.slice(0, -1)));
  });
});

describe('an impossible trace file', () => {
  test.each([
    ['in a folder that is not there', 'none/t.ndjson', 'ENOENT'],
    ['that is a folder', '', 'it is a directory'],
  ])('%s is refused before anything turns', async (_what, name, why) => {
    const running = runScenario(inField, { rig: 'model', traceFile: join(folder, name) });
    await expect(running).rejects.toMatchObject({
      code: 'TRACE_UNWRITABLE',
      fault: 'usage',
      message: expect.stringContaining(why),
    });
  });

  test('of a run that never began keeps an older file, and leaves no new one', async () => {
    const [older, newer] = [join(folder, 'older'), join(folder, 'newer')];
    writeFileSync(older, 'evidence');
    for (const traceFile of [older, newer]) {
      await expect(runScenario(inField, { rig: 'lopback', traceFile })).rejects.toMatchObject({ code: 'RIG_UNKNOWN' });
    }
    expect(readFileSync(older, 'utf8')).toBe('evidence');
    expect(() => readFileSync(newer)).toThrow('ENOENT');
    await runScenario(inField, { rig: 'model', traceFile: older });
    expect(read(older).last.end).toBe('rollerloop trace');
  });
});
