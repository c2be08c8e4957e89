import { describe, expect, test } from 'vitest';
import { packagePath } from '../../../../hil/base/package-root.ts';
import { scenarioNamed } from '../../../../hil/scenario/library.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import { firstOf, longTest } from '../../../run-count.ts';
import { read } from '../../scenario/language/scenario-text.ts';

const firmware = packagePath('firmware-sim/reference/reference.hex');

describe('the binary of the reference firmware in the place of a pump', () => {
  test.each(firstOf(1, ['mri-30-min', 'roller-study-ends-in-a-stall', 'weak-field-loses-turns']))(
    'gives the verdicts of the model: %s',
    async (name) => {
      const scenario = scenarioNamed(name);
      const [ofModel, ofChip] = await Promise.all(
        [{}, { firmware }].map((choice) => runScenario(scenario, { rig: 'model', ...choice })),
      );
      const verdicts = (result: typeof ofModel) => result?.measurements.map((one) => [one.name, one.verdict]);
      expect(verdicts(ofChip)).toEqual(verdicts(ofModel));
      expect(ofChip?.verdict).toBe('pass');
      expect(ofChip?.firmwareUse?.awakeShare).toBeLessThan(0.01);
    },
  );

  longTest('delivers on by the old or the new program if the power fails while it stores one', async () => {
    const results = [];
    for (const byte of [30, 40, 50]) {
      const scenario = read({
        timeline: [
          `{ at: 1 h, power off: in EEPROM byte ${byte} after 1700 us }`,
          '{ at: 2 h, program: { mode: simple continuous, rate: 1 mL/day }, name: order }',
          '{ at: 3 h, interrogate: once, name: seen }',
        ],
        expect: [
          '{ name: order lost, after: order, refused: missing }',
          '{ name: a rate, after: seen, within: 10 min, signal: true.rotorDeg, advances at least: 38 deg }',
          '{ name: no other, after: seen, within: 10 min, signal: true.rotorDeg, advances at most: 86 deg }',
        ],
      });
      const options = { rig: 'model', firmware, continuesAfterRefusal: true } as const;
      results.push((await runScenario(scenario, options)).measurements.map(({ verdict }) => verdict));
    }
    expect(results.map(([, ...rates]) => rates)).toEqual(results.map(() => ['pass', 'pass']));
    // At least one of the failures comes before the answer.
    expect(results.map(([lost]) => lost)).toContain('pass');
  });
});
