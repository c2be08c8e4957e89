import { describe, expect, test } from 'vitest';
import { TraceFull } from '../../../firmware-sim/trace/trace.ts';
import { textOf } from '../../../hil/commands/print-result.ts';
import { problemText, readScenario } from '../../../hil/scenario/language/read-scenario.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { type Parts, read, scenarioText } from './language/scenario-text.ts';

const study = scenarioNamed('roller-study');
const onModel = (parts: Parts) => runScenario(read(parts), { rig: 'model' });

describe('a verdict', () => {
  test('is fail where one expectation is not met, whatever the others give', async () => {
    const result = await onModel({
      timeline: ['{ at: 1 min, roller study: take, name: study }'],
      expect: [
        '{ name: right, outcome: pass, of: study }',
        '{ name: open, see: pump.alarm, when: pump.tone, within: 1 h }',
        '{ name: wrong, outcome: fail, of: study }',
      ],
      more: 'run at most: 1 h\n',
    });
    expect(result.measurements.map((one) => one.verdict)).toEqual(['pass', 'never triggered', 'fail']);
    expect(result.verdict).toBe('fail');
  });

  test('is never triggered where nothing failed and an event never occurred', async () => {
    const result = await onModel({
      expect: ['{ name: open, see: pump.alarm, when: pump.tone }', '{ name: right, never see: pump.tone }'],
      more: 'run at most: 1 h\n',
    });
    expect(result.measurements.map((one) => one.verdict)).toEqual(['never triggered', 'pass']);
    expect(result.verdict).toBe('never triggered');
  });

  test("reads calculated values in the pump's steps, whatever it truly delivers", async () => {
    const result = await onModel({
      pump: '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day, accuracy: 1.145 }',
      // 166 whole steps of 21.6 s in an hour, 0.125 uL each: 20.75 uL.
      expect: ['{ name: level, at: 1 h, value: pump.reservoirMl, between: [19.979249 mL, 19.979251 mL] }'],
    });
    expect(result.measurements).toMatchObject([{ verdict: 'pass' }]);
  });

  test('includes an alarm that is active at the start', async () => {
    const result = await onModel({
      pump: '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day, implanted for: 7 y, ERI after: 6 y }',
      expect: ['{ name: nothing wrong, after: 0 s, within: 1 min, never see: pump.alarm }'],
    });
    expect(result.verdict).toBe('fail');
  });
});

