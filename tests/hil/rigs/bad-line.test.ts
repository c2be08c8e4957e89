import { describeBadLine } from './bad-line.ts';

describeBadLine('loopback', [1, 2]);
