import { describe } from 'vitest';
import { scenarioNamed, unattendedScenarios } from '../../../hil/scenario/library.ts';
import { everySo } from '../../run-count.ts';
import { describeRig, describeScenarios } from './every-rig.ts';

describeRig('model');
describeRig('loopback', everySo(8, unattendedScenarios()));
// All others, and what else a rig promises: `npm run test:slow`.
describe('on the emulated rig', () => describeScenarios('emulated', [scenarioNamed('roller-study')]));
