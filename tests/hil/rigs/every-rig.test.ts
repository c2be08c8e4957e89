import { unattendedScenarios } from '../../../hil/scenario/library.ts';
import { everySo } from '../../run-count.ts';
import { describeRig } from './every-rig.ts';

describeRig('model');
describeRig('loopback', everySo(4, unattendedScenarios()));
