import { everySo } from '../../run-count.ts';
import { describeRig } from './every-rig.ts';
import { shortScenarios } from './short-scenarios.ts';

describeRig('virtual', everySo(12, shortScenarios()));
