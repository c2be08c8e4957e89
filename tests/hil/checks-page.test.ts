import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { packagePath } from '../../hil/base/package-root.ts';
import { problemText, readScenario } from '../../hil/scenario/language/read-scenario.ts';
import type { RunResult } from '../../hil/scenario/run-result.ts';
import { runScenario } from '../../hil/scenario/run-scenario.ts';

/*
 * The page about checks has one scenario and lists of checks. The comment behind a check is its verdict, in some with its
 * margin in time.
 */

const [scenarioText = '', ...lists] = [
  ...readFileSync(packagePath('hil/CHECKS.md'), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm),
].map(([, text]) => text ?? '');

describe.each(lists.map((list, i) => ({ list, number: i + 1 })))(
  'example $number of the page about checks',
  ({ list }) => {
    let result: RunResult | undefined;
    beforeAll(async () => {
      const read = readScenario(`${scenarioText}expect:\n${list}`, 'checks.yaml');
      if (!read.ok) throw new Error(read.problems.map(problemText).join('\n'));
      result = await runScenario(read.scenario, { rig: 'model' });
    });

    test('has the verdicts that the page states', () => {
      const stated = [...list.matchAll(/# ([a-z ]+)(?:, in time .*)?$/gm)].map(([, verdict]) => verdict);
      expect(stated.length).toBe([...list.matchAll(/^- /gm)].length);
      expect(result?.measurements.map(({ name, verdict }) => [name, verdict])).toEqual(
        result?.measurements.map(({ name }, i) => [name, stated[i]]),
      );
    });

    test('has the margins in time that the page states', () => {
      const stated = [...list.matchAll(/# [a-z ]+?(?:, in time (-?[\d.]+) s)?$/gm)].map(([, seconds]) => seconds);
      for (const [i, seconds] of stated.entries())
        if (seconds !== undefined) expect(result?.measurements[i]?.marginS).toBe(Number(seconds));
    });
  },
);
