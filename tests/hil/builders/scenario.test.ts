import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scenario } from '../../../hil/builders/scenario.ts';
import { event } from '../../../hil/builders/signal.ts';
import type { WrittenScenario } from '../../../hil/builders/written.gen.ts';
import { judgeTrace } from '../../../hil/judge/judge-trace.ts';
import type { Measurement } from '../../../hil/scenario/checks/measurement.ts';
import { explanationLines } from '../../../hil/scenario/explanation/explanation-lines.ts';
import { readScenario } from '../../../hil/scenario/language/read-scenario.ts';
import { scenarioFile, shippedScenarios } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { parseYaml } from '../../../hil/yaml/parse-yaml.ts';
import { plainOf } from '../../../hil/yaml/tree.ts';

const SCAN: WrittenScenario = {
  scenario: 'my-scan',
  says: 'A short scan holds the rotor.',
  pump: { product: 'synchromed-ii', mode: 'simple continuous', rate: '0.5 mL/day' },
  timeline: [
    { at: 300_000_000, field: '1.5 T', name: 'scan' },
    { after: 'scan', wait: '10 min', field: 'off', name: 'out' },
  ],
  expect: [
    { name: 'rotor held', during: 'scan', signal: 'true.rotorDeg', 'changes at most': '3 deg' },
    { name: 'nothing logged', after: 'out', within: '1 h', 'never see': event('pump.log') },
  ],
};

/** Returns the message of the error that a call throws. */
function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

const built = (changes: object): string =>
  messageOf(() => scenario({ ...SCAN, ...changes } as unknown as WrittenScenario));

