import { describe, expect, test } from 'vitest';
import { HilError } from '../../../hil/base/hil-error.ts';
import { Bench } from '../../../hil/bench.ts';
import { judgeTrace } from '../../../hil/judge/judge-trace.ts';
import { RunReport } from '../../../hil/runs/run-report.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { type RunOptions, runScenario } from '../../../hil/scenario/run-scenario.ts';
import { servePump } from '../../../hil/serve/serve-pump.ts';
import { serveRig } from '../../../hil/serve/serve-rig.ts';

/** Returns code and message of the `HilError` that a call ends with. */
async function refusalOf(call: () => unknown): Promise<readonly [string, string]> {
  try {
    await call();
  } catch (error) {
    if (error instanceof HilError && error.fault === 'usage') return [error.code, error.message];
    throw error;
  }
  throw new Error('it was accepted');
}

/** Returns options as a program without types may give them. */
const untyped = (options: object): RunOptions => options as RunOptions;
const study = () => scenarioNamed('roller-study');

describe('a call of the library refuses', () => {
  test.each<readonly [string, () => unknown]>([
    ['runScenario', () => runScenario(study(), untyped({ rigg: 'model' }))],
    ['Bench.open', () => Bench.open(untyped({ rigg: 'model' }))],
    ['judgeTrace', () => judgeTrace('none.ndjson', untyped({ rigg: 'model' }))],
    ['RunReport', () => new RunReport(untyped({ rigg: 'model' }) as object)],
    ['servePump', () => servePump(untyped({ rigg: 'model' }) as object)],
    ['serveRig', () => serveRig(untyped({ rigg: 'model' }) as object)],
  ])('an unknown option of %s', async (name, call) => {
    const [code, message] = await refusalOf(call);
    expect([code, message]).toEqual([
      'OPTION_UNKNOWN',
      expect.stringMatching(`^\`${name}\` has no option "rigg"; allowed: `),
    ]);
  });

  test('an unknown option with the nearest one', async () => {
    const [, message] = await refusalOf(() => serveRig(untyped({ unti: 7 }) as object));
    expect(message).toBe('`serveRig` has no option "unti"; allowed: link, unit, engine. Did you mean "unit"?');
  });

  test.each<readonly [RunOptions, string]>([
    [{ seed: 1.5 }, '`seed` is "1.5"; allowed: a whole number from 0 to 4294967295.'],
    [{ seed: -1 }, '`seed` is "-1"; allowed: a whole number from 0 to 4294967295.'],
    [{ speed: -1 }, '`speed` is "-1"; allowed: auto, or a number from 0.001 to 1000000.'],
    [{ speed: Number.NaN }, '`speed` is "NaN"; allowed: auto, or a number from 0.001 to 1000000.'],
    [{ fieldScaleRatio: 0 }, '`fieldScaleRatio` is "0"; allowed: a number from 0.001 to 1000000.'],
  ])('a run with %j', async (options, message) => {
    expect(await refusalOf(() => runScenario(study(), { rig: 'model', ...options }))).toEqual([
      'OPTION_INVALID',
      message,
    ]);
  });

  test('a unit number out of range', async () => {
    const message = '`unit` is "65536"; allowed: a whole number from 0 to 65535.';
    expect(await refusalOf(() => serveRig({ unit: 65_536 }))).toEqual(['OPTION_INVALID', message]);
  });
});

describe('a bench refuses', () => {
  test('a time in the past, an impossible field, and all after its end', async () => {
    const bench = await Bench.open({ rig: 'model' });
    await bench.to('10 min');
    expect(await refusalOf(() => bench.to('5 min'))).toEqual([
      'TIME_INVALID',
      'time: found "5 min"; allowed: the present time, 10 min, or a later one.',
    ]);
    expect(await refusalOf(() => bench.field({ fieldMt: -5 }))).toEqual([
      'FIELD_INVALID',
      'field: -5 mT; allowed: 0 mT or more.',
    ]);
    expect(bench.nowUs).toBe(600_000_000);
    await bench.close();
    const calls = [() => bench.to('1 h'), () => bench.wait('1 h'), () => bench.noField(), () => bench.rollerStudy()];
    for (const call of calls) expect((await refusalOf(call))[0]).toBe('BENCH_CLOSED');
  });
});
