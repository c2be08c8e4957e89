import { describeRig } from './every-rig.ts';

describeRig('model');
describeRig('loopback');
