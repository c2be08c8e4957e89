import { describeRig } from './every-rig.ts';
import { shortScenarios } from './short-scenarios.ts';

describeRig('virtual', shortScenarios());
