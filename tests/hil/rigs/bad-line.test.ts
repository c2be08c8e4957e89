import { describeBadLine } from './bad-line.ts';
import { fullLife } from './lives.ts';

describeBadLine('loopback', fullLife, [1, 2]);
