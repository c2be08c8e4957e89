import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOf } from '../../../firmware-sim/trace/digest.ts';
import type { Bench } from '../../../hil/bench.ts';
import { type JudgedTrace, judgeTrace } from '../../../hil/judge/judge-trace.ts';
import { scenarioNamed, unattendedScenarios } from '../../../hil/scenario/library.ts';
import type { RunResult } from '../../../hil/scenario/run-result.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';
import { everySo, runCount } from '../../run-count.ts';
import { read } from '../scenario/language/scenario-text.ts';
import { KeptTraces, rehashed } from './kept-traces.ts';

const LF = 0x0a;
/** `npm test` cuts a trace at every so many places. It has no factor with the five places at each line. */
const CUT_STRIDE = 7;
/** Bytes from one edited byte to the next. */
const EDIT_STRIDE = runCount({ quick: 331, long: 37 });

let traces: KeptTraces;
beforeAll(() => {
  traces = new KeptTraces();
});
afterAll(() => traces.remove());

/** The result, without the scenario that a run adds so that it can be repeated. */
function comparable({ repeatable: _repeatable, ...result }: RunResult): unknown {
  return JSON.parse(JSON.stringify(result));
}

describe('a judged trace', () => {
  test.each(
    everySo(
      5,
      unattendedScenarios().map((scenario) => [scenario.name, scenario] as const),
    ),
  )('of %s on model has the result of its run', async (_name, scenario) => {
    const { path, result } = await traces.run(scenario);
    const judged = judgeTrace(path);
    expect(judged.result.measurements).toEqual(result.measurements);
    expect(comparable(judged.result)).toEqual(comparable(result));
    expect(judged.cut).toBeUndefined();
  });

  test.each(everySo(3, ['mri-30-min', 'occlusion-slips-back', 'roller-study', 'mri-by-hand']))(
    'of %s on loopback has the result of its run, with the resolution of the rig',
    async (name) => {
      const { path, result } = await traces.run(scenarioNamed(name), { rig: 'loopback', seed: 3 });
      const judged = judgeTrace(path);
      expect(judged.result.rig.resolutionDeg).toBeGreaterThan(0);
      expect(comparable(judged.result)).toEqual(comparable(result));
    },
  );

  test('of another pump than that of the scenario has the result of its run', async () => {
    const { path, result } = await traces.run(scenarioNamed('telemetry-latch'), { product: 'synchromed-ii-40' });
    expect(comparable(judgeTrace(path).result)).toEqual(comparable(result));
  });

  test('counts no event from before the start of the scenario', async () => {
    const timeline = ['{ at: 1 min, interrogate: once }'];
    const { path } = await traces.run(read({ timeline, expect: ['{ name: turning, never see: true.rotor }'] }));
    const lines = traces.lines(path);
    const begin = lines.findIndex((line) => line.includes('"e":"bench.begin"'));
    const verdictWith = (at: number): string => {
      const event = '{"t":0,"e":"true.rotor","state":"turning"}';
      return judgeTrace(traces.file(rehashed(lines.toSpliced(at, 0, event)))).result.verdict;
    };
    expect([verdictWith(begin), verdictWith(begin + 1)]).toEqual(['pass', 'fail']);
  });

  test('takes other expectations of the same run from another scenario', async () => {
    const timeline = ['{ at: 1 h, field: 1.5 T, name: scan }', '{ after: scan, wait: 30 min, field: off, name: out }'];
    const { path } = await traces.run(
      read({ timeline, expect: ['{ name: stall noticed, after: scan, within: 20 h, see: pump.log "motor stall" }'] }),
    );
    const expect_ = [
      '{ name: never noticed, after: scan, within: 20 h, never see: pump.log "motor stall" }',
      '{ name: held, during: scan, signal: true.rotorDeg, changes at most: 3 deg }',
    ];
    const other = read({ timeline, expect: expect_ });
    const { result } = judgeTrace(path, { scenario: other });
    expect(result.measurements.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['never noticed', 'fail'],
      ['held', 'pass'],
    ]);
  });

  test('of a scenario that a program built takes the scenario from the caller', async () => {
    const built: Scenario = { ...scenarioNamed('mri-30-min'), text: '', textHash: '' };
    const { path, result } = await traces.run(built);
    expect(comparable(judgeTrace(path, { scenario: built }).result)).toEqual(comparable(result));
    expect(() => judgeTrace(path)).toThrow(
      `${path}:1: the scenario mri-30-min was built by a program, so the trace has no text of it.`,
    );
    const other = { ...built, runAtMostUs: built.runAtMostUs + 1 };
    expect(() => judgeTrace(path, { scenario: other })).toThrow('run at most is');
  });
});

