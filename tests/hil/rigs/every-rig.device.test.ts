import { describeRig } from './every-rig.ts';

describeRig('virtual');