describe('a scenario that a program writes', () => {
  test('equals the scenario read from its YAML, with microseconds as times', () => {
    const made = scenario(SCAN);
    expect(made.text).toContain('- { at: 5 min, field: 1.5 T, name: scan }');
    expect(made.timeline.map(({ name, atUs }) => [name, atUs])).toEqual([
      ['scan', 300_000_000],
      ['out', 900_000_000],
    ]);
    const { builtAt, ...scenarioMade } = made;
    expect(readScenario(made.text, 'my-scan.yaml')).toEqual({ ok: true, scenario: scenarioMade });
    expect(builtAt?.file).toBe('tests/hil/builders/scenario.test.ts');
  });

  test('runs and is judged', async () => {
    const { verdict, measurements } = await runScenario(scenario(SCAN), { rig: 'model' });
    expect(measurements.map((one) => [one.name, one.verdict])).toEqual([
      ['rotor held', 'pass'],
      ['nothing logged', 'pass'],
    ]);
    expect(verdict).toBe('pass');
  });

  test('names the call that built it, and the number of the check, in its explanations', async () => {
    const checks = {
      ...SCAN,
      expect: [SCAN.expect[0], { name: 'moves', during: 'scan', never: 'true.rotor is held' }],
    };
    const line = Number(/scenario\.test\.ts:(\d+)/.exec(new Error('here').stack ?? '')?.[1]) + 1;
    const made = scenario(checks as unknown as WrittenScenario);
    const [, moves] = (await runScenario(made, { rig: 'model' })).measurements;
    expect(moves?.place).toMatchObject({ file: 'tests/hil/builders/scenario.test.ts', line, check: 2 });
    const lines = explanationLines(moves as Measurement);
    expect(lines[0]).toMatch(new RegExp(`^tests/hil/builders/scenario\\.test\\.ts:${line}:\\d+, check 2, from `));
    const unplaced = await runScenario({ ...made, builtAt: null }, { rig: 'model' });
    expect(explanationLines(unplaced.measurements[1] as Measurement)[0]).toMatch(/^built scenario my-scan, check 2, /);
  });

  test('has the same places in the judge of its trace', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollerloop-built-'));
    const traceFile = join(folder, 'a.ndjson');
    const { measurements } = await runScenario(scenario(SCAN), { rig: 'model', traceFile });
    expect(judgeTrace(traceFile).result.measurements).toEqual(measurements);
    rmSync(folder, { recursive: true });
  });

  test('can express every shipped scenario', () => {
    for (const shipped of shippedScenarios()) {
      const problems: string[] = [];
      const tree = parseYaml(shipped.text, (_place, found) => problems.push(found));
      expect(problems).toEqual([]);
      const plain = (tree === undefined ? {} : plainOf(tree)) as WrittenScenario;
      const made = scenario({ ...plain, timeline: plain.timeline ?? [] }, dirname(scenarioFile(shipped.name)));
      const withoutPlaces = (_key: string, value: unknown): unknown => (_key === 'place' ? undefined : value);
      const { file: _file, text: _text, textHash: _hash, builtAt: _call, ...rest } = made;
      const { file: _itsFile, text: _itsText, textHash: _itsHash, ...itsRest } = shipped;
      expect(JSON.stringify(rest, withoutPlaces)).toBe(JSON.stringify(itsRest, withoutPlaces));
    }
  });

  test('is refused with the place in the object, the value and what is allowed', () => {
    expect(built({ pump: { ...SCAN.pump, rate: '0.5 ml/day' } })).toBe(
      'One problem in the scenario "my-scan"; nothing was run.\n  pump.rate: found "0.5 ml/day" for `rate`; allowed: a number with a unit (mL/day, mL/h, uL/day, uL/h), 0 mL/day to 100 mL/day; did you mean 0.5 mL/day?',
    );
    expect(built({ timeline: [{ at: '5 min', field: '1.5 T', name: 'scam' }] })).toBe(
      'One problem in the scenario "my-scan"; nothing was run.\n  expect[0].during: found "scan" for `during`; allowed: scam; did you mean scam?\n  expect[1].after: found "out" for `after`; allowed: scam, or a time, as in 30 min'.replace(
        'One problem',
        '2 problems',
      ),
    );
    expect(built({ expect: [{ name: 'x', value: 'pump.rateMlPerDay', is: '0.5 mL/day' }] })).toBe(
      'One problem in the scenario "my-scan"; nothing was run.\n  expect[0]: `value`: no moment given. Add `at:` with end, start, a time or an entry, or `when: EVENT`.',
    );
  });

  test('is refused for an unknown product, and for a unit of another dimension', () => {
    expect(built({ pump: { ...SCAN.pump, product: 'synchromed' } })).toMatch(
      /^One problem in the scenario "my-scan"; nothing was run\.\n {2}pump\.product: found "synchromed" for `product`; allowed: synchromed-ii, .*; did you mean synchromed-ii\?$/,
    );
    expect(built({ timeline: [{ at: '5 mL', field: '1.5 T', name: 'scan' }, ...SCAN.timeline.slice(1)] })).toBe(
      'One problem in the scenario "my-scan"; nothing was run.\n  timeline[0].at: found "5 mL" for `at`; allowed: a number with a unit (s, min, h, d, y), 0 s to 30 y',
    );
  });

  test('is refused without its name, and without a timeline', () => {
    expect(built({ scenario: undefined })).toBe(
      'One problem in the scenario "without a name"; nothing was run.\n  the scenario: found no `scenario`; allowed: a name: a small letter, then small letters, digits and hyphens; at most 60 in all',
    );
    expect(built({ timeline: undefined })).toBe(
      'timeline: found "undefined"; allowed: a list of entries, empty if nothing happens.',
    );
    expect(messageOf(() => scenario(5 as never))).toBe(
      'scenario: found "5"; allowed: an object with the keys of a scenario.',
    );
  });

  test('is refused with a value that no scenario can hold', () => {
    const at = (time: unknown): string => built({ timeline: [{ at: time, field: 'off' }] });
    expect(at(1.5)).toBe('timeline[0].at: found 1.5 us; allowed: whole microseconds from 0 on.');
    expect(at(-1)).toBe('timeline[0].at: found -1 us; allowed: whole microseconds from 0 on.');
    expect(at(true)).toBe('timeline[0].at: found "true"; allowed: a text, a number, a list or an object.');
    expect(built({ pump: { ...SCAN.pump, accuracy: Number.NaN } })).toBe(
      'pump.accuracy: found "NaN"; allowed: a finite number.',
    );
    const endless: { self?: object } = {};
    endless.self = endless;
    expect(built({ pump: endless })).toMatch(/: found deeper nesting; allowed: at most 20 levels\.$/);
  });
});
