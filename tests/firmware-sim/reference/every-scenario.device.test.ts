import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeWith } from '../../needed-tool.ts';
import { everySo } from '../../run-count.ts';
import { agreeingScenarios, lateOnWire, quickOnChip, turnsApart } from './agreeing-scenarios.ts';
import { builtReference, referenceFolder } from './reference-build.ts';
import { courseOf, logDifferences, MOTOR_TURN_DEG, rotorDifferenceDeg } from './scenario-course.ts';

const onAllThree = agreeingScenarios.filter((name) => !lateOnWire.includes(name));
const onChip = process.env.EVERY_ON_CHIP === undefined ? everySo(9, quickOnChip) : onAllThree;

async function agreesWithModel(scenario: string, firmware: string): Promise<void> {
  const [model, reference] = [await courseOf(scenario), await courseOf(scenario, firmware)];
  expect(reference.verdicts).toEqual(model.verdicts);
  expect(logDifferences(model, reference)).toEqual([]);
  expect(rotorDifferenceDeg(model, reference)).toBeLessThanOrEqual((turnsApart[scenario] ?? 1) * MOTOR_TURN_DEG);
}

describeWith('g++', 'the reference firmware for this machine', () => {
  test.each(everySo(20, agreeingScenarios))('agrees with the model in verdicts, log and rotor: %s', (scenario) =>
    agreesWithModel(scenario, `native:${join(builtReference('all'), 'pump')}`),
  );
});

describe('the reference firmware on the emulated chip', () => {
  test.each(onChip)('agrees with the model in verdicts, log and rotor: %s', (scenario) =>
    agreesWithModel(scenario, join(referenceFolder, 'reference.hex')),
  );
});
