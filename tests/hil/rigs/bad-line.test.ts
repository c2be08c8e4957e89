import { describeBadLine } from './bad-line.ts';
import { fullRun } from './rig-runs.ts';

describeBadLine('loopback', fullRun, [1, 2]);