describe('a trace of a run that did not reach its end', () => {
  test('has the failure of the rig, with its code and its side', async () => {
    const path = await traces.failed(scenarioNamed('roller-study-in-field'), {
      rig: 'loopback',
      onBench: (bench) => bench.board?.fallSilent(),
    });
    expect(failureOf(path)).toMatchObject({
      code: 'RIG_STOPPED_ANSWERING',
      fault: 'link',
      message: expect.stringMatching(`^${path}: this run ended early, so nothing was judged: `),
    });
  });

  test('has the refusal of the pump', async () => {
    const scenario = scenarioNamed('roller-study');
    const timeline = scenario.timeline.flatMap((entry) => [entry, { ...entry, name: `${entry.name} again` }]);
    const path = await traces.failed({ ...scenario, timeline }, { rig: 'model' });
    expect(failureOf(path)).toMatchObject({ code: 'PUMP_REFUSED', fault: 'usage' });
  });

  test('is judged up to an interrupt', async () => {
    const controller = new AbortController();
    const path = await traces.failed(scenarioNamed('mri-30-min'), {
      rig: 'loopback',
      signal: controller.signal,
      onBench: (bench: Bench) => void bench.pumpClock.at(10_000_000_000, () => controller.abort()),
    });
    const { result, cut } = judgeTrace(path);
    expect(cut?.says).toBe('the run was interrupted; judged up to there');
    expect(result.verdict).toBe('not decided');
  });
});

describe('a cut trace', () => {
  const open = [
    '{ name: seen, see: pump.log "motor stall" }',
    '{ name: not seen, see: pump.log "motor stall recovery" }',
    '{ name: never, never see: pump.log "motor stall recovery" }',
    '{ name: never broken, never see: pump.log "motor stall" }',
    '{ name: always, signal: true.deliveredMl, stays at most: 5 mL }',
    '{ name: always broken, signal: true.deliveredMl, stays at most: 0.001 mL }',
    '{ name: range, signal: true.rotorDeg, changes at most: 1000000 deg }',
    '{ name: range reached, signal: true.rotorDeg, changes at least: 10 deg }',
    '{ name: at the end, at: end, value: true.deliveredMl, at most: 5 mL }',
    '{ name: after an event, when: pump.log "motor stall recovery", never see: pump.tone }',
    '{ name: in time, at: scan, value: true.deliveredMl, at most: 5 mL }',
    '{ name: later, at: out, value: true.deliveredMl, at most: 5 mL }',
  ];

  test('decides what no further record can change, and leaves the rest open', async () => {
    const scenario = read({
      timeline: ['{ at: 1 h, field: 1.5 T, name: scan }', '{ after: scan, wait: 10 h, field: off, name: out }'],
      expect: open,
    });
    const { path, result } = await traces.run(scenario);
    const lines = traces.lines(path);
    const stall = lines.findIndex((line) => line.includes('"e":"pump.log"') && line.includes('"motor stall"'));
    const { cut, result: judged } = judgeTrace(traces.file(`${lines.slice(0, stall + 1).join('\n')}\n`));
    expect(
      Object.fromEntries(judged.measurements.map(({ name, verdict, reason = '' }) => [name, [verdict, reason]])),
    ).toEqual({
      seen: ['pass', ''],
      'not seen': ['not decided', 'cut'],
      never: ['not decided', 'cut'],
      'never broken': ['fail', ''],
      always: ['not decided', 'cut'],
      'always broken': ['fail', ''],
      range: ['not decided', 'cut'],
      'range reached': ['pass', ''],
      'at the end': ['not decided', 'cut'],
      'after an event': ['not decided', 'cut'],
      'in time': ['pass', ''],
      later: ['not decided', 'cut'],
    });
    const lastUs = (JSON.parse(lines[stall] ?? '') as { t: number }).t;
    expect(cut).toEqual({
      afterLine: stall + 1,
      pumpUs: lastUs - 1,
      says: `the trace is cut after line ${stall + 1}; judged up to there, and its hashes could not be checked`,
    });
    expect(lastUs).toBeLessThan(result.pumpUs);
  });

  const refusing = read({
    timeline: ['{ at: 1 h, refill: 60 mL, name: overfill }', '{ at: 2 h, interrogate: once, name: later }'],
    expect: ['{ name: refused, after: overfill, refused: refill }', '{ name: no alarm, never see: pump.alarm }'],
  });

  test.each([
    ['mri-30-min', scenarioNamed('mri-30-min'), 100],
    ['a refused entry', refusing, 10],
  ] as const)(
    'never decides otherwise than the whole trace, wherever it is cut: %s',
    async (_name, scenario, openMin) => {
      const { path, result } = await traces.run(scenario);
      const whole = new Map(result.measurements.map(({ name, verdict }) => [name, verdict]));
      const text = Buffer.from(`${traces.lines(path).join('\n')}\n`);
      const headerEnd = text.indexOf('\n');
      const lengths = everySo(CUT_STRIDE, lengthsOf(text));
      for (const length of lengths.filter((one) => one < headerEnd)) {
        const said = length === 0 ? 'is empty' : 'the end of the file within the header';
        expect(() => judgeTrace(traces.file(text.subarray(0, length)))).toThrow(said);
      }
      const parts = lengths.filter((one) => one >= headerEnd).map((length) => judgedPart(text, length));
      for (const { isWhole, cut } of parts) expect(cut === undefined).toBe(isWhole);
      const measurements = parts.flatMap(({ result: { measurements: some } }) => some);
      const decided = measurements.filter(({ verdict }) => verdict !== 'not decided');
      expect(decided.map(({ name, verdict }) => [name, verdict])).toEqual(
        decided.map(({ name }) => [name, whole.get(name)]),
      );
      expect(measurements.length - decided.length).toBeGreaterThan(openMin / runCount({ quick: CUT_STRIDE, long: 1 }));
    },
  );

  function judgedPart(text: Buffer, length: number): JudgedTrace & { readonly isWhole: boolean } {
    // Invariants take half of the time. They are judged as well where a line is whole.
    const options = text[length - 1] === LF ? {} : { invariants: [] };
    return { ...judgeTrace(traces.file(text.subarray(0, length)), options), isWhole: length >= text.length - 1 };
  }

  /** Lengths of each kind: within the header, at and near each end of a line, and within records. */
  function lengthsOf(text: Buffer): readonly number[] {
    const lengths = new Set([0, 1, 5, 22, 60, text.indexOf('\n') - 1, text.length]);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      for (const length of [at - 1, at, at + 1, at + 2, at + 20]) lengths.add(Math.min(length, text.length));
    }
    return [...lengths];
  }
});