describe('a run ends', () => {
  const endS = async (parts: Parts): Promise<number> => (await onModel(parts)).pumpUs / 1e6;
  const noAlarm = '{ name: quiet, never see: pump.alarm }';

  test('with its last entry where nothing is open then', async () => {
    expect(await endS({ timeline: ['{ at: 90 s, interrogate: once }'], expect: [noAlarm] })).toBe(90);
    expect(await endS({ expect: [noAlarm] })).toBe(0);
  });

  test('with its last open expectation, as soon as an event has decided it', async () => {
    const timeline = ['{ at: 60 s, roller study: take, name: study }'];
    const pastEnd = '{ name: later, after: study, within: 1 h, never see: pump.alarm }';
    expect(await endS({ timeline, expect: [noAlarm, pastEnd] })).toBe(3660);
    const seen = '{ name: ends, after: study, within: 1 h, see: pump.bolus end }';
    expect(await endS({ timeline, expect: [noAlarm, seen] })).toBe(96);
    expect(await endS({ timeline, expect: ['{ name: films, outcome: pass, of: study }'] })).toBe(96);
    const counted = '{ name: then, when: pump.bolus end, within: 10 s, never see: pump.alarm }';
    expect(await endS({ timeline, expect: [counted] })).toBe(106);
    const unbounded = '{ name: then, after: 200 s, never see: pump.alarm }';
    expect(await endS({ timeline, expect: [unbounded] })).toBe(200);
  });

  test('with "run at most", whatever is still open', async () => {
    const timeline = ['{ at: 60 s, interrogate: once }'];
    const expectations = [
      '{ name: never comes, see: pump.tone }',
      '{ name: nor this, when: pump.tone, see: pump.log }',
    ];
    const result = await onModel({ timeline, expect: expectations, more: 'run at most: 2 h\n' });
    expect(result.pumpUs).toBe(2 * 3600e6);
    expect(result.measurements.map((one) => one.verdict)).toEqual(['fail', 'never triggered']);
  });

  test('with `ends at`, whatever is decided or open', async () => {
    const timeline = ['{ at: 60 s, roller study: take, name: study }'];
    const films = '{ name: films, outcome: pass, of: study }';
    const later = '{ name: later, after: study, within: 30 min, never see: pump.alarm }';
    const all = await onModel({ timeline, expect: [films, noAlarm], more: 'ends at: 1 h\n' });
    expect([all.pumpUs, all.verdict]).toEqual([3600e6, 'pass']);
    const cut = await onModel({ timeline, expect: [noAlarm, later], more: 'ends at: 31 min\n' });
    expect(cut.measurements.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    const early = await onModel({ timeline, expect: [films], more: 'ends at: 70 s\n' });
    expect([early.pumpUs, early.verdict]).toEqual([70e6, 'not decided']);
  });

  test('with `ends at` and no expectation, undecided', async () => {
    const text = scenarioText({ more: 'ends at: 90 min\n' }).replace(/expect:\n(?: {2}- .*\n)*/, '');
    const scenario = readScenario(text, 'f.yaml');
    if (!scenario.ok) throw new Error(scenario.problems.map(problemText).join('\n'));
    expect(scenario.scenario.expect).toEqual([]);
    const result = await runScenario(scenario.scenario, { rig: 'model' });
    expect([result.pumpUs, result.verdict]).toEqual([5400e6, 'not decided']);
    expect(textOf(result)).toContain('no `expect`: the run ends at a time and checks nothing');
  });

  test('after 30 days by default', async () => {
    expect(
      await endS({ pump: '{ product: synchromed-ii, mode: stopped }', expect: ['{ name: n, see: true.film }'] }),
    ).toBe(30 * 86_400);
  });

  test('and a span that "run at most" cut is not decided', async () => {
    const result = await onModel({
      timeline: ['{ at: 50 min, roller study: take, name: study }'],
      expect: [
        '{ name: turns, when: pump.bolus end, within: 1 h, signal: true.rotorDeg, advances at least: 1 deg }',
        '{ name: quiet, when: pump.bolus end, within: 1 h, never see: pump.alarm }',
      ],
      more: 'run at most: 1 h\n',
    });
    expect(result.pumpUs).toBe(3600e6);
    expect(result.measurements.map(({ verdict, note }) => [verdict, note])).toEqual([
      ['not decided', 'the run ended before the span did'],
      ['not decided', 'the run ended before the span did'],
    ]);
  });
});

test('another product replaces only the product', async () => {
  const result = await runScenario(study, { rig: 'model', product: 'synchromed-ii-40' });
  expect(result).toMatchObject({ pump: 'synchromed-ii-40', verdict: 'pass' });
  const level = read({
    pump: '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day }',
    expect: ['{ name: level, at: start, value: pump.reservoirMl, is: 20 mL }'],
  });
  expect((await runScenario(level, { rig: 'model', product: 'synchromed-ii-40' })).verdict).toBe('pass');
});

test('the rig is free again and the end is reported, however a run ends', async () => {
  for (const rig of ['loopback', 'lopback']) {
    const ends: string[] = [];
    await runScenario(study, { rig, onEnd: () => void ends.push('end') }).catch(() => undefined);
    expect(ends).toEqual(['end']);
  }
});

describe('a limit inside the error of the rig', () => {
  const fine = read({
    timeline: ['{ at: 1 min, roller study: take, name: study }'],
    expect: [
      '{ name: turned, after: study, within: 36 s, signal: true.rotorDeg, advances between: [119.9 deg, 120.1 deg] }',
    ],
  });

  test('is not decided, and the note gives the resolution', async () => {
    const [exact, coarse] = [await runScenario(fine, { rig: 'model' }), await runScenario(fine, { rig: 'loopback' })];
    expect([exact.verdict, coarse.verdict]).toEqual(['pass', 'not decided']);
    expect(coarse.measurements[0]?.note).toBe(
      'it read 120 deg, and inside the errors it lies between 119.197 and 120.803 deg (resolution of the rig 0.803 deg)',
    );
    expect(coarse.fingerprint).toBe(exact.fingerprint);
  });

  test.each(['model', 'loopback'])('is decided where it is missed or met by far more than that: %s', async (rig) => {
    const turned = (limit: string) =>
      `{ name: "${limit}", after: study, within: 36 s, signal: true.rotorDeg, advances ${limit} }`;
    const { measurements } = await runScenario(
      read({
        timeline: ['{ at: 1 min, roller study: take, name: study }'],
        expect: [turned('at most: 0.1 deg'), turned('at least: 0.1 deg'), turned('at most: 118 deg')],
      }),
      { rig },
    );
    expect(measurements.map(({ verdict }) => verdict)).toEqual(['fail', 'pass', 'fail']);
  });
});

test('a run with more records than a trace keeps is a usage failure with advice', async () => {
  const running = runScenario(study, {
    rig: 'loopback',
    onBench: (bench) =>
      void bench.pumpClock.at(1_000_000, () => {
        throw new TraceFull('trace: more than 9 records');
      }),
  });
  await expect(running).rejects.toMatchObject({
    code: 'TRACE_FULL',
    fault: 'usage',
    message: expect.stringContaining('roller-study writes more records than a run may (trace: more than 9 records)'),
  });
});
