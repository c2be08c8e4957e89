import { describeRig } from './every-rig.ts';

describeRig('emulated');
describeRig('emulated:nema17');
