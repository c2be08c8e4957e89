import { runCount } from '../../run-count.ts';
import { describeBadLine } from './bad-line.ts';
import { fullRun } from './rig-runs.ts';

describeBadLine('loopback', fullRun, [1, 2].slice(0, runCount({ quick: 1, long: 2 })));
