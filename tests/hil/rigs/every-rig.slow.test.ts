import { describe } from 'vitest';
import { unattendedScenarios } from '../../../hil/scenario/library.ts';
import { describeScenarios } from './every-rig.ts';
import { emulatedScenarios, longOf } from './short-scenarios.ts';

describe.each([
  ['virtual', unattendedScenarios()],
  ['emulated', emulatedScenarios()],
] as const)('long scenarios on the %s rig', (rig, scenarios) => {
  describeScenarios(rig, longOf(scenarios));
});