describe('an edited trace', () => {
  test('with other hashes is refused, whatever byte of a record changed', async () => {
    const { path } = await traces.run(scenarioNamed('roller-study'));
    const text = Buffer.from(`${traces.lines(path).join('\n')}\n`);
    const from = text.indexOf('\n');
    for (let at = from; at < text.length - 1; at += EDIT_STRIDE) {
      const edited = Buffer.from(text);
      edited[at] = edited[at] === 0x31 ? 0x32 : 0x31;
      expect(() => judgeTrace(traces.file(edited)), `byte ${at}`).toThrow(/TRACE|found|has the hash/);
    }
  });

  test('with matching hashes is judged as edited', async () => {
    const { path } = await traces.run(scenarioNamed('roller-study'));
    const lines = traces.lines(path).filter((line) => !line.includes('"e":"true.film"'));
    const { result } = judgeTrace(traces.file(rehashed(lines)));
    expect(result.studies).toEqual([]);
    expect(result.verdict).toBe('not decided');
  });
});

describe('an edited trace with hashes that fit', () => {
  /** Returns the message for a header with other fields, without the path. */
  async function messageOf(change: (header: Record<string, unknown>) => object): Promise<string> {
    const [first = '', ...rest] = traces.lines((await traces.run(scenarioNamed('roller-study'))).path);
    const header = JSON.parse(first) as Record<string, unknown>;
    const path = traces.file(rehashed([JSON.stringify({ ...header, ...change(header) }), ...rest]));
    return (failureOf(path) as Error).message.replaceAll(path, 'FILE');
  }

  test('is refused for a scenario that cannot be read, with the places in it', async () => {
    const scenarioText = 'scenario: x\nsays: y\npump: 7\n';
    const message = await messageOf(() => ({ scenarioText, scenarioHash: digestOf(scenarioText) }));
    expect(message).toMatch(
      /^FILE:1: \d+ problems in the scenario of the header; nothing was judged\.\n(.*\n)? {2}roller-study\.yaml:3:7: /,
    );
  });

  test('is refused for an invalid pump, with the places in it', async () => {
    const message = await messageOf((header) => {
      const pump = { ...(header.pump as object), modes: ['none'] };
      return { pump, pumpHash: digestOf(JSON.stringify(pump)) };
    });
    expect(message).toMatch(
      /^FILE:1: one problem in the pump of the header; nothing was judged\.\n {2}the pump of FILE:1:\d+: /,
    );
  });

  test('is refused if the run has neither an end nor a failure', async () => {
    const lines = traces.lines((await traces.run(scenarioNamed('roller-study'))).path);
    const path = traces.file(rehashed(lines.filter((line) => !line.includes('"e":"bench.end"'))));
    expect((failureOf(path) as Error).message).toBe(
      `${path}:${lines.length - 1}: found the hashes, and neither \`bench.end\` nor \`bench.failure\` above them; allowed: a trace of a run that ended.`,
    );
  });
});

function failureOf(path: string): unknown {
  try {
    judgeTrace(path);
  } catch (error) {
    return error;
  }
  throw new Error('it was judged');
}
