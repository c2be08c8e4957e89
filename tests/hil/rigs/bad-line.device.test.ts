import { describeBadLine } from './bad-line.ts';
import { weakFieldRun } from './rig-runs.ts';

describeBadLine('virtual', weakFieldRun, [1]);
